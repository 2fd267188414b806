import type { SandboxContext } from "../context.ts";
import type { VerifiableCredentialing } from "../state/records.ts";
import { usualCredentialingStatus, namesOf } from "./providers.ts";
import { jsonBody, mediaType, type Call, json, type Reply } from "../http/platform.ts";
import { begin } from "../state/sandbox-state.ts";
import { dayOf, isDay } from "../when.ts";
import { z } from "zod";
import { pathsFor } from "./credentialing-path.ts";
import { credentialingModel } from "./credentialing-rows.ts";
import { bodyProblem, problem } from "./problem.ts";

/** What the request list filters and sorts by, of the provider or facility behind a request. */
export interface EntityFacts {
  readonly names: readonly string[];
  readonly npis: readonly (string | null)[];
  readonly deactivated: boolean;
  readonly credentialingStatus: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** A look-up of those facts for any request; requests for nobody known have blank ones. */
export function entityFacts(context: SandboxContext): (request: VerifiableCredentialing) => EntityFacts {
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
export const requestTypes = ["Initial", "ReCredentialing", "OffCycle"] as const;
/** The words for its priority. */
export const priorities = ["Low", "Medium", "High", "Urgent"] as const;

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
export function createCredentialingRequest(context: SandboxContext, call: Call): Reply {
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
