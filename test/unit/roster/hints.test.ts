import { describe, expect, test } from "vitest";
import { hintOf } from "../../../src/roster/hints.ts";

describe("a header that is not recognized", () => {
  test.each([
    ["Degree", "certificate_type"],
    ["Credentials", "certificate_type"],
    ["Title", "certificate_type"],
    ["Provider Type", "certificate_type"],
    ["License Type", "certificate_type"],
    ["Cred Needed", "credentialing"],
    ["Credentialing Needed", "credentialing"],
    ["States Requested", "license_states"],
    ["States Needed", "license_states"],
    ["License States Requested", "license_states"],
    ["New States", "license_states"],
    ["Licences to obtain", "license_states"],
    ["DEA Requested", "dea_states"],
    ["CDS needed", "csr_states"],
    ["RN States Needed", "rn_states"],
    ["States to enroll in", "payer_states"],
    ["Carrier", "payer_name"],
    ["Insurance", "payer_name"],
    ["Plan Name", "payer_name"],
    ["Payer", "payer_name"],
    ["Location", "practices"],
    ["PracticeName", "practices"],
    ["Group", "group_name"],
    ["Facility", "facility_name"],
    ["Contact Email", "email"],
    ["CAQH", "caqh_provider_id"],
    ["NPI for claims", "npi"],
    ["LAST_NM", "last_name"],
    ["Prov First", "first_name"],
    ["Par Group Name", "par_group"],
  ])("is asked about by its meaning: %s may be %s", (header, column) => {
    expect(hintOf(header)).toEqual({ column, by: "meaning" });
  });

  test.each([
    ["Licence States", "license_states"],
    ["certifcate type", "certificate_type"],
    ["Payer sates", "payer_states"],
    ["provder_id", "provider_id"],
    ["e mial", "email"],
  ])("is asked about when it is mistyped: %s may be %s", (header, column) => {
    expect(hintOf(header)).toEqual({ column, by: "spelling" });
  });

  test.each([
    "Group TIN",
    "Group NPI",
    "Billing NPI",
    "NPI Type 2",
    "Supervising Physician NPI",
    "License No.",
    "License #",
    "State License Number",
    "License State",
    "State License",
    "Lic State",
    "License State 1",
    "DEA State2",
    "NPI 2",
    "NPI (Type II)",
    "NPI Registry",
    "Ordering NPI",
    "Mother Last Name",
    "Last Name, First Name",
    "Board Certificate Type",
    "Email Opt In",
    "Licensed States",
    "State(s) of Licensure",
    "License Status",
    "License Expiration Date",
    "DEA",
    "DEA #",
    "DEA State",
    "DEA Expiration",
    "IMLC member",
    "NLC",
    "Licenses",
    "Board Certification",
    "Enrollment State",
    "Payer State",
    "Payer ID Number",
    "Credentialing Status",
    "Recredentialing Date",
    "CAQH Attestation Date",
    "CAQH Username",
    "PO_Provider_ID",
    "Manager Email",
    "Manager",
    "State",
    "Job Title",
    "Malpractice Carrier",
    "Insurance Accepted",
    "Practice Address",
    "",
    "--",
  ])("and resembles no roster-sync column gets no hint that would mislead: %j", (header) => {
    expect(hintOf(header)).toBeUndefined();
  });

  test("gets none when it is recognized", () => {
    expect(["NPI Number", "license_states", "Last"].map(hintOf)).toEqual([undefined, undefined, undefined]);
  });
});
