import { describe, expect, test } from "vitest";
import { npi, rowOf, uuid, verifiableLine, type Line } from "../builders/rows.ts";

const facilityLine: Line = {
  facility_name: "Riverside Urgent Care",
  credentialing: "Verifiable",
  is_self_managed: "yes",
  facility_specialties: "261QU0200X; 261QR0200X",
};

const asked = (line: Line): readonly unknown[] => rowOf(line).specs.map(({ spec }) => spec);

describe("the credentialing that a row asks for", () => {
  test.each(["medallion", "Medallion", " MEDALLION "])("is Medallion's for %j", (cell) => {
    expect(rowOf({ npi, credentialing: cell }).specs).toMatchObject([
      { spec: { kind: "medallion.credentialing" }, label: "credentialing" },
    ]);
  });

  test("is none in a blank cell", () => {
    expect(rowOf({ npi, credentialing: " ", is_self_managed: "" })).toMatchObject({ specs: [], faults: [] });
  });

  test("is Verifiable's of a provider, with what the row says and no more", () => {
    expect(asked(verifiableLine)).toEqual([
      { kind: "verifiable.credentialing", subject: "provider", selfManaged: false, facilitySpecialties: [] },
    ]);
    const options = {
      credentialing_type: "recredentialing",
      credentialing_priority: "URGENT",
      application_received_date: "1/31/2026",
    };
    expect(asked({ ...verifiableLine, ...options })).toMatchObject([
      { type: "ReCredentialing", priority: "Urgent", applicationReceivedDate: "2026-01-31" },
    ]);
  });

  test("is Verifiable's of a facility when no provider is named, for each specialty by itself", () => {
    const common = { kind: "verifiable.credentialing", subject: "facility", selfManaged: true };

    expect(asked(facilityLine)).toEqual([
      { ...common, facilitySpecialties: ["261QU0200X"] },
      { ...common, facilitySpecialties: ["261QR0200X"] },
    ]);
  });

  test("of a facility asks once for a specialty that is there twice", () => {
    expect(asked({ ...facilityLine, facility_specialties: "261QU0200X; 261qu0200x" })).toMatchObject([
      { facilitySpecialties: ["261QU0200X"] },
    ]);
  });

  test.each<[string, Line]>([
    ["NPI", { npi }],
    ["Verifiable's id", { verifiable_provider_id: uuid(1) }],
  ])("names a provider of Verifiable by %s", (_what, who) => {
    expect(asked({ ...who, credentialing: "verifiable", is_self_managed: "0" })).toMatchObject([
      { subject: "provider" },
    ]);
  });

  test("takes who works it from the configuration when the cell is blank, never otherwise", () => {
    const blank = { ...verifiableLine, is_self_managed: "" };

    expect(rowOf(blank, { defaults: { defaults: { is_self_managed: true } } }).specs).toMatchObject([
      { spec: { selfManaged: true } },
    ]);
    expect(rowOf(blank, { defaults: { defaults: { is_self_managed: false } } }).specs).toMatchObject([
      { spec: { selfManaged: false } },
    ]);
    expect(rowOf(verifiableLine, { defaults: { defaults: { is_self_managed: true } } }).specs).toMatchObject([
      { spec: { selfManaged: false } },
    ]);
  });

  test("may have been received today, and not tomorrow", () => {
    const received = (day: string): Line => ({ ...verifiableLine, application_received_date: day });

    expect(asked(received("2026-03-15"))).toMatchObject([{ applicationReceivedDate: "2026-03-15" }]);
    expect(rowOf(received("2026-03-16")).faults).toMatchObject([
      { code: "invalid_date", letter: "D", header: "application_received_date", value: "2026-03-16" },
    ]);
  });
});

describe("credentialing that cannot be requested", () => {
  test.each<[string, Line, object, RegExp]>([
    [
      "is by a platform that nobody knows",
      { ...verifiableLine, credentialing: "verifable" },
      { code: "invalid_choice", letter: "B", header: "credentialing", value: "verifable" },
      /Did you mean verifiable\?/,
    ],
    [
      "is of a type that nobody knows",
      { ...verifiableLine, credentialing_type: "Renewal" },
      { code: "invalid_choice", letter: "D", header: "credentialing_type", value: "Renewal" },
      /Initial, ReCredentialing, OffCycle/,
    ],
    [
      "has a priority that nobody knows",
      { ...verifiableLine, credentialing_priority: "asap" },
      { code: "invalid_choice", letter: "D", header: "credentialing_priority", value: "asap" },
      /Low, Medium, High, Urgent/,
    ],
    [
      "does not say who works it",
      { ...verifiableLine, is_self_managed: "" },
      { code: "missing_value", letter: "C", header: "is_self_managed", value: "" },
      /yes when your own team/,
    ],
    [
      "does not say for sure who works it",
      { ...verifiableLine, is_self_managed: "partly" },
      { code: "invalid_boolean", letter: "C", header: "is_self_managed", value: "partly" },
      /yes or no/,
    ],
    [
      "is of a facility without its specialties",
      { ...facilityLine, facility_specialties: " ; " },
      { code: "missing_value", letter: "D", header: "facility_specialties", value: ";" },
      /taxonomy codes/,
    ],
    [
      "names a provider and a specialty of a facility",
      { ...facilityLine, facility_specialties: "261QU0200X", npi },
      { code: "ambiguous_subject" },
      /separate rows/,
    ],
    [
      "names a facility and a person without an NPI",
      { ...facilityLine, facility_specialties: "261QU0200X", last_name: "Okafor" },
      { code: "ambiguous_subject" },
      /fill in npi;/,
    ],
    [
      "names nobody that Verifiable can look for",
      {
        email: "a@example.test",
        first_name: "Amara",
        last_name: "Okafor",
        credentialing: "verifiable",
        is_self_managed: "y",
      },
      { code: "no_identity" },
      /verifiable_provider_id or npi/,
    ],
    [
      "names nobody that Medallion can look for",
      { facility_name: "Riverside", credentialing: "medallion" },
      { code: "no_identity" },
      /provider_id, email, npi/,
    ],
  ])("%s", (_what, line, fault, remedy) => {
    const { specs, faults } = rowOf(line, { row: 8 });

    expect(specs).toEqual([]);
    const problem: unknown = expect.any(String);
    expect(faults).toEqual([{ row: 8, ...fault, problem, remedy: expect.stringMatching(remedy) }]);
  });
});
