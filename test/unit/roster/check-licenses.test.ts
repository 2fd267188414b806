import { describe, expect, test } from "vitest";
import { durationTypes } from "../../../src/platforms/medallion/certificates.ts";
import type { LicenseSpec } from "../../../src/platforms/medallion/license-kind.ts";
import { licenseLine, npi, rowOf, type Line } from "../builders/rows.ts";

const asked = (line: Line): readonly unknown[] => rowOf(line).specs.map(({ spec }) => spec);

describe("the licenses that a row asks for", () => {
  test("are one for each state and kind, in the order of the kinds", () => {
    const line = {
      npi,
      certificate_type: "NP",
      license_states: "Texas; CA",
      dea_states: "TX",
      csr_states: "AS",
      rn_states: "TX",
      prescriptive_authority_states: "TX",
      autonomous_registration_states: "CO",
      prescriptive_authority_checkbox_selected_states: "MP",
      is_medallion_owned: "no",
    };

    const { specs, faults, warnings } = rowOf(line);

    expect([faults, warnings]).toEqual([[], []]);
    expect(specs.map(({ spec, label }) => [(spec as LicenseSpec).field, label])).toEqual([
      ["license_states", "TX license"],
      ["license_states", "CA license"],
      ["dea_states", "TX dea"],
      ["csr_states", "AS csr"],
      ["rn_states", "TX rn"],
      ["prescriptive_authority_states", "TX prescriptive_authority"],
      ["autonomous_registration_states", "CO autonomous_registration"],
      ["prescriptive_authority_checkbox_selected_states", "MP prescriptive_authority_checkbox_selected"],
    ]);
  });

  test("carry what the row says and leave out what it does not", () => {
    expect(asked(licenseLine)).toEqual([
      {
        kind: "medallion.license",
        field: "license_states",
        state: "CA",
        certificateType: "MD",
        medallionOwned: true,
      },
    ]);
    const options = {
      duration_type: "Temporary",
      request_via_imlc: "y",
      request_supporting_nlc: "0",
      license_created: "3/1/2026",
    };
    expect(asked({ ...licenseLine, ...options })).toMatchObject([
      { durationType: "temporary", viaImlc: true, supportingNlc: false, created: "2026-03-01" },
    ]);
  });

  test("are none when no state is named, whatever else is filled in", () => {
    const { specs, faults } = rowOf({
      npi,
      certificate_type: "",
      license_states: "",
      is_medallion_owned: "",
    });

    expect([specs, faults]).toEqual([[], []]);
  });

  test.each(durationTypes)("last as %s says", (duration) => {
    expect(asked({ ...licenseLine, duration_type: duration.toUpperCase() })).toMatchObject([
      { durationType: duration },
    ]);
  });
});

describe("who works a license", () => {
  test("is what the row says, before what the configuration says", () => {
    const ownedBy = (cell: string, configured: boolean | undefined): readonly unknown[] =>
      rowOf(
        { ...licenseLine, is_medallion_owned: cell },
        { defaults: { defaults: { is_medallion_owned: configured } } },
      ).specs.map(({ spec }) => "medallionOwned" in spec && spec.medallionOwned);

    expect(ownedBy("yes", false)).toEqual([true]);
    expect(ownedBy("no", true)).toEqual([false]);
    expect(ownedBy("", false)).toEqual([false]);
    expect(ownedBy("", true)).toEqual([true]);
  });

  test("is never guessed, not even when the cell cannot be read and the configuration knows", () => {
    const unsaid = rowOf({ ...licenseLine, is_medallion_owned: "" });
    const unread = rowOf(
      { ...licenseLine, is_medallion_owned: "perhaps" },
      { defaults: { defaults: { is_medallion_owned: true } } },
    );

    expect(unsaid.specs).toEqual([]);
    expect(unsaid.faults).toMatchObject([
      {
        code: "missing_value",
        letter: "D",
        header: "is_medallion_owned",
        remedy: expect.stringContaining("config file"),
      },
    ]);
    expect(unread.specs).toEqual([]);
    expect(unread.faults).toMatchObject([{ code: "invalid_boolean", value: "perhaps" }]);
  });
});

describe("a license that cannot be requested", () => {
  test.each<[string, Line, object, RegExp]>([
    [
      "has no certificate type",
      { certificate_type: " " },
      { code: "missing_value", letter: "B", header: "certificate_type", value: "" },
      /MD or NP/,
    ],
    [
      "has a duration that is none",
      { duration_type: "temporry" },
      { code: "invalid_choice", letter: "E", header: "duration_type", value: "temporry" },
      /permanent, training.*multistate.*Did you mean temporary\?/,
    ],
    [
      "has a state that is none",
      { license_states: "CA; Cali" },
      { code: "unknown_state", letter: "C", header: "license_states", value: "Cali" },
      /two-letter code/,
    ],
    [
      "has a state that licenses are not requested in",
      { license_states: "NA!" },
      { code: "state_not_taken", letter: "C", header: "license_states", value: "NA!" },
      /from the list/,
    ],
    [
      "has a day that does not exist",
      { license_created: "2026-02-30" },
      { code: "invalid_date", letter: "E", header: "license_created", value: "2026-02-30" },
      /YYYY-MM-DD/,
    ],
    [
      "has an option that is neither yes nor no",
      { request_via_imlc: "perhaps" },
      { code: "invalid_boolean", letter: "E", header: "request_via_imlc", value: "perhaps" },
      /yes or no/,
    ],
  ])("%s", (_what, change, fault, remedy) => {
    const { specs, faults } = rowOf({ ...licenseLine, ...change }, { row: 17 });

    expect(specs).toEqual([]);
    const problem: unknown = expect.any(String);
    expect(faults).toEqual([{ row: 17, ...fault, problem, remedy: expect.stringMatching(remedy) }]);
  });

  test("names nobody", () => {
    const { faults } = rowOf({ ...licenseLine, npi: "", first_name: "Amara" });

    expect(faults).toMatchObject([
      { code: "no_identity", remedy: expect.stringMatching(/provider_id, email, npi/) },
    ]);
  });

  test("has no column for its certificate type", () => {
    const { faults } = rowOf({ npi, license_states: "CA", is_medallion_owned: "yes" });

    expect(faults).toMatchObject([
      { code: "missing_value", header: undefined, problem: expect.stringContaining("certificate_type") },
    ]);
  });
});
