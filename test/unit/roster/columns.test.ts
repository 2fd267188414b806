import { describe, expect, test } from "vitest";
import { foldHeader, type RosterColumn } from "../../../src/cells/cells.ts";
import { columnOfHeader, inputColumns, isResultColumn, resultColumns } from "../../../src/roster/columns.ts";

describe("a header", () => {
  test.each(inputColumns)("means %s in any spelling", (column) => {
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

  test.each(resultColumns)("is not a roster column when it is %s, in any spelling", (column) => {
    const spaced = column.replaceAll("_", " ");
    const spellings = [column, column.toUpperCase(), spaced, column.replaceAll("_", "-")];
    expect(spellings.map(columnOfHeader)).toEqual(spellings.map(() => undefined));
    expect(spellings.map(isResultColumn)).toEqual(spellings.map((spelling) => spelling === column));
  });

  test.each<[string, RosterColumn]>([
    ["NPI Number", "npi"],
    ["NPI #", "npi"],
    ["NPI*", "npi"],
    ["NPI_Num", "npi"],
    ["NPI (Required)", "npi"],
    ["NPI (10 digits)", "npi"],
    ["NPI Type 1", "npi"],
    ["Type 1 NPI", "npi"],
    ["Individual NPI (Type 1)", "npi"],
    ["Provider NPI #", "npi"],
    ["Rendering NPI", "npi"],
    ["Practitioner NPI", "npi"],
    ["National Provider Identifier (NPI)", "npi"],
    ["E-mail", "email"],
    ["E-Mail Address", "email"],
    ["Primary Email", "email"],
    ["CAQH ID", "caqh_provider_id"],
    ["CAQH #", "caqh_provider_id"],
    ["CAQH ProView Number", "caqh_provider_id"],
    ["Provider CAQH ID", "caqh_provider_id"],
    ["CAQH Provider ID", "caqh_provider_id"],
    ["Provider First Name", "first_name"],
    ["First", "first_name"],
    ["Surname", "last_name"],
    ["Last", "last_name"],
    ["Legal Last Name", "last_name"],
    ["Last Name*", "last_name"],
    ["Last Name (Legal)", "last_name"],
    ["Provider Last Name (Legal Name)", "last_name"],
    ["Medallion ID", "provider_id"],
    ["Group Profile ID", "group_profile_id"],
    ["License states wanted", "license_states"],
    ["Payor Name", "payer_name"],
    ["Payor States", "payer_states"],
    ["LOB", "lines_of_business"],
    ["Line of Business", "lines_of_business"],
    ["Self-managed", "is_self_managed"],
    ["Facility Taxonomy Codes", "facility_specialties"],
  ])("%s is another name of %s", (header, column) => {
    expect(columnOfHeader(header)).toBe(column);
  });

  test.each([
    "License State",
    "License State(s)",
    "LICENSE STATE (S)",
    "License State/s",
    "License.State.s.",
    "license_state_s",
    "DEA State(s)",
    "CSR State(s):",
    "Payer State(s)",
    "State License",
    "State Licenses",
    "State License #",
    "License Number",
    "License Type",
    "Licensed States",
    "Licenses Requested",
    "Certificate",
    "DEA",
    "DEA State",
    "DEA Number",
    "DEA Registrations",
    "CSR State",
    "CDS States",
    "RN",
    "RN State",
    "RN Licenses",
    "Prescriptive Authority",
    "Autonomous Registration",
    "IMLC",
    "NLC",
    "License Created Date",
    "License Duration",
    "Payer",
    "Payer State",
    "Enrollment State",
    "Enrollment States",
    "Health Plan",
    "Credentialing Status",
    "Credentialing Platform",
    "Credentialing Request",
    "Application Date",
    "Practice",
    "Practice Name",
    "Group",
    "Group ID",
    "Group NPI",
    "Billing NPI",
    "NPI Type 2",
    "Facility",
    "Facility ID",
    "CAQH",
    "Contact Email",
    "Name",
  ])("%s may be what a provider has, or someone else's, and is not recognized", (header) => {
    expect(columnOfHeader(header)).toBeUndefined();
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
  ])("%j is the user's own column", (header) => {
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
