import type { Attributes, RemoteState } from "../../ledger/entry.ts";
import type { RequestSpec, EnrollmentSpec } from "../../roster/request-spec.ts";
import { unreadableRemote, type Remote } from "../../staging/remotes.ts";
import { contradiction, repeats, soundAnswer, unshown, type Acceptance } from "../acceptance.ts";
import { naturalKey } from "../natural-key.ts";
import { shown } from "../../faults/fault.ts";
import { foldLabel } from "../people.ts";
import {
  madeBySubmission,
  type Answers,
  type QueryReference,
  type Resource,
  type RowIdentity,
} from "../platform.ts";
import { workerOf } from "../worker.ts";
import { idIn, isThing, objectIn, pathPart, textIn, timeIn } from "../reading.ts";
import { payersAlike, stateIn, wordIn } from "../words.ts";
import { enrollmentKinds, newEnrollments as variants } from "./enrollment-kinds.ts";
import { enrollmentMatchRank, payerClash, payerStrength, sameEnrollment } from "./enrollment-match.ts";
import { groupProfiles, idAndNameQuery, namedQuery } from "./named-things.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";
import { providerQuery, providers } from "./providers.ts";

const path = "/p/api/v1/service-requests/payer-enrollments/";

/** Payer enrollment requests, of providers and of groups. */
export function enrollmentRequests(organizationId: string): Resource {
  return {
    kind: "medallion.enrollment",
    platform: "medallion",
    organization: organizationId,
    references: (spec, row) => references(enrollmentSpec(spec), row),
    draft: (spec, identity) => {
      const enrollment = enrollmentSpec(spec);
      const who = subjectReference(enrollment, { identity, answered: false }).query.about;
      const lines = enrollment.linesOfBusiness.map(foldLabel).toSorted();
      return {
        same: naturalKey("medallion.enrollment", JSON.stringify(who), ...nature(enrollment, lines)),
        options: options(enrollment, enrollment.practices, enrollment.parGroup),
      };
    },
    identify: (spec, answers) => {
      const enrollment = enrollmentSpec(spec);
      const subject = answers.get(enrollment.subject)?.[0] ?? "";
      const lines = [...(answers.get("line_of_business") ?? [])].toSorted();
      const key = naturalKey(
        "medallion",
        organizationId,
        "enrollment",
        enrollment.subject,
        subject,
        ...nature(enrollment, lines),
      );
      return {
        key,
        platform: "medallion",
        kind: "medallion.enrollment",
        organization: organizationId,
        subject,
        attributes: attributesOf(enrollment, subject, lines, answers),
        batch: key,
        options: options(enrollment, answers.get("practice") ?? [], answers.get("par_group")?.[0]),
      };
    },
    narrowed: (attributes, lines) => {
      const text = (name: string): string | undefined => textIn(attributes[name]);
      const [subject, subjectId] = [text("subject") ?? "", text("subject_id") ?? ""];
      const payer = {
        state: text("state") ?? "",
        payerName: text("payer_name") ?? "",
        payerId: text("payer_id"),
        payerEntity: text("payer_entity"),
      };
      const sorted = lines.toSorted();
      return {
        key: naturalKey(
          "medallion",
          organizationId,
          "enrollment",
          subject,
          subjectId,
          ...nature(payer, sorted),
        ),
        attributes: { ...attributes, lines_of_business: sorted },
      };
    },
    all: [orderedOffsetListing(path, [], "existing", remoteOf)],
    ofSubject: (subject, attributes) => {
      const filter = attributes["subject"] === "group" ? "group_profile" : "provider";
      return offsetListing(path, [[filter, subject]], "existing", remoteOf);
    },
    changedSince: (day) =>
      orderedOffsetListing(path, [["status_update_time_after", day]], "status", remoteOf),
    one: (id) => ({
      call: {
        method: "GET",
        path: `${path}${pathPart(id)}/`,
        route: `${path}{id}/`,
        purpose: "status",
        fits: isThing,
      },
      read: (body) => {
        const row = objectIn(body);
        return row === undefined ? undefined : remoteOf(row);
      },
    }),
    matchRank: enrollmentMatchRank,
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    clash: (wanted, other, source) => {
      const found = payerClash(wanted, other, source);
      if (found === undefined) return undefined;
      const { column, value, name } = found;
      return `The payer's name differs: the row says ${shown(String(wanted["payer_name"]))}, and the request with the same ${column} ${shown(value)} is for ${shown(name)}. Correct payer_name or ${column}.`;
    },
    subsumes: (wanted, vaguer) =>
      payerStrength(wanted) > payerStrength(vaguer) && sameEnrollment(wanted, vaguer),
    submission: ([wanted]) => ({
      method: "POST",
      path,
      route: path,
      body: bodyOf(wanted),
      purpose: "submit",
    }),
    returnsFinalState: true,
    accepted,
    subjectAlone: (subject, attributes) => {
      const lookupSource = attributes["subject"] === "group" ? groupProfiles : providers;
      return lookupSource.search({ lookupSource: lookupSource.name, about: { id: subject } });
    },
  };
}

function enrollmentSpec(spec: RequestSpec): EnrollmentSpec {
  if (spec.kind !== "medallion.enrollment") throw new Error(`not an enrollment: ${spec.kind}`);
  return spec;
}

function subjectReference(spec: EnrollmentSpec, row: RowIdentity): QueryReference {
  if (spec.subject === "provider") {
    return { role: "provider", query: providerQuery(row), fills: "provider_id" };
  }
  const { group_profile_id: id, group_name: name } = row.identity;
  const query = idAndNameQuery("medallion.group", id, name, row.answered);
  return { role: "group", query, fills: "group_profile_id" };
}

function references(spec: EnrollmentSpec, row: RowIdentity): readonly QueryReference[] {
  const named = (role: string, lookupSource: string, name: string): QueryReference => ({
    role,
    query: namedQuery(lookupSource, name),
  });
  return [
    subjectReference(spec, row),
    ...spec.linesOfBusiness.map((name) => named("line_of_business", "medallion.line_of_business", name)),
    ...spec.practices.map((name) => named("practice", "medallion.practice", name)),
    ...(spec.parGroup === undefined ? [] : [named("par_group", "medallion.group", spec.parGroup)]),
  ];
}

/** What makes an enrollment the one it is, beside its subject. The payer by the strongest name it has. */
function nature(
  spec: Pick<EnrollmentSpec, "state" | "payerName" | "payerId" | "payerEntity">,
  linesOfBusiness: readonly string[],
): readonly string[] {
  const payer =
    spec.payerEntity !== undefined
      ? `entity:${spec.payerEntity}`
      : spec.payerId !== undefined
        ? `id:${spec.payerId.toLowerCase()}`
        : `name:${foldLabel(spec.payerName)}`;
  return [spec.state, payer, linesOfBusiness.join(",")];
}

function options(spec: EnrollmentSpec, practices: readonly string[], parGroup: string | undefined): string {
  return JSON.stringify({
    payer_name: foldLabel(spec.payerName),
    practices: practices.map(foldLabel).toSorted(),
    par_group: parGroup === undefined ? "" : foldLabel(parGroup),
    is_medallion_owned: spec.medallionOwned,
  });
}

function attributesOf(
  spec: EnrollmentSpec,
  subjectId: string,
  linesOfBusiness: readonly string[],
  answers: Answers,
): Attributes {
  return {
    subject: spec.subject,
    subject_id: subjectId,
    state: spec.state,
    payer_name: spec.payerName,
    payer_id: spec.payerId,
    payer_entity: spec.payerEntity,
    lines_of_business: linesOfBusiness,
    practices: answers.get("practice") ?? [],
    par_group: answers.get("par_group")?.[0],
    is_medallion_owned: spec.medallionOwned,
  };
}

/** Lines of business and practices are objects with an id; whatever else a practice may carry could edit it. */
function bodyOf(wanted: Attributes | undefined): Readonly<Record<string, unknown>> {
  if (wanted === undefined) throw new Error("an enrollment call needs an enrollment");
  const refs = (ids: Attributes[string]): { id: string }[] | undefined =>
    Array.isArray(ids) && ids.length > 0 ? ids.map((id: string) => ({ id })) : undefined;
  const isGroup = wanted["subject"] === "group";
  return {
    resourcetype: isGroup ? variants.group : variants.provider,
    [isGroup ? "group_profile" : "provider"]: wanted["subject_id"],
    payer_name: wanted["payer_name"],
    payer_id: wanted["payer_id"],
    payer_entity: wanted["payer_entity"],
    state: wanted["state"],
    is_medallion_owned: wanted["is_medallion_owned"],
    lines_of_business: refs(wanted["lines_of_business"]),
    practices: refs(wanted["practices"]),
    par_group: isGroup ? undefined : wanted["par_group"],
  };
}

const endedCategories = new Set(["request_denied", "request_stopped"]);
const endedStatuses = new Set(["enrollment_denied", "panel_closed", "enrollment_stopped"]);

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

function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
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
      payer_name: wordIn(row["payer_name"]),
      payer_id: textIn(row["payer_id"])?.toLowerCase(),
      payer_entity: idIn(row["payer_entity"]),
      lines_of_business: Array.isArray(row["lines_of_business"])
        ? row["lines_of_business"].flatMap((line: unknown) => idIn(line) ?? [])
        : undefined,
    },
  };
}

/** Neither denied nor stopped, its panel open. The category is the surer sign where there is one (API description, PESRs). */
export function isOpenEnrollment({ status, details }: Pick<RemoteState, "status" | "details">): boolean {
  const category = details?.["status_category"];
  return !(category === undefined ? endedStatuses.has(status ?? "") : endedCategories.has(category));
}

/** 201 with the whole request, which says whom and what it is for (API description, PESRs). */
function accepted(body: unknown, [wanted]: readonly Attributes[]): Acceptance {
  const answer = soundAnswer(body);
  if ("doubt" in answer) return answer;
  const { row } = answer;
  const asked = (name: string): string | undefined => idIn(wanted?.[name]);
  const subject = {
    what: "subject",
    asked: asked("subject_id"),
    said: idIn(row["provider"]) ?? idIn(row["group_profile"]),
  };
  const state = { what: "state", asked: stateIn(wanted?.["state"]), said: stateIn(row["state"]) };
  const ids = [
    { what: "payer", asked: asked("payer_entity"), said: idIn(row["payer_entity"]) },
    { what: "payer", asked: asked("payer_id"), said: idIn(row["payer_id"]) },
  ];
  const name = {
    what: "payer",
    asked: textIn(wanted?.["payer_name"]),
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
