import type { SandboxContext } from "../context.ts";
import { hashOf } from "../seeded.ts";
import type { MedallionCredentialing } from "../state/records.ts";
import { dayOf, microsOf } from "../when.ts";
import { fullName } from "./provider-rows.ts";
import { genericStatus, reachedAt, recredentialing } from "./service-request-rows.ts";

/** A row of the credentialing list. Its provider is an object, not an id. */
export function credentialingListRow(context: SandboxContext, request: MedallionCredentialing): unknown {
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
export function shownStatus(context: SandboxContext, request: MedallionCredentialing): string {
  return request.status === "ready_for_committee" ? context.quirks.readyWord : request.status;
}

/** A request has a file once it is through. */
export function hasFile(request: MedallionCredentialing): boolean {
  return genericStatus(request.status) === "closed";
}

/** The credentialing file: JSON of undocumented content and a link to a PDF on another path. */
export function fileRow(context: SandboxContext, request: MedallionCredentialing): unknown {
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
