import type { World } from "../../src/sandbox/index.ts";

/** Writes rows as CSV; cells with special signs are quoted. */
export function csv(
  rows: readonly (readonly string[])[],
  { delimiter = ",", lineEnd = "\n", bom = false } = {},
): string {
  const cell = (text: string): string =>
    /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows.map((row) => row.map(cell).join(delimiter));
  return `${bom ? "\uFEFF" : ""}${lines.join(lineEnd)}${lineEnd}`;
}

/** Rows by column name, as a table with a header; columns in the order in which they first appear. */
export function table(rows: readonly Readonly<Record<string, string>>[]): readonly (readonly string[])[] {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [header, ...rows.map((row) => header.map((column) => row[column] ?? ""))];
}

/**
 * A roster of so many rows that mixes every kind of request over the people of a world, one person a row, with
 * two columns of the user's own.
 */
export function mixedRoster(world: World, rows: number): readonly Readonly<Record<string, string>>[] {
  const { providers, groupProfiles, practices, linesOfBusiness } = world.medallion;
  const { facilities, facilityTaxonomies, facilitySpecialties } = world.verifiable;
  const at = <T>(items: readonly T[], index: number): T => {
    const item = items[index % items.length];
    if (item === undefined) throw new Error("the world is empty");
    return item;
  };
  const kinds: readonly ((index: number) => Record<string, string>)[] = [
    (i) => ({
      certificate_type: "MD",
      license_states: "CA; New York",
      dea_states: "CA",
      is_medallion_owned: i % 2 ? "yes" : "No",
    }),
    () => ({
      certificate_type: "NP",
      rn_states: "TX",
      prescriptive_authority_states: "TX",
      license_states: "TX",
      is_medallion_owned: "y",
    }),
    () => ({
      certificate_type: "PMHNP",
      autonomous_registration_states: "CO",
      prescriptive_authority_checkbox_selected_states: "CO",
      csr_states: "CO|AS",
      duration_type: "temporary",
      request_via_imlc: "no",
      request_supporting_nlc: "yes",
      is_medallion_owned: "TRUE",
    }),
    (i) => ({
      payer_name: `Payer ${i % 3}`,
      payer_states: "TX,FL",
      lines_of_business: at(linesOfBusiness, i).label,
      practices: at(practices, i).name,
      is_medallion_owned: "x",
    }),
    (i) => ({
      payer_name: "Entity Health",
      payer_entity: `0000000${i % 10}-0000-4000-8000-000000000000`,
      payer_id: "EH-1",
      payer_states: "NA!",
      par_group: at(groupProfiles, i).name,
      is_medallion_owned: "0",
    }),
    () => ({ credentialing: "medallion" }),
    () => ({
      credentialing: "Verifiable",
      credentialing_type: "ReCredentialing",
      credentialing_priority: "urgent",
      is_self_managed: "no",
      application_received_date: "2026-01-31",
    }),
    () => ({}),
  ];
  const who = (index: number): Record<string, string> => {
    const person = at(providers, index);
    const byKind = index % 8 === 6 ? 1 : index % 4;
    const ways: readonly Record<string, string>[] = [
      { email: person.email.toUpperCase(), npi: person.npi ?? "" },
      { npi: person.npi ?? "", first_name: person.firstName, last_name: person.lastName },
      { provider_id: person.id, caqh_provider_id: person.caqhNumber ?? "" },
      { email: person.email, first_name: person.firstName, last_name: person.lastName },
    ];
    return { ...at(ways, byKind) };
  };
  return Array.from({ length: rows }, (_, index) => {
    const own = { Manager: at(["D. Ruiz", "K. Osei"], index), "Internal notes": `note "${index}", =1+1` };
    if (index % 24 === 23) {
      const facility = at(facilities, index);
      const specialty = facilitySpecialties.find(({ facilityId }) => facilityId === facility.id);
      const taxonomy = facilityTaxonomies.find(({ id }) => id === specialty?.taxonomyId);
      return {
        ...own,
        facility_name: facility.name,
        facility_specialties: taxonomy?.code ?? "",
        credentialing: "verifiable",
        is_self_managed: "yes",
      };
    }
    if (index % 24 === 15) {
      return {
        ...own,
        group_name: at(groupProfiles, index).name,
        payer_name: "Group Payer",
        payer_states: at(["WA", "OR", "ID"], Math.floor(index / 24)),
        is_medallion_owned: "no",
      };
    }
    return { ...own, ...who(index), ...at(kinds, index)(index) };
  });
}
