import { z } from "zod";
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
  json,
  type Route,
  jsonBody,
  type Call,
  html,
  type Reply,
} from "../http/platform.ts";
import { isDay } from "../seeded.ts";
import type { LicenseKind } from "../state/sandbox-state.ts";
import { openLicenseRequest } from "./licenses.ts";
import {
  certificateTypes,
  durationTypes,
  licenseStates,
  registrations,
  rxAuthorities,
  serviceRequestStatuses,
  serviceRequestTypes,
  notFound,
  listPage,
  bodyErrors,
  detail,
  fieldErrors,
} from "./replies.ts";
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

const states = z.array(z.enum(licenseStates)).optional();

const licenseBody = z.strictObject({
  provider: z.guid(),
  certificate_type: z.enum(certificateTypes),
  license_states: states,
  dea_states: states,
  csr_states: states,
  rn_states: states,
  prescriptive_authority_states: states,
  autonomous_registration_states: states,
  prescriptive_authority_checkbox_selected_states: states,
  duration_type: z.enum(durationTypes).optional(),
  is_medallion_owned: z.boolean().optional(),
  request_via_imlc: z.boolean().optional(),
  request_supporting_nlc: z.boolean().optional(),
  // A date in the guide, a timestamp in the schema.
  created: z
    .string()
    .refine((text) => isDay(text) || z.iso.datetime({ offset: true }).safeParse(text).success, {
      error: "Datetime has wrong format.",
    })
    .optional(),
});

const kinds: readonly LicenseKind[] = [
  "license",
  "dea",
  "csr",
  "rn",
  "prescriptive_authority",
  "autonomous_registration",
  "prescriptive_authority_checkbox_selected",
];

/**
 * The license POST: one request for each state and kind, answered 200 with an echo and one id. The
 * same body sent twice makes everything twice, since no duplicate check is documented. A body
 * without states asks for nothing and is accepted.
 */
export function createLicenseRequests(context: SandboxContext, call: Call): Reply {
  const { licenseRoute } = context.quirks;
  if (licenseRoute === 404) return html(404, "Not Found");
  if (licenseRoute === 405) return detail(405, 'Method "POST" not allowed.');
  if (licenseRoute === 410) return detail(410, "This endpoint has been removed.");

  const body = jsonBody(call);
  if (!body.ok) return detail(400, `JSON parse error - ${body.reason}`);
  const parsed = licenseBody.safeParse(body.value);
  if (!parsed.success) return bodyErrors(parsed.error, body.value);
  const asked = parsed.data;

  if (!context.providers.has(asked.provider)) {
    return fieldErrors({
      provider: [`Invalid pk "${asked.provider}" - object does not exist.`],
    });
  }
  const wanted = kinds.flatMap((kind) => (asked[`${kind}_states`] ?? []).map((state) => ({ kind, state })));
  const refused = wanted.find(({ state }) => context.quirks.refusedLicenseStates.includes(state));
  if (refused !== undefined) {
    return fieldErrors({
      [`${refused.kind}_states`]: [`Requests for ${refused.state} are not accepted.`],
    });
  }
  const firstId = context.newId("license request");
  const shownCreatedMs =
    asked.created === undefined || context.quirks.licenseCreated === "server"
      ? context.now()
      : Date.parse(asked.created);
  const repliedId = replyId(context, wanted.length, firstId);
  for (const [index, { kind, state }] of wanted.entries()) {
    openLicenseRequest(context, call.lagMs, {
      id: index === 0 ? firstId : context.newId("license request"),
      provider: asked.provider,
      kind,
      state,
      certificateType: asked.certificate_type,
      durationType: asked.duration_type ?? "permanent",
      isMedallionOwned: asked.is_medallion_owned ?? false,
      shownCreatedMs,
      repliedId,
    });
  }
  return json(200, { ...asked, id: repliedId });
}

/** What the answered id identifies is not documented when several requests come of one call. */
function replyId(context: SandboxContext, count: number, firstId: string): string {
  const { licenseReplyId } = context.quirks;
  const isRequest = licenseReplyId === "first" || (licenseReplyId === "opaque" && count === 1);
  return isRequest && count > 0 ? firstId : context.newId("license reply");
}
