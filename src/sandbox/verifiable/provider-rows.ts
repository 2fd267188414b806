import type { SandboxContext } from "../context.ts";
import { hashOf, uuidOf } from "../seeded.ts";
import { dayMs, dayOf, ticksOf } from "../when.ts";
import type { Facility, VerifiableProvider } from "../world/verifiable-world.ts";

/** The status that a provider has unless somebody gave it another (Verifiable's default). */
export const usualCredentialingStatus = "Data Collection";

/** A provider on the wire; the NPI is a number, the SSN masked, the birth date personal. */
export function providerModel(context: SandboxContext, provider: VerifiableProvider): unknown {
  const type = context.world.verifiable.providerTypes.find(({ id }) => id === provider.providerTypeId);
  return {
    id: provider.id,
    firstName: provider.firstName,
    lastName: provider.lastName,
    dateOfBirth: `${
      provider.dateOfBirth ?? dayOf(Date.UTC(1955, 0, 1) + (hashOf(provider.id) % 14_000) * dayMs)
    }T00:00:00.0000000Z`,
    ssn: "***",
    credentialingStatus: provider.credentialingStatus ?? usualCredentialingStatus,
    ...(provider.npi === null ? {} : { npi: Number(provider.npi) }),
    deactivated: provider.deactivated ?? false,
    aliases: (provider.aliases ?? []).map((alias) => ({
      ...alias,
      id: uuidOf(`alias ${provider.id} ${alias.firstName} ${alias.lastName}`),
    })),
    ...(provider.primaryPracticeState === undefined
      ? {}
      : { primaryPracticeState: provider.primaryPracticeState }),
    additionalPracticeStates: [],
    addresses: [],
    emails:
      provider.email === undefined
        ? []
        : [{ email: provider.email, type: "Work", id: uuidOf(`mail ${provider.email}`) }],
    languages: [],
    recredentialedDates: [],
    ...(type === undefined ? {} : { providerType: type }),
    createdAt: ticksOf(context.startedMs - 300 * dayMs),
  };
}

/** A facility on the wire; its NPIs are not part of it. */
export function facilityModel(context: SandboxContext, facility: Facility): unknown {
  const { npis: _npis, ...shown } = facility;
  return {
    ...shown,
    deactivated: facility.deactivated ?? false,
    createdAt: ticksOf(context.startedMs - 300 * dayMs),
  };
}
