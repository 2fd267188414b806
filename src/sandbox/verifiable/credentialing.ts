import type { SandboxContext } from "../context.ts";
import { type Call, json, type Reply, type Route } from "../http/platform.ts";
import { contains, flag, isUuid, oneOf, type Filters } from "../http/filters.ts";
import type { VerifiableCredentialing } from "../state/records.ts";
import { changedMs } from "../state/sandbox-state.ts";
import { ticksOf } from "../when.ts";
import {
  createCredentialingRequest,
  priorities,
  requestTypes,
  entityFacts,
  type EntityFacts,
} from "./credentialing-create.ts";
import { eventStatuses } from "./credentialing-path.ts";
import { credentialingModel } from "./credentialing-rows.ts";
import { cursorPage, type SortKeys } from "./paging.ts";
import { problem } from "./problem.ts";
import { byNpi } from "./providers.ts";

/** Credentialing requests: list, POST and single one. There is no DELETE. */
export function credentialingRoutes(context: SandboxContext): readonly Route[] {
  const facts = entityFacts(context);
  return [
    { method: "GET", path: "/credentialing-requests", answer: (call) => list(context, facts, call) },
    {
      method: "POST",
      path: "/credentialing-requests",
      answer: (call) => createCredentialingRequest(context, call),
    },
    {
      method: "GET",
      path: "/credentialing-requests/:id",
      answer: (_call, id) => {
        const request = context.stores.credentialingRequests.find(id);
        return request === undefined
          ? problem(404, "There is no such credentialing request.")
          : json(200, credentialingModel(context, request, true));
      },
    },
  ];
}

type FactsOf = (request: VerifiableCredentialing) => EntityFacts;

/** The list is of provider requests unless `entityType` says otherwise. */
function list(context: SandboxContext, factsOf: FactsOf, call: Call): Reply {
  const entityType = call.query.get("entityType") ?? "Provider";
  if (entityType !== "Provider" && entityType !== "Facility") {
    return problem(400, "One or more validation errors occurred.", {
      entityType: [`The value '${entityType}' is not valid.`],
    });
  }
  const nowMs = context.now();
  const rows = context.stores.credentialingRequests.rows.filter(
    (request) => request.entityType === entityType && request.visibleFromMs <= nowMs,
  );
  return cursorPage(context, call, {
    rows,
    filters: filtersWith(factsOf),
    sortKeys: sortKeysWith(factsOf),
    show: (request) => credentialingModel(context, request, false),
  });
}

/** There is no filter by creation date or by who works the request. */
function filtersWith(factsOf: FactsOf): Filters<VerifiableCredentialing> {
  const byId = isUuid((request: VerifiableCredentialing) => request.entityId);
  const byName = contains((request: VerifiableCredentialing) => factsOf(request).names);
  const byNumber = byNpi((request: VerifiableCredentialing) => factsOf(request).npis);
  const byState = flag((request: VerifiableCredentialing) => factsOf(request).deactivated);
  return {
    entityId: byId,
    entityName: byName,
    entityNpi: byNumber,
    entityDeactivated: byState,
    // The deprecated twins.
    providerId: byId,
    providerName: byName,
    providerNpi: byNumber,
    providerDeactivated: byState,
    currentEventStatus: oneOf(eventStatuses, (request) => request.status),
    credentialingRequestType: oneOf(requestTypes, (request) => request.type),
    priority: oneOf(priorities, (request) => request.priority),
    providerCredentialingStatus: (values) => (request) =>
      request.entityType === "Facility" || values.includes(factsOf(request).credentialingStatus),
    facilitySpecialtyId: isUuid((request) => request.facilitySpecialtyIds),
  };
}

function sortKeysWith(factsOf: FactsOf): SortKeys<VerifiableCredentialing> {
  return {
    Id: (request) => request.id,
    CreatedAt: (request) => ticksOf(request.createdMs),
    Priority: (request) => String(priorities.findIndex((word) => word === request.priority)),
    CurrentEventStatus: (request) => request.status,
    CurrentEventDate: (request) => ticksOf(changedMs(request)),
    ProviderId: (request) => request.entityId,
    ProviderFirstName: (request) => factsOf(request).firstName,
    ProviderLastName: (request) => factsOf(request).lastName,
    ProviderCredentialingStatus: (request) => factsOf(request).credentialingStatus,
    FacilityId: (request) => request.entityId,
    FacilityName: (request) => factsOf(request).names[0] ?? "",
  };
}
