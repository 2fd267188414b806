import type { SandboxContext } from "../context.ts";
import { contains, equals, flag, fromDay, isUuid, oneOf, untilDay, type Filters } from "../http/filters.ts";
import { json, type Route } from "../http/platform.ts";
import {
  certificateTypes,
  durationTypes,
  licenseStates,
  registrations,
  rxAuthorities,
  serviceRequestStatuses,
  serviceRequestTypes,
} from "./codes.ts";
import { notFound } from "./errors.ts";
import { listPage } from "./paging.ts";
import { ServiceRequestEntries, type ServiceRequestEntry } from "./service-request-entries.ts";

/**
 * The generic service request list. It mixes license requests with renewals, credentialing and the
 * like; DELETE, which the real list has for deleting by filter, is left out on purpose.
 */
export function serviceRequestRoutes(context: SandboxContext): readonly Route[] {
  const entries = new ServiceRequestEntries(context);
  const filters: Filters<ServiceRequestEntry> = {
    ...entryFilters,
    organization: isUuid(() => context.world.medallion.organizationId),
    provider__profession: oneOf(
      certificateTypes,
      (entry) => context.providers.get(entry.provider)?.profession,
    ),
  };
  return [
    {
      method: "GET",
      path: "/api/v1/staff/service-requests/",
      answer: (call) =>
        listPage(context, call, {
          rows: entries.listed(),
          filters,
          show: (entry) => entry.show(false),
        }),
    },
    {
      method: "GET",
      path: "/api/v1/staff/service-requests/:id/",
      answer: (_call, id) => {
        const entry = entries.find(id);
        return entry === undefined ? notFound() : json(200, entry.show(true));
      },
    },
  ];
}

const entryFilters: Filters<ServiceRequestEntry> = {
  id: equals((entry) => entry.id),
  provider: equals((entry) => entry.provider),
  provider_id: isUuid((entry) => entry.provider),
  resourcetype: oneOf(serviceRequestTypes, (entry) => entry.resourcetype),
  status: oneOf(serviceRequestStatuses, (entry) => entry.status),
  state: oneOf(licenseStates, (entry) => entry.state),
  license_state: equals((entry) => entry.state),
  // The certificate filter takes the words of the registration as well.
  certificate_type: oneOf([...certificateTypes, ...registrations], (entry) =>
    [entry.certificateType, entry.registration].filter((word) => word !== null),
  ),
  duration_type: oneOf(durationTypes, (entry) => entry.durationType),
  rx_authority: oneOf(rxAuthorities, (entry) => entry.rxAuthority),
  is_medallion_owned: flag((entry) => entry.isMedallionOwned),
  created_after: fromDay((entry) => entry.createdMs),
  created_before: untilDay((entry) => entry.createdMs),
  completed_date_after: fromDay((entry) => entry.completedMs),
  completed_date_before: untilDay((entry) => entry.completedMs),
  app_submission_date_after: fromDay((entry) => entry.submittedMs),
  app_submission_date_before: untilDay((entry) => entry.submittedMs),
  search: contains((entry) => entry.providerName),
};
