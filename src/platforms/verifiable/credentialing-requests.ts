import type { CredentialingSpec } from "./credentialing-kind.ts";
import type { Attributes, RemoteState } from "../../ledger/entry.ts";
import {
  unreadableRemote,
  type Remote,
  madeBySubmission,
  resource,
  type Answers,
  type QueryReference,
  type Resource,
  type RowIdentity,
} from "../resource.ts";
import {
  contradiction,
  soundAnswer,
  unshown,
  type Acceptance,
  naturalKey,
  idIn,
  isThing,
  objectIn,
  objectsIn,
  pathPart,
  textIn,
  timeIn,
  wordIn,
} from "../reading.ts";
import type { Listing } from "../../lists/walk.ts";
import { workerOf } from "../next-step.ts";
import { facilities, facilityQuery, providerQuery, providers } from "./providers.ts";
import { cursorListing } from "./paging.ts";
import { defaultType, isOpenAtVerifiable } from "./statuses.ts";
import { isSpecialtyId, specialtyQuery, taxonomyQuery } from "./specialties.ts";

const path = "/credentialing-requests";

/** A token belongs to one organization, whose id never shows; subjects have ids of their own everywhere. */
const organization = "";

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
    const together = naturalKey(wanted.subject, subject, wanted.type ?? defaultType, options(wanted));
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
    byId: (id) => ({
      call: {
        method: "GET",
        path: `${path}/${pathPart(id)}`,
        route: `${path}/{id}`,
        purpose: "status",
        fits: isThing,
      },
      read: (body) => {
        const row = objectIn(body);
        return row === undefined ? undefined : remoteOf(row);
      },
    }),
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

function specialtiesOf(attributes: Attributes): readonly string[] {
  const specialties = attributes["specialties"];
  return Array.isArray(specialties) ? specialties : [];
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

function options(spec: CredentialingSpec): string {
  return JSON.stringify({
    is_self_managed: spec.selfManaged,
    credentialing_priority: spec.priority ?? "Medium",
    application_received_date: spec.applicationReceivedDate ?? "",
  });
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

function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
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
function accepted(body: unknown, together: readonly WantedCredentialing[]): Acceptance {
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
