import type { Attributes } from "../../ledger/entry.ts";
import type { Listing } from "../../lists/listing.ts";
import { readById } from "../one-thing.ts";
import { naturalKey } from "../reading.ts";
import {
  type Remote,
  madeBySubmission,
  resource,
  type Answers,
  type QueryReference,
  type Resource,
  type RowIdentity,
  type RequestOptions,
} from "../resource.ts";
import { remoteOf, accepted, type WantedCredentialing, specialtiesOf } from "./credentialing-answers.ts";
import type { CredentialingSpec } from "./credentialing-kind.ts";
import { cursorListing } from "./paging.ts";
import { facilities, facilityQuery, providerQuery, providers } from "./providers.ts";
import { isSpecialtyId, specialtyQuery, taxonomyQuery } from "./specialties.ts";
import { defaultType } from "./statuses.ts";

const path = "/credentialing-requests";

/** A token belongs to one organization, whose id never shows; subjects have ids of their own everywhere. */
const organization = "";

/** Credentialing requests for providers and facilities. There is no way to delete one. */
export const credentialingRequests: Resource = resource<CredentialingSpec, WantedCredentialing>({
  kind: "verifiable.credentialing",
  platform: "verifiable",
  organization,
  references,
  dependentReferences: specialtyReferences,
  draft: (wanted, identity) => {
    const who = subjectReference(wanted, { identity, answered: false }).query.about;
    const specialties = wanted.facilitySpecialties.map((code) => code.toUpperCase()).toSorted();
    return {
      same: naturalKey(
        "verifiable.credentialing",
        wanted.subject,
        JSON.stringify(who),
        wanted.type ?? defaultType,
        specialties.join(","),
      ),
      options: options(wanted),
    };
  },
  identify: (wanted, answers) => {
    const subject = answers.get(wanted.subject)?.[0] ?? "";
    const specialties = [
      ...(answers.get("specialty") ?? []),
      ...wanted.facilitySpecialties.filter(isSpecialtyId).map((id) => id.toLowerCase()),
    ].toSorted();
    const key = naturalKey(
      "verifiable",
      "credentialing",
      wanted.subject,
      subject,
      wanted.type ?? defaultType,
      ...(wanted.subject === "facility" ? [specialties.join(",")] : []),
    );
    const together = naturalKey(
      wanted.subject,
      subject,
      wanted.type ?? defaultType,
      JSON.stringify(options(wanted)),
    );
    return {
      key,
      platform: "verifiable",
      kind: "verifiable.credentialing",
      organization,
      subject,
      attributes: {
        subject: wanted.subject,
        subject_id: subject,
        type: wanted.type,
        priority: wanted.priority,
        is_self_managed: wanted.selfManaged,
        application_received_date: wanted.applicationReceivedDate,
        specialties,
      },
      // one request carries any number of a facility's specialties
      batch: wanted.subject === "facility" ? together : key,
      options: options(wanted),
    };
  },
  read: {
    // the list shows providers unless it is told otherwise
    lists: [requestsOf("Provider"), requestsOf("Facility")],
    ofSubject: (subject, attributes) =>
      requestsOf(attributes["subject"] === "facility" ? "Facility" : "Provider", ["entityId", subject]),
    byId: readById(`${path}/{id}`, remoteOf),
  },
  create: {
    call: (wanted) => ({ method: "POST", path, route: path, body: bodyOf(wanted), purpose: "submit" }),
    // nothing of the answer is marked as required, and without its id a request cannot be followed
    returnsFinalState: true,
    accepted,
  },
  matchRank: (wanted, { attributes: listed }) => {
    if (listed["subject"] !== wanted["subject"]) return 0;
    if (listed["type"] !== typeOf(wanted)) return 0;
    if (wanted["subject"] === "provider") return 1;
    const [mine, theirs] = [wanted["specialties"], listed["specialties"]];
    if (!Array.isArray(mine) || !Array.isArray(theirs)) return 0;
    return mine.length > 0 && mine.every((id: string) => theirs.includes(id)) ? 1 : 0;
  },
  mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
  sharesRequests: true,
  holds: (made, wanted) =>
    isFacility(made) && isFacility(wanted) && typeOf(made) === typeOf(wanted) && includesAll(made, wanted),
  lacks: ({ attributes: listed }, wanted) =>
    isFacility(listed) &&
    isFacility(wanted) &&
    specialtiesOf(listed).length > 0 &&
    !includesAll(listed, wanted),
  subjectAlone: (subject, attributes) => {
    const lookupSource = attributes["subject"] === "facility" ? facilities : providers;
    return lookupSource.search({ lookupSource: lookupSource.name, about: { id: subject } });
  },
});

function requestsOf(
  entityType: "Provider" | "Facility",
  ...filter: readonly (readonly [string, string])[]
): Listing<Remote> {
  const order = [
    ["sortedBy", "Id"],
    ["sortDirection", "Asc"],
  ] as const;
  return cursorListing(path, path, [["entityType", entityType], ...filter, ...order], "existing", remoteOf);
}

function subjectReference(spec: CredentialingSpec, row: RowIdentity): QueryReference {
  return spec.subject === "provider"
    ? { role: "provider", query: providerQuery(row), fills: "verifiable_provider_id" }
    : { role: "facility", query: facilityQuery(row), fills: "verifiable_facility_id" };
}

function references(spec: CredentialingSpec, row: RowIdentity): readonly QueryReference[] {
  return [
    subjectReference(spec, row),
    ...codesOf(spec).map((code) => ({ role: "taxonomy", query: taxonomyQuery(code) })),
  ];
}

function specialtyReferences(spec: CredentialingSpec, answers: Answers): readonly QueryReference[] {
  const facility = answers.get("facility")?.[0];
  if (facility === undefined) return [];
  return codesOf(spec).map((code, index) => ({
    role: "specialty",
    query: specialtyQuery(facility, answers.get("taxonomy")?.[index] ?? "", code),
  }));
}

function isFacility(attributes: Attributes): boolean {
  return attributes["subject"] === "facility";
}

function typeOf(attributes: Attributes): unknown {
  return attributes["type"] ?? defaultType;
}

function includesAll(attributes: Attributes, wanted: Attributes): boolean {
  return specialtiesOf(wanted).every((id) => specialtiesOf(attributes).includes(id));
}

function codesOf(spec: CredentialingSpec): readonly string[] {
  return spec.facilitySpecialties.filter((code) => !isSpecialtyId(code));
}

function options(spec: CredentialingSpec): RequestOptions {
  return {
    is_self_managed: spec.selfManaged,
    credentialing_priority: spec.priority ?? "Medium",
    application_received_date: spec.applicationReceivedDate ?? "",
  };
}

/** The body of a new request (API description, credentialing requests); what is undefined is left out. */
type NewCredentialingBody = {
  readonly type: string | undefined;
  readonly priority: string | undefined;
  readonly isSelfManaged: boolean;
  readonly applicationReceivedDate: string | undefined;
} & (
  | { readonly providerId: string }
  | { readonly facilityId: string; readonly facilitySpecialtyIds: readonly string[] }
);

/** Exactly one of two closed shapes; an older deployment may refuse fields that it does not know, so blanks stay out. */
function bodyOf(together: readonly WantedCredentialing[]): NewCredentialingBody {
  const [wanted] = together;
  if (wanted === undefined) throw new Error("a credentialing call needs a request");
  const specialties = [...new Set(together.flatMap(specialtiesOf))].toSorted();
  const subject =
    wanted.subject === "facility"
      ? { facilityId: wanted.subject_id, facilitySpecialtyIds: specialties }
      : { providerId: wanted.subject_id };
  return {
    ...subject,
    type: wanted.type,
    priority: wanted.priority,
    isSelfManaged: wanted.is_self_managed,
    applicationReceivedDate: wanted.application_received_date,
  };
}
