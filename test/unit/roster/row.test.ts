import { describe, expect, test } from "vitest";
import { licenseFields, licenseWord } from "../../../src/cells/states.ts";
import { labelOf, workOf } from "../../../src/platforms/catalog.ts";
import { readRow } from "../../../src/roster/row.ts";
import {
  everyWork,
  licenseLine,
  noDefaults,
  npi,
  placesOf,
  rowOf,
  uuid,
  type Line,
} from "../builders/rows.ts";

const mixedLine: Line = {
  npi,
  certificate_type: "MD",
  license_states: "CA",
  dea_states: "NY",
  payer_name: "Aetna",
  payer_states: "TX; FL",
  credentialing: "medallion",
  is_medallion_owned: "yes",
};

describe("a row", () => {
  test("may ask for any number of things", () => {
    const { specs, faults } = rowOf(mixedLine);

    expect(faults).toEqual([]);
    expect(specs.map(({ spec, label }) => [spec.kind, label])).toEqual([
      ["medallion.license", "CA license"],
      ["medallion.license", "NY dea"],
      ["medallion.enrollment", "TX"],
      ["medallion.enrollment", "FL"],
      ["medallion.credentialing", "credentialing"],
    ]);
  });

  test.each([
    ["licenses", ["CA license", "NY dea"]],
    ["enrollments", ["TX", "FL"]],
    ["credentialing", ["credentialing"]],
    ["caqh", []],
  ] as const)("asks for %s alone where --only says so", (work, labels) => {
    expect(rowOf(mixedLine, { only: new Set([work]) }).specs.map(({ label }) => label)).toEqual(labels);
  });

  test("requests nothing at all when one thing in it is wrong", () => {
    const { specs, faults } = rowOf({ ...mixedLine, payer_states: "TX; ZZ" });

    expect(specs).toEqual([]);
    expect(faults).toMatchObject([{ code: "unknown_state", letter: "F", value: "ZZ" }]);
  });

  test("tells everything that is wrong with it at once", () => {
    const { faults } = rowOf({
      npi: "1234567890",
      email: "amara",
      license_states: "ZZ",
      certificate_type: "",
      is_medallion_owned: "",
      payer_states: "YY",
      payer_name: "",
      payer_id: "#N/A",
      credentialing: "somebody",
    });

    expect(faults.map(({ header, code }) => [header, code])).toEqual([
      ["payer_id", "spreadsheet_error"],
      ["npi", "invalid_npi"],
      ["email", "invalid_email"],
      ["license_states", "unknown_state"],
      ["certificate_type", "missing_value"],
      ["is_medallion_owned", "missing_value"],
      ["payer_states", "unknown_state"],
      ["payer_name", "missing_value"],
      ["credentialing", "invalid_choice"],
    ]);
  });

  test.each([[["", "", "", ""]], [[" ", "\u00A0", "", "\t"]], [[""]], [[]]])(
    "has no problem and requests nothing when it is blank: %j",
    (cells) => {
      const places = placesOf(["npi", "certificate_type", "license_states", "is_medallion_owned"]);

      const row = readRow(places, cells, 3, noDefaults, everyWork);

      expect(row).toMatchObject({ row: 3, identity: {}, specs: [], faults: [], warnings: [] });
    },
  );

  test.each([
    [["1234567893"]],
    [["1234567893", ""]],
    [["1234567893", "", ""]],
    [["1234567893", "", "", "", ""]],
    [["1234567893", "", "", " ", "\u00A0", "\u200B"]],
  ])("that is short or long in blank cells only is complete: %j", (cells) => {
    const places = placesOf(["npi", "license_states", "certificate_type"]);

    const { identity, faults } = readRow(places, cells, 6, noDefaults, everyWork);

    expect(identity).toEqual({ npi: "1234567893" });
    expect(faults).toEqual([]);
  });

  test.each([
    [["1234567893", "CA", "MD", "yes"], "has 4 cells where the header has 3", /not quoted/],
    [["1234567893", "CA", "MD", "", "yes", ""], "has 5 cells where the header has 3", /not quoted/],
  ])("that has filled cells without a header is a fault of its own: %j", (cells, problem, remedy) => {
    const places = placesOf(["npi", "license_states", "certificate_type"]);

    const { specs, faults, identity } = readRow(places, cells, 6, noDefaults, everyWork);

    expect([specs, identity]).toEqual([[], {}]);
    expect(faults).toEqual([{ row: 6, code: "ragged_row", problem, remedy: expect.stringMatching(remedy) }]);
  });

  test.each([
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#n/a",
    " #REF! ",
    "#ERROR!",
    "#BUSY!",
    "Err:502",
    "######",
  ])("with the spreadsheet error %s in a roster-sync cell names the cell", (error) => {
    const { specs, faults } = rowOf({ Manager: "#N/A", ...licenseLine, license_states: error });

    expect(specs).toEqual([]);
    expect(faults).toMatchObject([
      {
        code: "spreadsheet_error",
        letter: "D",
        header: "license_states",
        value: error.trim(),
        remedy: expect.stringContaining("formula"),
      },
    ]);
  });

  test("may hold anything in cells that are the user's own", () => {
    expect(rowOf({ ...licenseLine, Notes: "#N/A", Formula: "=1+1" }).faults).toEqual([]);
  });
});

describe("a row of an earlier results file", () => {
  test("knows the ids and statuses of its requests by their labels", () => {
    const { specs, previousResult } = rowOf({
      ...mixedLine,
      sync_result: "exists",
      license_request_ids: `CA license=${uuid(1)}; NY dea=${uuid(2)}`,
      license_request_statuses: "NY dea=requested; CA license=intake",
      enrollment_request_ids: `FL=${uuid(3)}`,
      enrollment_statuses: "FL=active",
      credentialing_request_id: uuid(4),
      credentialing_request_status: "closed",
    });

    expect(previousResult).toBe("exists");
    expect(specs.map(({ label, previousId, previousStatus }) => [label, previousId, previousStatus])).toEqual(
      [
        ["CA license", uuid(1), "intake"],
        ["NY dea", uuid(2), "requested"],
        ["TX", undefined, undefined],
        ["FL", uuid(3), "active"],
        ["credentialing", uuid(4), "closed"],
      ],
    );
  });

  test("knows a bare id when it asks for one thing of the kind", () => {
    const line = { ...licenseLine, license_request_ids: uuid(1), license_request_statuses: "'-odd" };

    expect(rowOf(line).specs).toMatchObject([{ previousId: uuid(1), previousStatus: "-odd" }]);
  });

  test("does not know which request a bare id belongs to when it asks for several", () => {
    const line = { ...licenseLine, license_states: "CA; NY", license_request_ids: uuid(1) };

    expect(rowOf(line).specs.map(({ previousId }) => previousId)).toEqual([undefined, undefined]);
  });

  test("is a fresh row where the result is blank", () => {
    expect(rowOf({ ...licenseLine, sync_result: " " }).previousResult).toBeUndefined();
    expect(rowOf(licenseLine).previousResult).toBeUndefined();
  });
});

describe("the label of a request", () => {
  test("names state and kind, one word for each of the seven kinds", () => {
    expect(licenseFields.map(licenseWord)).toEqual([
      "license",
      "dea",
      "csr",
      "rn",
      "prescriptive_authority",
      "autonomous_registration",
      "prescriptive_authority_checkbox_selected",
    ]);
    expect(labelOf({ kind: "medallion.credentialing" })).toBe("credentialing");
  });

  test.each([
    ["medallion.license", "licenses"],
    ["medallion.enrollment", "enrollments"],
    ["medallion.credentialing", "credentialing"],
    ["verifiable.credentialing", "credentialing"],
  ] as const)("of %s belongs to %s", (kind, work) => {
    expect(workOf(kind)).toBe(work);
  });
});
