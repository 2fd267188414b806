import { describe, expect, test } from "vitest";
import {
  columnOfHeader,
  foldHeader,
  inputColumns,
  resultColumns,
  type KnownColumn,
} from "../../../src/roster/columns.ts";

describe("a header", () => {
  test.each([...inputColumns, ...resultColumns])("means %s in any spelling", (column) => {
    const spaced = column.replaceAll("_", " ");
    const spellings = [
      column,
      column.toUpperCase(),
      spaced,
      ` ${spaced} `,
      column.replaceAll("_", "-"),
      column.replaceAll("_", ""),
      `${spaced}:`,
      `"${spaced}"`,
      `${spaced}\u00A0`,
    ];
    expect(spellings.map(columnOfHeader)).toEqual(spellings.map(() => column));
  });

  test.each<[string, KnownColumn]>([
    ["NPI Number", "npi"],
    ["NPI #", "npi"],
    ["Provider NPI", "npi"],
    ["National Provider Identifier (NPI)", "npi"],
    ["E-mail", "email"],
    ["E-Mail Address", "email"],
    ["CAQH ID", "caqh_provider_id"],
    ["CAQH", "caqh_provider_id"],
    ["CAQH Provider ID", "caqh_provider_id"],
    ["Provider First Name", "first_name"],
    ["First name", "first_name"],
    ["Surname", "last_name"],
    ["Provider Last Name", "last_name"],
    ["Medallion ID", "provider_id"],
    ["Group", "group_name"],
    ["Group Profile ID", "group_profile_id"],
    ["Facility", "facility_name"],
    ["Certificate", "certificate_type"],
    ["License State", "license_states"],
    ["State License", "license_states"],
    ["DEA State", "dea_states"],
    ["CSR State", "csr_states"],
    ["RN State", "rn_states"],
    ["Payer", "payer_name"],
    ["Payor Name", "payer_name"],
    ["Payer State", "payer_states"],
    ["LOB", "lines_of_business"],
    ["Line of Business", "lines_of_business"],
    ["Practice", "practices"],
    ["Self-managed", "is_self_managed"],
    ["Facility Taxonomy Codes", "facility_specialties"],
  ])("%s is another name of %s", (header, column) => {
    expect(columnOfHeader(header)).toBe(column);
  });

  test.each([
    "",
    "   ",
    "Manager",
    "Internal notes",
    "Phone",
    "NPI valid?",
    "__proto__",
    "constructor",
    "toString",
  ])("%j is the user's own business", (header) => {
    expect(columnOfHeader(header)).toBeUndefined();
  });

  test.each([
    ["NPI_Number", "npinumber"],
    ["É-mail", "email"],
    ["ＮＰＩ", "npi"],
    ["Prénom", "prenom"],
    ["--", ""],
  ])("%s folds to %j", (header, folded) => {
    expect(foldHeader(header)).toBe(folded);
  });
});
