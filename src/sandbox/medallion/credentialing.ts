import { z } from "zod";
import type { SandboxContext } from "../context.ts";
import {
  jsonBody,
  type Call,
  json,
  type Reply,
  type Route,
  fromDay,
  isUuid,
  oneOf,
  type Filters,
  contains,
} from "../http/platform.ts";
import { hashOf, uuidOf, dayOf, microsOf } from "../seeded.ts";
import { type Path, begin, type MedallionCredentialing } from "../state/sandbox-state.ts";
import { fullName } from "./providers.ts";
import { bodyErrors, detail, notFound, listPage, newestFirst } from "./replies.ts";
import { genericStatus, reachedAt, recredentialing } from "./service-request-rows.ts";

/** The ways of a Medallion credentialing request; all end closed, with a file. */
export const credentialingPaths: readonly [Path, ...Path[]] = [
  [
    { status: "intake_inprogress" },
    { status: "verification_inprogress" },
    { status: "ready_for_committee" },
    { status: "in_committee" },
    { status: "committee_approved" },
    { status: "closed" },
  ],
  [
    { status: "intake_inprogress" },
    { status: "verification_inprogress" },
    { status: "ready_for_committee" },
    { status: "closed" },
  ],
  [
    { status: "intake_inprogress" },
    { status: "ready_for_committee" },
    { status: "in_committee" },
    { status: "committee_rejected" },
    { status: "closed" },
  ],
  // Re-credentialing begins as a date in the calendar.
  [
    { status: "scheduled" },
    { status: "intake_inprogress" },
    { status: "verification_inprogress" },
    { status: "ready_for_committee" },
    { status: "closed" },
  ],
];

/** New requests never begin as scheduled ones. */
const firstStatus = "intake_inprogress";

/** A row of the credentialing list. Its provider is an object, not an id. */
function credentialingListRow(context: SandboxContext, request: MedallionCredentialing): unknown {
  const provider = context.providers.get(request.provider);
  const { credentialingFileId } = context.quirks;
  return {
    id: request.id,
    resourcetype: request.resourcetype,
    organization: context.world.medallion.organizationId,
    provider: {
      id: request.provider,
      full_name: provider === undefined ? "" : fullName(provider),
      email: provider?.email ?? "",
      profession: provider?.profession ?? "OTHER",
    },
    ...statusFields(context, request),
    credentialing_file: credentialingFileId === "always" || hasFile(request) ? request.fileId : null,
    requested: microsOf(request.createdMs),
    application_completed_on: reachedAt(request, "verification_inprogress", "ready_for_committee"),
    marked_ready_date: reachedAt(request, "ready_for_committee"),
    closed_on: reachedAt(request, "closed"),
    credentialing_status: request.credentialingStatus,
    assignee: null,
    requested_states: (provider?.licenseStates ?? []).map((state, index) => ({
      state,
      is_primary: index === 0,
      is_par_with_medicaid: null,
    })),
    ...(request.resourcetype === "ReCredentialingServiceRequest" ? recredentialing(request) : {}),
  };
}

/** The status word that the list shows: two documents spell "ready" differently. */
function shownStatus(context: SandboxContext, request: MedallionCredentialing): string {
  return request.status === "ready_for_committee" ? context.quirks.readyWord : request.status;
}

/** A request has a file once it is through. */
export function hasFile(request: MedallionCredentialing): boolean {
  return genericStatus(request.status) === "closed";
}

/** The credentialing file: JSON of undocumented content and a link to a PDF on another path. */
function fileRow(context: SandboxContext, request: MedallionCredentialing): unknown {
  const provider = context.providers.get(request.provider);
  const initial = request.resourcetype === "InitialCredentialingServiceRequest";
  return {
    id: request.fileId,
    organization: context.world.medallion.organizationId,
    locked_by: null,
    pdf: `${context.origin()}/files/${request.fileId}.pdf?signature=${linkSignature(request.fileId)}`,
    provider_credentialing_file_data: {
      provider: {
        full_name: provider === undefined ? "" : fullName(provider),
        npi: provider?.npi ?? null,
        profession: provider?.profession ?? null,
      },
      credentialing_status: request.credentialingStatus,
      closed_on: dayOf(request.history.at(-1)?.atMs ?? request.createdMs),
    },
    credentialing_status: request.credentialingStatus,
    initial_credentialing_service_request: initial ? request.id : null,
    recredentialing_service_request: initial ? null : request.id,
  };
}

/** The part of a PDF link that proves it came from an answer; links carry their own right to be read. */
export function linkSignature(fileId: string): string {
  return hashOf(`file link ${fileId}`).toString(16).padStart(8, "0");
}

function statusFields(
  context: SandboxContext,
  request: MedallionCredentialing,
): Readonly<Record<string, string>> {
  const requestStatus = { request_status: shownStatus(context, request) };
  const status = { status: genericStatus(request.status) };
  switch (context.quirks.credentialingStatusField) {
    case "request_status":
      return requestStatus;
    case "status":
      return status;
    case "both":
      return { ...requestStatus, ...status };
  }
}

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

const filesPath = "/p/api/v1/organizations/:organization/credentialing-files/";

/** The files that come of credentialing requests; their ids are not the ids of the requests. */
export function credentialingFileRoutes(context: SandboxContext): readonly Route[] {
  const files = (): readonly MedallionCredentialing[] => context.stores.credentialing.rows.filter(hasFile);
  const filters: Filters<MedallionCredentialing> = {
    credentialing_status: oneOf(
      ["clear", "incomplete", "needs_attention"],
      (request) => request.credentialingStatus,
    ),
    search: contains(({ provider: id }) => {
      const provider = context.providers.get(id);
      return provider === undefined ? "" : fullName(provider);
    }),
  };
  return [
    {
      method: "GET",
      path: filesPath,
      answer: (call) =>
        listPage(context, call, {
          rows: files(),
          filters,
          show: (request) => fileRow(context, request),
        }),
    },
    {
      method: "GET",
      path: `${filesPath}:id/`,
      answer: (_call, id) => {
        const request = files().find(({ fileId }) => fileId === id);
        return request === undefined ? notFound() : json(200, fileRow(context, request));
      },
    },
  ];
}
