import type { Facts } from "../../ledger/entry.ts";
import { type Ask, type LicenseAsk } from "../../roster/request-spec.ts";
import { licenseFields } from "../../roster/columns.ts";
import { unreadableRemote, type Remote } from "../../staging/remotes.ts";
import { contradiction, soundAnswer, unshown, type Acceptance } from "../acceptance.ts";
import { naturalKey } from "../natural-key.ts";
import { madeBySubmission, type RequestBook } from "../platform.ts";
import { workerOf } from "../worker.ts";
import { idIn, isThing, objectIn, pathPart, textIn, timeIn } from "../reading.ts";
import { stateIn, wordIn } from "../words.ts";
import { enrollmentKinds } from "./enrollment-kinds.ts";
import { licenseMatchRank, withoutWords } from "./license-match.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";
import { providerQuestion, providers } from "./providers.ts";

const listPath = "/api/v1/staff/service-requests/";
const newLicense = ["resourcetype", "LicenseNewServiceRequest"] as const;

/** What else the list holds when it is not filtered (API description, generic service requests). */
const otherKinds = new Set([
  "LicenseReinstatementServiceRequest",
  "LicenseRenewalServiceRequest",
  "LicenseLOQServiceRequest",
  "IntakeServiceRequest",
  "InitialCredentialingServiceRequest",
  "ReCredentialingServiceRequest",
  ...enrollmentKinds,
]);

/** How long a license lasts when nobody says otherwise (guide on new service requests). */
export const defaultDuration = "permanent";

/** What the license book needs to know of the settings. */
export interface LicenseSettings {
  readonly organizationId: string;
  readonly oneRequestPerState: boolean;
}

/** License requests: seven kinds of state lists, any number of states and kinds in one call. */
export function licenseRequests(settings: LicenseSettings): RequestBook {
  const { organizationId } = settings;
  const createPath = `/p/api/v1/organizations/${encodeURIComponent(organizationId)}/new-license-request/`;
  return {
    kind: "medallion.license",
    platform: "medallion",
    organization: organizationId,
    references: (_ask, row) => [{ role: "provider", question: providerQuestion(row), fills: "provider_id" }],
    draft: (ask, identity) => {
      const license = licenseAsk(ask);
      const who = providerQuestion({ identity, answered: false }).about;
      return {
        same: naturalKey("medallion.license", JSON.stringify(who), ...nature(license)),
        options: options(license),
      };
    },
    identify: (ask, answers) => {
      const license = licenseAsk(ask);
      const provider = answers.get("provider")?.[0] ?? "";
      const key = naturalKey("medallion", organizationId, "license", provider, ...nature(license));
      const bundle = naturalKey(provider, license.certificateType, options(license));
      return {
        key,
        platform: "medallion",
        kind: "medallion.license",
        organization: organizationId,
        subject: provider,
        facts: factsOf(license, provider),
        bundle: settings.oneRequestPerState ? key : bundle,
        options: options(license),
      };
    },
    all: [orderedOffsetListing(listPath, [newLicense], "existing", remoteOf)],
    ofSubject: (subject) =>
      offsetListing(listPath, [newLicense, ["provider", subject]], "existing", remoteOf),
    one: (id) => ({
      call: {
        method: "GET",
        path: `${listPath}${pathPart(id)}/`,
        route: `${listPath}{id}/`,
        purpose: "status",
        fits: isThing,
      },
      read: (body) => {
        const row = objectIn(body);
        return row === undefined ? undefined : remoteOf(row);
      },
    }),
    matchRank: licenseMatchRank,
    fitsButForWords: (wanted, listed) => licenseMatchRank(wanted, withoutWords(listed)) > 0,
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    submission: (wanted) => ({
      method: "POST",
      path: createPath,
      route: "/p/api/v1/organizations/{id}/new-license-request/",
      body: bodyOf(wanted),
      purpose: "submit",
    }),
    // the one id of the answer does not say which of several requests it means, so the list is asked for all of them.
    answersInFull: false,
    accepted,
    subjectAlone: (subject) => providers.search({ directory: providers.name, about: { id: subject } }),
  };
}

function licenseAsk(ask: Ask): LicenseAsk {
  if (ask.kind !== "medallion.license") throw new Error(`not a license: ${ask.kind}`);
  return ask;
}

/** What makes a license request the one it is, beside its provider. */
function nature(ask: LicenseAsk): readonly string[] {
  return [ask.field, ask.state, ask.certificateType, ask.durationType ?? defaultDuration];
}

function options(ask: LicenseAsk): string {
  const { durationType, viaImlc, supportingNlc, created, medallionOwned } = ask;
  return JSON.stringify({
    duration_type: durationType ?? defaultDuration,
    request_via_imlc: viaImlc ?? false,
    request_supporting_nlc: supportingNlc ?? false,
    license_created: created ?? "",
    is_medallion_owned: medallionOwned,
  });
}

function factsOf(ask: LicenseAsk, provider: string): Facts {
  return {
    provider,
    field: ask.field,
    state: ask.state,
    certificate_type: ask.certificateType,
    duration_type: ask.durationType,
    request_via_imlc: ask.viaImlc,
    request_supporting_nlc: ask.supportingNlc,
    created: ask.created,
    is_medallion_owned: ask.medallionOwned,
  };
}

/** Flat lists of states and plain booleans; what the roster leaves blank is left out. */
function bodyOf(wanted: readonly Facts[]): Readonly<Record<string, unknown>> {
  const [first] = wanted;
  if (first === undefined) throw new Error("a license call needs a license");
  const { provider, certificate_type, duration_type, created } = first;
  const { request_via_imlc, request_supporting_nlc, is_medallion_owned } = first;
  const lists = licenseFields.map((field) => [
    field,
    wanted.filter((facts) => facts["field"] === field).map((facts) => facts["state"]),
  ]);
  return {
    provider,
    certificate_type,
    ...Object.fromEntries(lists.filter(([, states]) => states !== undefined && states.length > 0)),
    duration_type,
    created,
    is_medallion_owned,
    request_via_imlc,
    request_supporting_nlc,
  };
}

function remoteOf(row: Readonly<Record<string, unknown>>): Remote | undefined {
  const remoteId = idIn(row["id"]);
  const subject = idIn(row["provider"]);
  // a server that ignores the filter lists other kinds too
  const said = textIn(row["resourcetype"]);
  if (said !== undefined && otherKinds.has(said)) return undefined;
  const status = textIn(row["status"]);
  const details = workerOf("is_medallion_owned", row["is_medallion_owned"]);
  const open = isOpenLicense(status);
  const known = { remoteId, subject, status, details, createdAt: timeIn(row["created"]), open };
  if (remoteId === undefined || subject === undefined) return unreadableRemote(known);
  if (said !== undefined && said !== newLicense[1]) return unreadableRemote(known);
  return {
    ...known,
    remoteId,
    subject,
    facts: {
      state: stateIn(row["state"]),
      registration: wordIn(row["registration"]),
      certificate_type: wordIn(row["certificate_type"]),
      duration_type: wordIn(row["duration_type"]),
      rx_authority: wordIn(row["rx_authority"]),
    },
  };
}

/** `inactive` is the only status that ends a request without a license (API description, license service requests). */
export function isOpenLicense(status: string | undefined): boolean {
  return status !== "inactive";
}

/** The answer repeats the body and has one id, which need not be that of any request (guide on new service requests). */
function accepted(body: unknown, wanted: readonly Facts[]): Acceptance {
  const answer = soundAnswer(body);
  if ("doubt" in answer) return answer;
  const { row } = answer;
  const provider = idIn(row["provider"]) ?? idIn(row["provider_id"]);
  const other = contradiction([
    { what: "provider", asked: idIn(wanted[0]?.["provider"]), said: provider },
    ...licenseFields.map((field) => ({
      what: "state",
      asked: statesOf(wanted.filter((facts) => facts["field"] === field).map((facts) => facts["state"])),
      said: Array.isArray(row[field]) ? statesOf(row[field]) : undefined,
    })),
  ]);
  if (other !== undefined) return { doubt: other };
  return provider === undefined && idIn(row["id"]) === undefined ? { doubt: unshown } : { remote: {} };
}

function statesOf(states: readonly unknown[]): string {
  return [...new Set(states.flatMap((state) => stateIn(state) ?? []))].toSorted().join(",");
}
