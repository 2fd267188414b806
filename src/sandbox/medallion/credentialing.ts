import type { SandboxContext } from "../context.ts";
import { jsonBody } from "../http/call.ts";
import type { Call } from "../http/call.ts";
import { fromDay, isUuid, oneOf } from "../http/filters.ts";
import type { Filters } from "../http/filters.ts";
import { json } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import { uuidOf } from "../seeded.ts";
import { begin } from "../state/begin.ts";
import type { MedallionCredentialing } from "../state/records.ts";
import { z } from "zod";
import { credentialingPaths, firstStatus } from "./credentialing-path.ts";
import { credentialingListRow } from "./credentialing-rows.ts";
import { bodyErrors, detail, notFound } from "./errors.ts";
import { listPage, newestFirst } from "./paging.ts";

const path = "/p/api/v1/organizations/:organization/credentialing-service-requests/";
const credentialingBody = z.strictObject({ provider_id: z.guid() });

/** Credentialing requests: list and POST. There is no single one: the list is filtered by id. */
export function credentialingRoutes(context: SandboxContext): readonly Route[] {
  return [
    {
      method: "GET",
      path,
      answer: (call) =>
        listPage(context, call, {
          rows: newestFirst(context.stores.credentialing.rows, context.now()),
          filters: credentialingFilters(context),
          show: (request) => credentialingListRow(context, request),
        }),
    },
    { method: "POST", path, answer: (call) => createCredentialing(context, call) },
  ];
}

/** 201 with the provider's id and, only if the quirk says so, the request's own. */
function createCredentialing(context: SandboxContext, call: Call): Reply {
  const body = jsonBody(call);
  if (!body.ok) return detail(400, `JSON parse error - ${body.reason}`);
  const parsed = credentialingBody.safeParse(body.value);
  if (!parsed.success) return bodyErrors(parsed.error, body.value);
  const { provider_id: provider } = parsed.data;
  if (!context.providers.has(provider)) return notFound();
  const createdMs = context.now();
  const id = context.newId("credentialing request");
  context.stores.credentialing.put({
    ...begin(credentialingPaths, {
      id,
      origin: "posted",
      createdMs,
      visibleFromMs: createdMs + Math.max(context.listLagMs, call.lagMs),
      status: firstStatus,
    }),
    provider,
    resourcetype: "InitialCredentialingServiceRequest",
    fileId: uuidOf(`file of ${id}`),
    credentialingStatus: null,
  });
  const withId = context.quirks.credentialingReplyId ? { id } : {};
  return json(201, { ...withId, provider_id: provider });
}

const requestStatuses: readonly string[] = [
  "closed",
  "committee_approved",
  "committee_rejected",
  "file_expired",
  "in_committee",
  "intake_inprogress",
  "scheduled",
  "verification_inprogress",
];

/** The schema and the guide spell "ready" differently; a word that the list does not show is refused as a filter, too. */
function credentialingFilters({ quirks }: SandboxContext): Filters<MedallionCredentialing> {
  return {
    id: isUuid((request) => request.id),
    provider_id: isUuid((request) => request.provider),
    request_status: oneOf([...requestStatuses, quirks.readyWord], ({ status }) =>
      status === "ready_for_committee" ? quirks.readyWord : status,
    ),
    // "null" is a word of this filter: requests without a credentialing status.
    credentialing_status: oneOf(
      ["clear", "incomplete", "needs_attention", "null"],
      (request) => request.credentialingStatus ?? "null",
    ),
    requested_gte: fromDay((request) => request.createdMs),
  };
}
