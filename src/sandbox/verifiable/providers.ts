import type { SandboxContext } from "../context.ts";
import { contains, equals, flag, isUuid } from "../http/filters.ts";
import type { Filter, Filters } from "../http/filters.ts";
import { json } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import type { VerifiableProvider } from "../world/verifiable-world.ts";
import { cursorPage } from "./paging.ts";
import type { SortKeys } from "./paging.ts";
import { problem } from "./problem.ts";
import { credentialingOf, providerModel, usualCredentialingStatus } from "./provider-rows.ts";

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
