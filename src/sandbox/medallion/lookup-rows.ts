import type { SandboxContext } from "../context.ts";
import { hashOf } from "../seeded.ts";
import { dayMs, microsOf } from "../when.ts";
import type { GroupProfile, Practice } from "../world/medallion-world.ts";

/** A row of the group profile list, with invented tax and bank numbers such as the real rows carry. */
export function groupRow(context: SandboxContext, group: GroupProfile): unknown {
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
export function practiceRow(context: SandboxContext, practice: Practice): unknown {
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
