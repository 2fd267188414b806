import type { SandboxContext } from "../context.ts";
import { contains, equals, flag, fromDay, isUuid, oneOf, untilDay } from "../http/filters.ts";
import type { Filters } from "../http/filters.ts";
import type { Route } from "../http/router.ts";
import { hashOf, uuidOf } from "../seeded.ts";
import { changedMs } from "../state/begin.ts";
import type { LicenseOnFile } from "../state/on-file.ts";
import { dayMs, dayOf, microsOf } from "../when.ts";
import { certificateTypes, durationTypes, licenseStates, registrations } from "./codes.ts";
import { registrationOf, shownDuration } from "./license-marks.ts";
import { listPage } from "./paging.ts";
import { fullName } from "./provider-rows.ts";

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
