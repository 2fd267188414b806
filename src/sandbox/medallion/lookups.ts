import type { SandboxContext } from "../context.ts";
import { contains, equals, oneOf, type Filters, type Route } from "../http/platform.ts";
import { hashOf, dayMs, microsOf } from "../seeded.ts";
import type { GroupProfile, Practice, LineOfBusiness } from "../world/world.ts";
import { licenseStates, listPage } from "./replies.ts";

/** A row of the group profile list, with invented tax and bank numbers such as the real rows carry. */
function groupRow(context: SandboxContext, group: GroupProfile): unknown {
  return {
    id: group.id,
    name: group.name,
    npi: group.npi === null ? null : Number(group.npi),
    dba_name: group.dbaName ?? "",
    tax_id_number: group.taxIdNumber ?? digits("tax", group.id, 9),
    tax_classification: "llc",
    incorporation_state: group.state,
    billing_country: "US",
    billing_address_state: group.state,
    bank_name: "Invented Savings Bank",
    routing_number: group.routingNumber ?? digits("routing", group.id, 9),
    account_number: group.accountNumber ?? digits("account", group.id, 10),
    created: microsOf(context.startedMs - 800 * dayMs),
  };
}

/** A row of the practice list. Its NPI is text, unlike that of providers. */
function practiceRow(context: SandboxContext, practice: Practice): unknown {
  return {
    id: practice.id,
    name: practice.name,
    practice_npis: practice.npi === undefined ? [] : [{ npi: practice.npi, lines_of_business: [] }],
    client_practice_id: practice.clientPracticeId ?? null,
    country: "US",
    city: practice.city,
    line_1: practice.line1,
    line_2: "",
    postal_code: practice.postalCode,
    postal_code_plus_4: null,
    address_state: practice.state,
    status: practice.status ?? "active",
    created: microsOf(context.startedMs - 700 * dayMs),
    percent_complete: "100.00",
    missing_sections: [],
    group_profiles: context.world.medallion.groupProfiles
      .filter((group) => practice.groupProfileIds.includes(group.id))
      .map(({ id, name }) => ({ id, name })),
  };
}

function digits(kind: string, id: string, count: number): string {
  return String(hashOf(`${kind} ${id}`))
    .padStart(count, "0")
    .slice(0, count);
}

/** The lists by which names become ids: group profiles, practices, lines of business, facilities. */
export function lookupRoutes(context: SandboxContext): readonly Route[] {
  const { groupProfiles, practices, linesOfBusiness } = context.world.medallion;
  return [
    {
      method: "GET",
      path: "/p/api/v1/group-profiles/",
      answer: (call) =>
        listPage(context, call, {
          rows: groupProfiles,
          filters: groupFilters(context),
          show: (group) => groupRow(context, group),
        }),
    },
    {
      method: "GET",
      path: "/api/v1/org/practices/",
      answer: (call) =>
        listPage(context, call, {
          rows: practices,
          filters: practiceFilters(context),
          show: (practice) => practiceRow(context, practice),
        }),
    },
    {
      method: "GET",
      path: "/p/api/v1/lines-of-business/",
      answer: (call) =>
        listPage(context, call, { rows: linesOfBusiness, filters: lineFilters, show: (line) => line }),
    },
    {
      method: "GET",
      path: "/p/api/v1/facilities/",
      answer: (call) => listPage(context, call, { rows: [], filters: {}, show: (none) => none }),
    },
  ];
}

const lineFilters: Filters<LineOfBusiness> = {
  id: equals((line) => line.id),
  search: contains((line) => line.label),
};

/** Whether `name` finds parts of names is not documented, so both ways can be had. */
function groupFilters(context: SandboxContext): Filters<GroupProfile> {
  const byName = context.quirks.groupNameFilter === "exact" ? equals : contains;
  return {
    id: equals((group) => group.id),
    name: byName((group: GroupProfile) => group.name),
    npi: equals((group) => group.npi),
    search: contains((group) => [group.name, group.dbaName ?? ""]),
  };
}

/** There is no filter by name: `search` finds parts of names, and names repeat. */
function practiceFilters(context: SandboxContext): Filters<Practice> {
  return {
    id: equals((practice) => practice.id),
    search: contains((practice) => [practice.name, practice.city, practice.line1]),
    provider: (values) => {
      const ids = context.providers.get(values.at(-1) ?? "")?.practiceIds ?? [];
      return (practice) => ids.includes(practice.id);
    },
    group_profile: equals((practice) => practice.groupProfileIds),
    address_state: oneOf(licenseStates, (practice) => practice.state),
  };
}
