import { z } from "zod";
import type { SandboxContext } from "../context.ts";
import {
  type Call,
  json,
  type Reply,
  type Route,
  contains,
  flag,
  isUuid,
  oneOf,
  type Filters,
  jsonBody,
  mediaType,
} from "../http/platform.ts";
import { ticksOf, dayOf, isDay } from "../seeded.ts";
import { type VerifiableCredentialing, changedMs, begin } from "../state/sandbox-state.ts";
import { eventStatuses, pathsFor, credentialingModel } from "./credentialing-rows.ts";
import { byNpi, usualCredentialingStatus, namesOf } from "./providers.ts";
import { cursorPage, type SortKeys, problem, bodyProblem } from "./replies.ts";

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

/** What the request list filters and sorts by, of the provider or facility behind a request. */
interface EntityFacts {
  readonly names: readonly string[];
  readonly npis: readonly (string | null)[];
  readonly deactivated: boolean;
  readonly credentialingStatus: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** A look-up of those facts for any request; requests for nobody known have blank ones. */
function entityFacts(context: SandboxContext): (request: VerifiableCredentialing) => EntityFacts {
  const { providers, facilities } = context.world.verifiable;
  const facts = new Map<string, EntityFacts>();
  for (const provider of providers) {
    facts.set(provider.id, {
      names: namesOf(provider),
      npis: [provider.npi],
      deactivated: provider.deactivated ?? false,
      credentialingStatus: provider.credentialingStatus ?? usualCredentialingStatus,
      firstName: provider.firstName,
      lastName: provider.lastName,
    });
  }
  for (const facility of facilities) {
    facts.set(facility.id, {
      ...nobody,
      names: [facility.name],
      npis: facility.npis ?? [],
      deactivated: facility.deactivated ?? false,
    });
  }
  return (request) => facts.get(request.entityId) ?? nobody;
}

const nobody: EntityFacts = {
  names: [],
  npis: [],
  deactivated: false,
  credentialingStatus: "",
  firstName: "",
  lastName: "",
};

/** The words for the type of a request. */
const requestTypes = ["Initial", "ReCredentialing", "OffCycle"] as const;
/** The words for its priority. */
const priorities = ["Low", "Medium", "High", "Urgent"] as const;

const common = {
  type: z.enum(requestTypes).optional(),
  priority: z.enum(priorities).optional(),
  isSelfManaged: z.boolean().optional(),
  applicationReceivedDate: z
    .string()
    .refine(isDay, { error: "The JSON value could not be converted to System.DateOnly." })
    .optional(),
};
const providerShape = z.strictObject({ providerId: z.guid(), ...common });
const facilityShape = z.strictObject({
  facilityId: z.guid(),
  facilitySpecialtyIds: z.array(z.guid()),
  ...common,
});

/**
 * The request POST: exactly one of two closed shapes, answered 201 with the whole request. No
 * duplicate check is documented, so the same body sent twice makes two requests.
 */
function createCredentialingRequest(context: SandboxContext, call: Call): Reply {
  if (mediaType(call) !== "application/json") return problem(415);
  const body = jsonBody(call);
  if (!body.ok) return problem(400, "The request body is not JSON.");
  const forFacility = typeof body.value === "object" && body.value !== null && "facilityId" in body.value;
  const parsed = (forFacility ? facilityShape : providerShape).safeParse(body.value);
  if (!parsed.success) return bodyProblem(parsed.error, body.value);
  const asked = parsed.data;
  const createdMs = context.now();
  const received = asked.applicationReceivedDate ?? dayOf(createdMs);
  if (received > dayOf(createdMs)) {
    return refused("applicationReceivedDate", "The date must not be in the future.");
  }
  const entityId = ("facilityId" in asked ? asked.facilityId : asked.providerId).toLowerCase();
  const specialties = "facilityId" in asked ? asked.facilitySpecialtyIds : [];
  const trouble = unknownEntity(context, forFacility, entityId, specialties);
  if (trouble !== undefined) return trouble;

  const isSelfManaged = asked.isSelfManaged ?? false;
  const request: VerifiableCredentialing = {
    ...begin(pathsFor(isSelfManaged), {
      id: context.newId("credentialing request (Verifiable)"),
      origin: "posted",
      createdMs,
      visibleFromMs: createdMs + Math.max(context.listLagMs, call.lagMs),
    }),
    entityType: forFacility ? "Facility" : "Provider",
    entityId,
    facilitySpecialtyIds: specialties.map((id) => id.toLowerCase()),
    type: asked.type ?? "Initial",
    priority: asked.priority ?? "Medium",
    isSelfManaged,
    applicationReceivedDate: received,
  };
  context.stores.credentialingRequests.put(request);
  // The prose says that creates return a Location; whether with /api in it is unclear.
  const location = `${context.origin()}/verifiable/api/credentialing-requests/${request.id}`;
  return json(201, credentialingModel(context, request, true), { location });
}

function unknownEntity(
  context: SandboxContext,
  forFacility: boolean,
  entityId: string,
  specialties: readonly string[],
): Reply | undefined {
  const { providers, facilities, facilitySpecialties } = context.world.verifiable;
  const known = (forFacility ? facilities : providers).some(({ id }) => id === entityId);
  if (!known) return problem(404, `There is no such ${forFacility ? "facility" : "provider"}.`);
  if (!forFacility) return undefined;
  if (specialties.length === 0) {
    return refused("facilitySpecialtyIds", "At least one specialty is needed.");
  }
  const own = facilitySpecialties.filter(({ facilityId }) => facilityId === entityId);
  return specialties.every((id) => own.some((specialty) => specialty.id === id.toLowerCase()))
    ? undefined
    : refused("facilitySpecialtyIds", "A specialty is not one of this facility.");
}

function refused(field: string, message: string): Reply {
  return problem(400, "One or more validation errors occurred.", { [field]: [message] });
}
