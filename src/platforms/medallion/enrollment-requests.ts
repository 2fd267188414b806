import { shown } from "../../faults/problem.ts";
import { readById } from "../one-thing.ts";
import { foldLabel } from "../people.ts";
import { naturalKey } from "../reading.ts";
import {
  madeBySubmission,
  resource,
  type Answers,
  type QueryReference,
  type Resource,
  type RowIdentity,
  type RequestOptions,
} from "../resource.ts";
import { remoteOf, accepted, type WantedEnrollment } from "./enrollment-answers.ts";
import { type EnrollmentSpec, newEnrollments as variants } from "./enrollment-kind.ts";
import { enrollmentMatchRank, payerClash, payerStrength, sameEnrollment } from "./enrollment-match.ts";
import { groupProfiles, idAndNameQuery, namedQuery } from "./named-things.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";
import { providerQuery, providers } from "./providers.ts";

const path = "/p/api/v1/service-requests/payer-enrollments/";

/** Payer enrollment requests, of providers and of groups. */
export function enrollmentRequests(organizationId: string): Resource {
  return resource<EnrollmentSpec, WantedEnrollment>({
    kind: "medallion.enrollment",
    platform: "medallion",
    organization: organizationId,
    references,
    draft: (enrollment, identity) => {
      const who = subjectReference(enrollment, { identity, answered: false }).query.about;
      const lines = enrollment.linesOfBusiness.map(foldLabel).toSorted();
      return {
        same: naturalKey("medallion.enrollment", JSON.stringify(who), ...nature(enrollment, lines)),
        options: options(enrollment, enrollment.practices, enrollment.parGroup),
      };
    },
    identify: (enrollment, answers) => {
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
    narrowed: (wanted, lines) => {
      const sorted = lines.toSorted();
      const payer = {
        state: wanted.state,
        payerName: wanted.payer_name,
        payerId: wanted.payer_id,
        payerEntity: wanted.payer_entity,
      };
      return {
        key: naturalKey(
          "medallion",
          organizationId,
          "enrollment",
          wanted.subject,
          wanted.subject_id,
          ...nature(payer, sorted),
        ),
        attributes: { ...wanted, lines_of_business: sorted },
      };
    },
    read: {
      lists: [orderedOffsetListing(path, [], "existing", remoteOf)],
      ofSubject: (subject, attributes) => {
        const filter = attributes.subject === "group" ? "group_profile" : "provider";
        return offsetListing(path, [[filter, subject]], "existing", remoteOf);
      },
      changedSince: (day) =>
        orderedOffsetListing(path, [["status_update_time_after", day]], "status", remoteOf),
      byId: readById(`${path}{id}/`, remoteOf),
    },
    create: {
      call: ([wanted]) => ({
        method: "POST",
        path,
        route: path,
        body: bodyOf(wanted),
        purpose: "submit",
      }),
      returnsFinalState: true,
      accepted,
    },
    matchRank: enrollmentMatchRank,
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    clash: (wanted, other, source) => {
      const found = payerClash(wanted, other, source);
      if (found === undefined) return undefined;
      const { column, value, name } = found;
      return `The payer's name differs: the row says ${shown(wanted.payer_name)}, and the request with the same ${column} ${shown(value)} is for ${shown(name)}. Correct payer_name or ${column}.`;
    },
    subsumes: (wanted, vaguer) =>
      payerStrength(wanted) > payerStrength(vaguer) && sameEnrollment(wanted, vaguer),
    subjectAlone: (subject, attributes) => {
      const lookupSource = attributes.subject === "group" ? groupProfiles : providers;
      return lookupSource.search({ lookupSource: lookupSource.name, about: { id: subject } });
    },
  });
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

function options(
  spec: EnrollmentSpec,
  practices: readonly string[],
  parGroup: string | undefined,
): RequestOptions {
  return {
    payer_name: foldLabel(spec.payerName),
    practices: practices.map(foldLabel).toSorted(),
    par_group: parGroup === undefined ? "" : foldLabel(parGroup),
    is_medallion_owned: spec.medallionOwned,
  };
}

function attributesOf(
  spec: EnrollmentSpec,
  subjectId: string,
  linesOfBusiness: readonly string[],
  answers: Answers,
): WantedEnrollment {
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

interface Ref {
  readonly id: string;
}

/** The body of a request for a new enrollment (API description, PESRs); what is undefined is left out. */
type NewEnrollmentBody = {
  readonly payer_name: string;
  readonly payer_id: string | undefined;
  readonly payer_entity: string | undefined;
  readonly state: string;
  readonly is_medallion_owned: boolean;
  readonly lines_of_business: readonly Ref[] | undefined;
  readonly practices: readonly Ref[] | undefined;
} & (
  | {
      readonly resourcetype: typeof variants.provider;
      readonly provider: string;
      readonly par_group: string | undefined;
    }
  | { readonly resourcetype: typeof variants.group; readonly group_profile: string }
);

/** Lines of business and practices are objects with an id; whatever else a practice may carry could edit it. */
function bodyOf(wanted: WantedEnrollment | undefined): NewEnrollmentBody {
  if (wanted === undefined) throw new Error("an enrollment call needs an enrollment");
  const refs = (ids: readonly string[] | undefined): readonly Ref[] | undefined =>
    ids !== undefined && ids.length > 0 ? ids.map((id) => ({ id })) : undefined;
  const { subject_id, payer_name, payer_id, payer_entity, state, is_medallion_owned } = wanted;
  const subject =
    wanted.subject === "group"
      ? { resourcetype: variants.group, group_profile: subject_id }
      : { resourcetype: variants.provider, provider: subject_id, par_group: wanted.par_group };
  return {
    ...subject,
    payer_name,
    payer_id,
    payer_entity,
    state,
    is_medallion_owned,
    lines_of_business: refs(wanted.lines_of_business),
    practices: refs(wanted.practices),
  };
}
