import { describe, expect, test } from "vitest";
import { faultSentence } from "../../../src/faults/problem.ts";
import { placeColumns } from "../../../src/roster/headers.ts";
import { nearMisses } from "../../../src/roster/reading.ts";

const misses = (headers: readonly string[]): readonly string[] =>
  nearMisses(placeColumns(headers, new Map()), 1).map(faultSentence);

describe("a header that means nothing", () => {
  test.each([
    ["Licence States", "license_states"],
    ["certifcate type", "certificate_type"],
    ["Payer sates", "payer_states"],
    ["e-mial", "email"],
    ["License State(s)", "license_states"],
    ["Payer State(s)", "payer_states"],
  ])("but is almost a roster-sync column is pointed out: %s", (header, column) => {
    expect(misses(["npi", header])).toEqual([
      `${header} (B1) is not recognized. Did you mean ${column}? Rename it, or use --map "${header}=${column}"; otherwise it is copied through unchanged.`,
    ]);
  });

  test.each([
    "Manager",
    "Internal notes",
    "Status",
    "Name",
    "Phone",
    "State of mind",
    "",
    "Group",
    "Start date",
    "License State",
    "Licensed States",
    "State License No.",
    "Group TIN",
    "New States",
    "PO_Provider_ID",
    "Degree",
  ])("and resembles no roster-sync column is the user's own column: %j", (header) => {
    expect(misses(["npi", header])).toEqual([]);
  });

  test("is not a misspelling of a column that is there", () => {
    expect(misses(["npi", "license_states", "Licence States"])).toEqual([]);
  });
});
