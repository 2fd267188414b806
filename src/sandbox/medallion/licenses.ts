import type { SandboxContext } from "../context.ts";
import {
  contains,
  equals,
  flag,
  fromDay,
  isUuid,
  oneOf,
  untilDay,
  type Filters,
  type Route,
} from "../http/platform.ts";
import { hashOf, uuidOf, dayMs, dayOf, microsOf } from "../seeded.ts";
import type { LicenseOnFile } from "../state/on-file.ts";
import {
  type LicenseRequest,
  type LicenseKind,
  type Path,
  begin,
  changedMs,
} from "../state/sandbox-state.ts";
import { fullName } from "./providers.ts";
import { certificateTypes, durationTypes, licenseStates, registrations, listPage } from "./replies.ts";

/** What Medallion calls the kind of registration behind a license request. */
export function registrationOf(request: LicenseRequest): "state" | "dea" | "state_controlled" {
  if (request.kind === "dea") return "dea";
  return request.kind === "csr" ? "state_controlled" : "state";
}

/** How the request carries the right to prescribe; blank for plain licenses. */
export function rxAuthorityOf(request: LicenseRequest): string {
  switch (request.kind) {
    case "prescriptive_authority":
    case "autonomous_registration":
      return request.kind;
    case "prescriptive_authority_checkbox_selected":
      return "checkbox_selected";
    case "license":
    case "dea":
    case "csr":
    case "rn":
      return "";
  }
}

/** The duration that a row shows: two kinds have one of their own, named like them. */
export function shownDuration(request: LicenseRequest): string {
  const own = request.kind === "prescriptive_authority" || request.kind === "autonomous_registration";
  return own ? request.kind : request.durationType;
}

/** The ways of a new-license request; the statuses are Medallion's, their order is invented. */
const licensePaths: readonly [Path, ...Path[]] = [
  path(
    "requested intake_in_progress intake_complete application_assigned application_sent application_in_process_with_state_board completed",
  ),
  path(
    "requested ready_for_intake intake_pending_provider intake_complete application_ready application_sent completed",
  ),
  path(
    "requested intake_prep info_needed_from_provider application_assigned psv_submitted application_in_process_with_state_board completed",
  ),
  path(
    "requested intake_in_progress application_qc_required application_sent license_issued_pending_qc completed",
  ),
];

/** Registrations with the DEA and for controlled substances wait for the state license first. */
const registrationPaths: readonly [Path, ...Path[]] = [
  path("requested pending_state_license_issuance application_assigned application_sent completed"),
  path("requested intake_complete application_sent completed"),
  path("requested on_hold inactive"),
];

/** The ways of a request of this kind. */
export function pathsOf(kind: LicenseKind): readonly [Path, ...Path[]] {
  return kind === "dea" || kind === "csr" ? registrationPaths : licensePaths;
}

function path(statuses: string): Path {
  const [first = "", ...rest] = statuses.split(" ");
  return [{ status: first }, ...rest.map((status) => ({ status }))];
}

/** What a license request says about itself when it is made. */
type LicenseFacts = Pick<
  LicenseRequest,
  | "id"
  | "provider"
  | "kind"
  | "state"
  | "certificateType"
  | "durationType"
  | "isMedallionOwned"
  | "shownCreatedMs"
  | "repliedId"
>;

/** Puts a posted request on the books; lists show it after the lag. */
export function openLicenseRequest(context: SandboxContext, lagMs: number, facts: LicenseFacts): void {
  const createdMs = context.now();
  context.stores.licenseRequests.put({
    ...begin(pathsOf(facts.kind), {
      id: facts.id,
      origin: "posted",
      createdMs,
      visibleFromMs: createdMs + Math.max(context.listLagMs, lagMs),
    }),
    ...facts,
  });
}

/** Issued licenses: those of the world, and those that completed requests have led to. */
export function licenseRoutes(context: SandboxContext): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/api/v1/org/licenses/",
      answer: (call) =>
        listPage(context, call, {
          rows: onFile(context),
          filters: licenseFilters,
          show: (license) => licenseOnFileRow(context, license),
        }),
    },
  ];
}

function onFile(context: SandboxContext): readonly LicenseOnFile[] {
  const won = context.stores.licenseRequests.rows
    .filter(({ status }) => status === "completed")
    .map((request): LicenseOnFile => ({
      id: uuidOf(`license from ${request.id}`),
      provider: request.provider,
      state: request.state,
      certificateType: request.certificateType,
      registration: registrationOf(request),
      durationType: shownDuration(request),
      licenseNumber: `${request.state}-${String(hashOf(request.id)).slice(0, 6)}`,
      status: "active",
      rxAuthority: null,
      issuedMs: changedMs(request),
      expiresMs: changedMs(request) + 730 * dayMs,
      modifiedMs: changedMs(request),
    }));
  return [...context.stores.licensesOnFile.rows, ...won];
}

const licenseFilters: Filters<LicenseOnFile> = {
  id: equals((license) => license.id),
  provider: equals((license) => license.provider),
  provider__id: isUuid((license) => license.provider),
  state: oneOf(licenseStates, (license) => license.state),
  status: oneOf(["active", "inactive", "pending", "superceded"], (license) => license.status),
  certificate_type: oneOf([...certificateTypes, "HADC", ...registrations], (license) => [
    license.certificateType,
    license.registration,
  ]),
  registration: oneOf(registrations, (license) => license.registration),
  duration_type: oneOf(durationTypes, (license) => license.durationType),
  is_external: flag(() => false),
  issue_date_after: fromDay((license) => license.issuedMs),
  issue_date_before: untilDay((license) => license.issuedMs),
  expiration_date_after: fromDay((license) => license.expiresMs ?? undefined),
  expiration_date_before: untilDay((license) => license.expiresMs ?? undefined),
  modified_after: fromDay((license) => license.modifiedMs),
  modified_before: untilDay((license) => license.modifiedMs),
  search: contains((license) => license.licenseNumber),
};

function licenseOnFileRow(context: SandboxContext, license: LicenseOnFile): unknown {
  const provider = context.providers.get(license.provider);
  return {
    id: license.id,
    provider: license.provider,
    organization: context.world.medallion.organizationId,
    full_name: provider === undefined ? null : fullName(provider),
    npi: provider === undefined || provider.npi === null ? null : Number(provider.npi),
    state: license.state,
    status: license.status,
    certificate_type: license.certificateType,
    registration: license.registration,
    duration_type: license.durationType,
    ...(license.rxAuthority === null ? {} : { rx_authority: license.rxAuthority }),
    license_number: license.licenseNumber,
    issue_date: dayOf(license.issuedMs),
    expiration_date: license.expiresMs === null ? null : dayOf(license.expiresMs),
    created: microsOf(license.issuedMs),
    modified: microsOf(license.modifiedMs),
    verification: null,
    verification_status: "verified",
    is_external: false,
    is_renewable: true,
    percent_complete: 100,
    percent_complete_last_checked: null,
    licensing_info: { id: null, application_portal: null, compact: null },
    renew_requested_date: microsOf(license.issuedMs),
    renew_from_date: null,
    renewal_info: "na",
    has_loq_details: false,
    loq_issue_date: null,
    loq_expiration_date: null,
  };
}
