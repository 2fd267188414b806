import { workerOf } from "../next-step.ts";
import {
  contradiction,
  repeats,
  soundAnswer,
  unshown,
  type Acceptance,
  idIn,
  textIn,
  timeIn,
  payersAlike,
  stateIn,
  wordIn,
} from "../reading.ts";
import { unreadableRemote, type Remote } from "../resource.ts";
import { enrollmentKinds, newEnrollments as variants, type EnrollmentSpec } from "./enrollment-kind.ts";
import { payerIn } from "./enrollment-match.ts";
import { isOpenEnrollment } from "./statuses.ts";

function stateOf(
  row: Readonly<Record<string, unknown>>,
): Pick<Remote, "status" | "statusReason" | "details"> {
  const category = textIn(row["status_category"]);
  return {
    status: textIn(row["status"]),
    statusReason: textIn(row["status_reason"]),
    details: {
      ...(category === undefined ? {} : { status_category: category }),
      ...workerOf("is_medallion_owned", row["is_medallion_owned"]),
    },
  };
}

export function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
  const remoteId = idIn(row["id"]);
  const [provider, group] = [idIn(row["provider"]), idIn(row["group_profile"])];
  const subject = provider ?? group;
  const said = textIn(row["resourcetype"]);
  const isOurs = said === undefined || said === variants.provider || said === variants.group;
  // revalidations and demographic updates are other requests about the same enrollment, and facilities are nobody's here
  if (!isOurs && enrollmentKinds.includes(said)) return undefined;
  if (subject === undefined && idIn(row["facility"]) !== undefined) return undefined;
  const state = stateOf(row);
  const known = {
    remoteId,
    subject,
    ...state,
    createdAt: timeIn(row["created"]),
    open: isOpenEnrollment(state),
  };
  if (remoteId === undefined || subject === undefined || !isOurs) return unreadableRemote(known);
  return {
    ...known,
    remoteId,
    subject,
    attributes: {
      subject: said === variants.group || provider === undefined ? "group" : "provider",
      state: stateIn(row["state"]),
      ...payerIn(row),
    },
  };
}

/** 201 with the whole request, which says whom and what it is for (API description, PESRs). */
export function accepted(body: unknown, [wanted]: readonly WantedEnrollment[]): Acceptance {
  const answer = soundAnswer(body);
  if ("doubt" in answer) return answer;
  const { row } = answer;
  const asked = (name: keyof WantedEnrollment): string | undefined => idIn(wanted?.[name]);
  const subject = {
    what: "subject",
    asked: asked("subject_id"),
    said: idIn(row["provider"]) ?? idIn(row["group_profile"]),
  };
  const state = { what: "state", asked: stateIn(wanted?.state), said: stateIn(row["state"]) };
  const ids = [
    { what: "payer", asked: asked("payer_entity"), said: idIn(row["payer_entity"]) },
    { what: "payer", asked: asked("payer_id"), said: idIn(row["payer_id"]) },
  ];
  const name = {
    what: "payer",
    asked: textIn(wanted?.payer_name),
    said: wordIn(row["payer_name"]),
    fits: payersAlike,
  };
  // a payer with the right id may have another name there
  const byId = ids.some((id) => id.asked !== undefined && id.said !== undefined);
  const other = contradiction([subject, state, ...ids, ...(byId ? [] : [name])]);
  if (other !== undefined) return { doubt: other };
  const remoteId = idIn(row["id"]);
  const isShown = remoteId !== undefined || (repeats([subject, state]) && (byId || repeats([name])));
  return isShown ? { remote: { remoteId, ...stateOf(row) } } : { doubt: unshown };
}

/** What a wanted enrollment is, once its subject is known. */
export type WantedEnrollment = {
  readonly subject: EnrollmentSpec["subject"];
  readonly subject_id: string;
  readonly state: string;
  readonly payer_name: string;
  readonly payer_id: string | undefined;
  readonly payer_entity: string | undefined;
  /** Ids. */
  readonly lines_of_business: readonly string[] | undefined;
  readonly practices: readonly string[] | undefined;
  readonly par_group: string | undefined;
  readonly is_medallion_owned: boolean;
};
