import { licenseFields, type LicenseField } from "../../cells/states.ts";
import { workerOf } from "../next-step.ts";
import { readById } from "../one-thing.ts";
import {
  contradiction,
  soundAnswer,
  unshown,
  type Acceptance,
  naturalKey,
  idIn,
  textIn,
  timeIn,
  stateIn,
  wordIn,
} from "../reading.ts";
import {
  unreadableRemote,
  type Remote,
  madeBySubmission,
  resource,
  type Resource,
  type RequestOptions,
} from "../resource.ts";
import { enrollmentKinds } from "./enrollment-kind.ts";
import type { LicenseSpec } from "./license-kind.ts";
import { licenseMatchRank, withoutWords } from "./license-match.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";
import { providerQuery, providers } from "./providers.ts";
import { isOpenLicense } from "./statuses.ts";

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
const defaultDuration = "permanent";

/** What the license resource needs to know of the settings. */
export interface LicenseSettings {
  readonly organizationId: string;
  readonly oneRequestPerState: boolean;
}

/** What a wanted license is, once its provider is known. */
export type WantedLicense = {
  readonly provider: string;
  readonly field: LicenseField;
  readonly state: string;
  readonly certificate_type: string;
  readonly duration_type: string | undefined;
  readonly request_via_imlc: boolean | undefined;
  readonly request_supporting_nlc: boolean | undefined;
  readonly created: string | undefined;
  readonly is_medallion_owned: boolean;
};

/** License requests: seven kinds of state lists, any number of states and kinds in one call. */
export function licenseRequests(settings: LicenseSettings): Resource {
  const { organizationId } = settings;
  const createPath = `/p/api/v1/organizations/${encodeURIComponent(organizationId)}/new-license-request/`;
  return resource<LicenseSpec, WantedLicense>({
    kind: "medallion.license",
    platform: "medallion",
    organization: organizationId,
    references: (_ask, row) => [{ role: "provider", query: providerQuery(row), fills: "provider_id" }],
    draft: (license, identity) => {
      const who = providerQuery({ identity, answered: false }).about;
      return {
        same: naturalKey("medallion.license", JSON.stringify(who), ...nature(license)),
        options: options(license),
      };
    },
    identify: (license, answers) => {
      const provider = answers.get("provider")?.[0] ?? "";
      const key = naturalKey("medallion", organizationId, "license", provider, ...nature(license));
      const batch = naturalKey(provider, license.certificateType, JSON.stringify(options(license)));
      return {
        key,
        platform: "medallion",
        kind: "medallion.license",
        organization: organizationId,
        subject: provider,
        attributes: attributesOf(license, provider),
        batch: settings.oneRequestPerState ? key : batch,
        options: options(license),
      };
    },
    read: {
      lists: [orderedOffsetListing(listPath, [newLicense], "existing", remoteOf)],
      ofSubject: (subject) =>
        offsetListing(listPath, [newLicense, ["provider", subject]], "existing", remoteOf),
      byId: readById(`${listPath}{id}/`, remoteOf),
    },
    create: {
      call: (wanted) => ({
        method: "POST",
        path: createPath,
        route: "/p/api/v1/organizations/{id}/new-license-request/",
        body: bodyOf(wanted),
        purpose: "submit",
      }),
      // the one id of the answer does not say which of several requests it means, so the list is asked for all of them
      returnsFinalState: false,
      accepted,
    },
    matchRank: licenseMatchRank,
    fitsButForWords: (wanted, listed) => licenseMatchRank(wanted, withoutWords(listed)) > 0,
    mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
    subjectAlone: (subject) => providers.search({ lookupSource: providers.name, about: { id: subject } }),
  });
}

/** What makes a license request the one it is, beside its provider. */
function nature(spec: LicenseSpec): readonly string[] {
  return [spec.field, spec.state, spec.certificateType, spec.durationType ?? defaultDuration];
}

function options(spec: LicenseSpec): RequestOptions {
  const { durationType, viaImlc, supportingNlc, created, medallionOwned } = spec;
  return {
    duration_type: durationType ?? defaultDuration,
    request_via_imlc: viaImlc ?? false,
    request_supporting_nlc: supportingNlc ?? false,
    license_created: created ?? "",
    is_medallion_owned: medallionOwned,
  };
}

function attributesOf(spec: LicenseSpec, provider: string): WantedLicense {
  return {
    provider,
    field: spec.field,
    state: spec.state,
    certificate_type: spec.certificateType,
    duration_type: spec.durationType,
    request_via_imlc: spec.viaImlc,
    request_supporting_nlc: spec.supportingNlc,
    created: spec.created,
    is_medallion_owned: spec.medallionOwned,
  };
}

/** The body of a request for new licenses (API description, new license requests); what is undefined is left out. */
type NewLicenseRequestBody = {
  readonly [Field in LicenseField]?: readonly string[];
} & {
  readonly provider: string;
  readonly certificate_type: string;
  readonly duration_type: string | undefined;
  readonly created: string | undefined;
  readonly is_medallion_owned: boolean;
  readonly request_via_imlc: boolean | undefined;
  readonly request_supporting_nlc: boolean | undefined;
};

/** Flat lists of states and plain booleans; what the roster leaves blank is left out. */
function bodyOf(wanted: readonly WantedLicense[]): NewLicenseRequestBody {
  const [first] = wanted;
  if (first === undefined) throw new Error("a license call needs a license");
  const { provider, certificate_type, duration_type, created } = first;
  const { request_via_imlc, request_supporting_nlc, is_medallion_owned } = first;
  const lists = licenseFields.map(
    (field) =>
      [field, wanted.filter((license) => license.field === field).map(({ state }) => state)] as const,
  );
  return {
    provider,
    certificate_type,
    ...Object.fromEntries(lists.filter(([, states]) => states.length > 0)),
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
    attributes: {
      state: stateIn(row["state"]),
      registration: wordIn(row["registration"]),
      certificate_type: wordIn(row["certificate_type"]),
      duration_type: wordIn(row["duration_type"]),
      rx_authority: wordIn(row["rx_authority"]),
    },
  };
}

/** The answer repeats the body and has one id, which need not be that of any request (guide on new service requests). */
function accepted(body: unknown, wanted: readonly WantedLicense[]): Acceptance {
  const answer = soundAnswer(body);
  if ("doubt" in answer) return answer;
  const { row } = answer;
  const provider = idIn(row["provider"]) ?? idIn(row["provider_id"]);
  const other = contradiction([
    { what: "provider", asked: idIn(wanted[0]?.provider), said: provider },
    ...licenseFields.map((field) => ({
      what: "state",
      asked: statesOf(wanted.filter((license) => license.field === field).map(({ state }) => state)),
      said: Array.isArray(row[field]) ? statesOf(row[field]) : undefined,
    })),
  ]);
  if (other !== undefined) return { doubt: other };
  return provider === undefined && idIn(row["id"]) === undefined ? { doubt: unshown } : { remote: {} };
}

function statesOf(states: readonly unknown[]): string {
  return [...new Set(states.flatMap((state) => stateIn(state) ?? []))].toSorted().join(",");
}
