import { diceFrom, uuidOf } from "../seeded.ts";
import { linesOfBusiness } from "./demo-medallion.ts";
import { facilityTaxonomies, providerTypes } from "./demo-world.ts";
import { cities, firstNames, lastNames, professions, states, npiFrom } from "./people.ts";
import type { CaqhProfile, MedallionProvider, World } from "./world.ts";

/** How large an invented world is to be. */
export interface WorldSize {
  readonly providers: number;
  /** The same seed gives the same world. */
  readonly seed: number;
}

/**
 * A large invented world. Everybody is on all three platforms, under valid and distinct NPIs and
 * email addresses `first.last.n@example.test`; names repeat. Nothing has been requested yet.
 */
export function generateWorld({ providers: count, seed }: WorldSize): World {
  const roll = diceFrom(seed);
  const one = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(roll() * items.length)] ?? items[0];
  const groupProfiles = Array.from({ length: Math.ceil(count / 50) }, (_, index) => ({
    id: uuidOf(`${seed} group ${index}`),
    name: `${one(lastNames)} ${one(cities)} Group ${index + 1}`,
    npi: npiFrom(280_000_000 + index),
    state: one(states),
  }));
  const practices = Array.from({ length: Math.ceil(count / 20) }, (_, index) => ({
    id: uuidOf(`${seed} practice ${index}`),
    name: `${one(cities)} Practice ${index + 1}`,
    city: one(cities),
    state: one(states),
    line1: `${index + 1} Main Street`,
    postalCode: String(10_000 + index),
    groupProfileIds: [groupProfiles[index % groupProfiles.length]?.id ?? ""],
  }));
  const providers = Array.from({ length: count }, (_, index): MedallionProvider => {
    const [firstName, lastName] = [one(firstNames), one(lastNames)];
    return {
      id: uuidOf(`${seed} provider ${index}`),
      firstName,
      lastName,
      email: `${firstName}.${lastName}.${index + 1}@example.test`.toLowerCase(),
      npi: npiFrom(210_000_000 + index * 17),
      profession: one(professions),
      licenseStates: [one(states)],
      practiceIds: [practices[index % practices.length]?.id ?? ""],
      groupProfileIds: [groupProfiles[index % groupProfiles.length]?.id ?? ""],
      caqhNumber: String(13_000_000 + index),
    };
  });
  const facilities = Array.from({ length: Math.ceil(count / 100) }, (_, index) => ({
    id: uuidOf(`${seed} facility ${index}`),
    name: `${one(cities)} Center ${index + 1}`,
    addressLine1: `${index + 1} River Road`,
    city: one(cities),
    state: one(states),
    zipCode: String(20_000 + index),
  }));
  return {
    medallion: {
      organizationId: uuidOf(`${seed} organization`),
      organizationName: "Generated Credentialing",
      providers,
      groupProfiles,
      practices,
      linesOfBusiness,
      licenses: [],
      licenseRequests: [],
      enrollments: [],
      credentialing: [],
      otherServiceRequests: [],
    },
    verifiable: {
      providerTypes,
      providers: providers.map((provider, index) => ({
        id: uuidOf(`${seed} verifiable provider ${index}`),
        firstName: provider.firstName,
        lastName: provider.lastName,
        npi: provider.npi,
        email: provider.email,
      })),
      facilities,
      facilityTaxonomies,
      facilitySpecialties: facilities.flatMap((facility) =>
        facilityTaxonomies.slice(0, 2).map((taxonomy) => ({
          id: uuidOf(`specialty ${facility.id} ${taxonomy.code}`),
          facilityId: facility.id,
          taxonomyId: taxonomy.id,
        })),
      ),
      credentialingRequests: [],
    },
    caqh: {
      organizationId: "5678",
      profiles: providers.map((provider): CaqhProfile => ({
        caqhProviderId: provider.caqhNumber ?? "",
        ...(provider.npi === null ? {} : { npi: provider.npi }),
        rosterStatus: one(["ACTIVE", "ACTIVE", "ACTIVE", "NOT ON ROSTER", "INACTIVE"]),
        authorizationFlag: one(["Y", "Y", "Y", "N"]),
        providerStatus: one(["Re-Attestation", "Initial Profile Complete", "Expired Attestation"]),
        providerStatusDate: { daysAgo: Math.floor(roll() * 200) },
        practiceState: provider.licenseStates[0] ?? "IL",
      })),
    },
  };
}
