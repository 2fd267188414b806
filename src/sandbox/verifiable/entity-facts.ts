import type { SandboxContext } from "../context.ts";
import type { VerifiableCredentialing } from "../state/records.ts";
import { usualCredentialingStatus } from "./provider-rows.ts";
import { namesOf } from "./providers.ts";

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
