import type { SandboxContext } from "../context.ts";
import { equals, fromDay, oneOf, untilDay } from "../http/filters.ts";
import type { Filter, Filters } from "../http/filters.ts";
import { json } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import type { MedallionProvider } from "../world/medallion-world.ts";
import { certificateTypes, licenseStates } from "./codes.ts";
import { notFound } from "./errors.ts";
import { listPage } from "./paging.ts";
import { lastUpdatedMs, listRow, single } from "./provider-rows.ts";

/** The provider list and the single provider. There is no filter by NPI. */
export function providerRoutes(context: SandboxContext): readonly Route[] {
  const { providers } = context.world.medallion;
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const shown = new Map<string, unknown>();
  let changes = context.stores.profiles.changes;
  const show = (provider: MedallionProvider): unknown => {
    if (context.stores.profiles.changes !== changes) shown.clear();
    changes = context.stores.profiles.changes;
    const row = shown.get(provider.id) ?? listRow(context, provider);
    shown.set(provider.id, row);
    return row;
  };
  const updated = (provider: MedallionProvider): number => lastUpdatedMs(context, provider);
  const filters: Filters<MedallionProvider> = {
    id: equals((provider) => provider.id),
    search: byWildcards,
    license_state: oneOf(licenseStates, (provider) => provider.licenseStates),
    profession: oneOf(certificateTypes, (provider) => provider.profession),
    employment_status: oneOf(
      ["active", "inactive", "onboarding"],
      (provider) => provider.employmentStatus ?? "active",
    ),
    group_profile: equals((provider) => provider.groupProfileIds),
    last_updated_after: fromDay(updated),
    last_updated_before: untilDay(updated),
  };
  return [
    {
      method: "GET",
      path: "/api/v1/org/providers/",
      answer: (call) => listPage(context, call, { rows: providers, filters, show }),
    },
    {
      method: "GET",
      path: "/api/v1/org/providers/:id/",
      answer: (_call, id) => {
        const provider = byId.get(id);
        return provider === undefined ? notFound() : json(200, single(context, provider));
      },
    },
  ];
}

/**
 * Commas part the search into terms, and a row that fits any of them comes back; a term fits when it
 * stands anywhere in the first name, the last name or the e-mail. It is never held against the full
 * name or the NPI.
 */
const byWildcards: Filter<MedallionProvider> = (values) => {
  const terms = (values.at(-1) ?? "")
    .toLowerCase()
    .split(",")
    .map((term) => term.trim())
    .filter((term) => term !== "");
  return ({ firstName, lastName, email }) => {
    const texts = [firstName, lastName, email].map((text) => text.toLowerCase());
    return terms.some((term) => texts.some((text) => text.includes(term)));
  };
};
