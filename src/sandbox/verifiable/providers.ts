import type { SandboxContext } from "../context.ts";
import {
  contains,
  equals,
  flag,
  isUuid,
  type Filter,
  type Filters,
  json,
  type Route,
} from "../http/platform.ts";
import { hashOf, uuidOf, dayMs, dayOf, epochOf, ticksOf } from "../seeded.ts";
import { changedMs } from "../state/sandbox-state.ts";
import type { Facility, VerifiableProvider, FacilitySpecialty, FacilityTaxonomy } from "../world/world.ts";
import { cursorPage, type SortKeys, problem } from "./replies.ts";

/** The status that a provider has unless somebody gave it another (Verifiable's default). */
export const usualCredentialingStatus = "Data Collection";

/** When a provider was last credentialed, and is to be again: three years later. */
function credentialingOf(
  context: SandboxContext,
  id: string,
): { readonly credentialed: string | undefined; readonly next: string | undefined } {
  const provider = context.world.verifiable.providers.find((row) => row.id === id);
  const seed = provider?.nextCredentialing;
  const seeded = seed === undefined ? undefined : epochOf(seed, context.startedMs);
  const completed = context.stores.credentialingRequests.rows
    .filter(({ entityId, status }) => entityId === id && status === "Completed")
    .map((request) => changedMs(request) + 1095 * dayMs);
  const next = Math.max(...completed, seeded ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(next)) return { credentialed: undefined, next: undefined };
  return { credentialed: ticksOf(next - 1095 * dayMs), next: dayOf(next) };
}

/** A provider on the wire; the NPI is a number, the SSN masked, the birth date personal. */
export function providerModel(context: SandboxContext, provider: VerifiableProvider): unknown {
  const { credentialed, next } = credentialingOf(context, provider.id);
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
    ...(next === undefined ? {} : { nextCredentialingDate: next }),
    ...(credentialed === undefined ? {} : { credentialedDate: credentialed }),
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

/** The provider list, the single provider and the provider types (a bare array). */
export function providerRoutes(context: SandboxContext): readonly Route[] {
  const { providers, providerTypes } = context.world.verifiable;
  return [
    { method: "GET", path: "/providertypes", answer: () => json(200, providerTypes) },
    {
      method: "GET",
      path: "/providers",
      answer: (call) =>
        cursorPage(context, call, {
          rows: providers,
          filters: providerFilters,
          sortKeys: {
            ...sortKeys,
            CredentialedDate: ({ id }) => credentialingOf(context, id).credentialed ?? "",
          },
          show: (provider) => providerModel(context, provider),
        }),
    },
    {
      method: "GET",
      path: "/providers/:id",
      answer: (_call, id) => {
        const provider = providers.find((row) => row.id === id);
        return provider === undefined
          ? problem(404, "There is no such provider.")
          : json(200, providerModel(context, provider));
      },
    },
  ];
}

/** An NPI filter: it takes a number, as the models do. */
export function byNpi<Row>(read: (row: Row) => readonly (string | null)[]): Filter<Row> {
  return (values) => {
    const wanted = values.at(-1) ?? "";
    if (!/^-?\d{1,18}$/.test(wanted)) return `The value '${wanted}' is not valid.`;
    return (row) => read(row).some((npi) => npi !== null && Number(npi) === Number(wanted));
  };
}

/** The names by which a provider is found: its own and its aliases. */
export function namesOf(provider: VerifiableProvider): readonly string[] {
  return [provider, ...(provider.aliases ?? [])].map(({ firstName, lastName }) => `${firstName} ${lastName}`);
}

const credentialingStatusOf = (provider: VerifiableProvider): string =>
  provider.credentialingStatus ?? usualCredentialingStatus;

/** How `providerName` matches is not documented; here it finds parts of names, aliases too. */
const providerFilters: Filters<VerifiableProvider> = {
  npi: byNpi((provider) => [provider.npi]),
  providerName: contains(namesOf),
  credentialingStatus: (values) => (provider) => values.includes(credentialingStatusOf(provider)),
  providerTypeId: isUuid((provider) => provider.providerTypeId),
  deactivated: flag((provider) => provider.deactivated ?? false),
  status: equals(() => "None"),
};

const sortKeys: SortKeys<VerifiableProvider> = {
  Id: (provider) => provider.id,
  LastName: (provider) => provider.lastName,
  FirstName: (provider) => provider.firstName,
  CredentialingStatus: credentialingStatusOf,
};

/** Facilities, their taxonomies and their specialties. */
export function facilityRoutes(context: SandboxContext): readonly Route[] {
  const { facilities, facilityTaxonomies, facilitySpecialties } = context.world.verifiable;
  const find = (id: string): Facility | undefined => facilities.find((row) => row.id === id);
  return [
    {
      method: "GET",
      path: "/facilities",
      answer: (call) =>
        cursorPage(context, call, {
          rows: facilities,
          filters: facilityFilters,
          sortKeys: { Id: ({ id }) => id, Name: ({ name }) => name },
          show: (facility) => facilityModel(context, facility),
        }),
    },
    {
      method: "GET",
      path: "/facilities/taxonomies",
      answer: (call) =>
        cursorPage(context, call, {
          rows: facilityTaxonomies,
          filters: taxonomyFilters,
          sortKeys: { Id: ({ id }) => id, Code: ({ code }) => code },
          show: (taxonomy) => taxonomy,
        }),
    },
    {
      method: "GET",
      path: "/facilities/:id",
      answer: (_call, id) => {
        const facility = find(id);
        return facility === undefined ? absent() : json(200, facilityModel(context, facility));
      },
    },
    {
      method: "GET",
      path: "/facilities/:id/specialties",
      answer: (call, id) =>
        find(id) === undefined
          ? absent()
          : cursorPage(context, call, {
              rows: facilitySpecialties.filter(({ facilityId }) => facilityId === id),
              filters: specialtyFilters,
              sortKeys: { TaxonomyId: ({ taxonomyId }) => taxonomyId },
              show: (specialty) => ({ ...specialty, recredentialedDates: [] }),
            }),
    },
    {
      method: "GET",
      path: "/facilities/:id/specialties/:other",
      answer: (_call, id, other) => {
        const specialty = facilitySpecialties.find((row) => row.facilityId === id && row.id === other);
        // The description documents 201 for this read.
        return specialty === undefined ? absent() : json(201, specialty);
      },
    },
  ];
}

/** There is no filter by NPI, tax id or zip code; how `name` matches is not documented. */
const facilityFilters: Filters<Facility> = {
  name: contains((facility) => facility.name),
  deactivated: flag((facility) => facility.deactivated ?? false),
  parentFacilityId: isUuid((facility) => facility.parentFacilityId),
};

/** Both match parts, whatever the case, as the prose says. */
const taxonomyFilters: Filters<FacilityTaxonomy> = {
  code: contains((taxonomy) => taxonomy.code),
  name: contains((taxonomy) => taxonomy.name),
};

const specialtyFilters: Filters<FacilitySpecialty> = {
  taxonomyId: isUuid((specialty) => specialty.taxonomyId),
};

function absent(): ReturnType<typeof problem> {
  return problem(404, "There is no such facility.");
}
