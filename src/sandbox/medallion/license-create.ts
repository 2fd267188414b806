import type { SandboxContext } from "../context.ts";
import { jsonBody, type Call, html, json, type Reply } from "../http/platform.ts";
import type { LicenseKind } from "../state/records.ts";
import { isDay } from "../when.ts";
import { z } from "zod";
import { certificateTypes, durationTypes, licenseStates } from "./codes.ts";
import { bodyErrors, detail, fieldErrors } from "./errors.ts";
import { openLicenseRequest } from "./licenses.ts";

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
