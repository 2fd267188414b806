import type { RemoteState, Attributes } from "../../ledger/entry.ts";
import { workerOf } from "../next-step.ts";
import {
  contradiction,
  soundAnswer,
  unshown,
  type Acceptance,
  idIn,
  objectIn,
  objectsIn,
  textIn,
  timeIn,
  wordIn,
} from "../reading.ts";
import { unreadableRemote, type Remote } from "../resource.ts";
import type { CredentialingSpec } from "./credentialing-kind.ts";
import { defaultType, isOpenAtVerifiable } from "./statuses.ts";

/** The status is the current event's; without one, that of the newest event. */
function stateOf(row: Readonly<Record<string, unknown>>): RemoteState {
  const current = textIn(objectIn(row["currentEvent"])?.["status"]);
  const [newest] = objectsIn(row["allEvents"]).toSorted(
    (one, other) => (timeIn(other["timestamp"]) ?? 0) - (timeIn(one["timestamp"]) ?? 0),
  );
  const worker = workerOf("is_self_managed", row["isSelfManaged"]);
  return {
    status: current ?? textIn(newest?.["status"]),
    ...(worker === undefined ? {} : { details: worker }),
  };
}

export function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
  const remoteId = idIn(row["id"]);
  const provider = idIn(objectIn(row["provider"])) ?? idIn(row["providerId"]);
  const facility = idIn(objectIn(row["facility"])) ?? idIn(row["facilityId"]);
  const subject = provider ?? facility;
  const state = stateOf(row);
  const type = typeIn(row["type"]) ?? defaultType;
  const createdAt = timeIn(row["createdAt"]);
  const open = isOpenAtVerifiable(state.status, type);
  const known = { ...state, remoteId, subject, createdAt, open, ...sharedIf(provider === undefined) };
  if (remoteId === undefined || subject === undefined) return unreadableRemote(known);
  return {
    ...known,
    remoteId,
    subject,
    attributes: {
      subject: provider === undefined ? "facility" : "provider",
      type,
      specialties: specialtiesIn(row),
    },
  };
}

/** One request is for any number of a facility's specialties. */
function sharedIf(isForFacility: boolean): Pick<RemoteState, "shared"> {
  return isForFacility ? { shared: true } : {};
}

/** The ids of a request's specialties; older deployments give them under another name. */
function specialtiesIn(row: Readonly<Record<string, unknown>>): readonly string[] {
  const specialties = objectsIn(row["facilitySpecialties"]).flatMap(({ id }) => idIn(id) ?? []);
  const older = Array.isArray(row["facilitySpecialtyIds"]) ? row["facilitySpecialtyIds"] : [];
  return specialties.length > 0 ? specialties : older.flatMap((id: unknown) => idIn(id) ?? []);
}

const types = ["Initial", "ReCredentialing", "OffCycle"];

/** A type in the platform's own spelling, however a list or an answer spells it. */
function typeIn(value: unknown): string | undefined {
  const word = wordIn(value);
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]/g, "");
  return word === undefined ? undefined : (types.find((type) => letters(type) === letters(word)) ?? word);
}

/** 201 with the whole request. Nothing of it is marked as required, and without its id it cannot be followed. */
export function accepted(body: unknown, together: readonly WantedCredentialing[]): Acceptance {
  const [wanted] = together;
  const answer = soundAnswer(body);
  if ("doubt" in answer) return answer;
  const { row } = answer;
  const [mine, other] =
    wanted?.subject === "facility"
      ? (["facility", "provider"] as const)
      : (["provider", "facility"] as const);
  const named = (who: string): string | undefined => idIn(objectIn(row[who])) ?? idIn(row[`${who}Id`]);
  const contradicted = contradiction([
    { what: mine, asked: idIn(wanted?.subject_id), said: named(mine) ?? named(other) },
    { what: "type", asked: typeIn(wanted?.type) ?? defaultType, said: typeIn(row["type"]) },
  ]);
  if (contradicted !== undefined) return { doubt: contradicted };
  const shown = specialtiesIn(row);
  const isPart =
    shown.length > 0 && together.some((each) => specialtiesOf(each).some((id) => !shown.includes(id)));
  if (isPart) return { doubt: "an answer that leaves out a specialty" };
  const remoteId = idIn(row["id"]);
  return remoteId === undefined
    ? { doubt: unshown }
    : { remote: { remoteId, ...stateOf(row), ...sharedIf(mine === "facility") } };
}

/** What wanted credentialing is, once its subject is known. */
export type WantedCredentialing = {
  readonly subject: CredentialingSpec["subject"];
  readonly subject_id: string;
  readonly type: string | undefined;
  readonly priority: string | undefined;
  readonly is_self_managed: boolean;
  readonly application_received_date: string | undefined;
  /** Ids. */
  readonly specialties: readonly string[];
};

export function specialtiesOf(attributes: Attributes): readonly string[] {
  const specialties = attributes["specialties"];
  return Array.isArray(specialties) ? specialties : [];
}
