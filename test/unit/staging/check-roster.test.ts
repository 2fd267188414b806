import { describe, expect, test } from "vitest";
import type { SourceRow } from "../../../src/roster/source.ts";
import { checkRoster, type CheckedRoster } from "../../../src/staging/check-roster.ts";
import {
  enrollmentLine,
  everyWork,
  licenseLine,
  noDefaults,
  npi,
  placesOf,
  uuid,
  verifiableLine,
  type Line,
} from "../builders/rows.ts";

/** Checks rows with one header that holds all their columns. */
async function check(lines: readonly Line[], only = everyWork): Promise<CheckedRoster> {
  const headers = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  async function* rows(): AsyncGenerator<SourceRow> {
    for (const [index, line] of lines.entries()) {
      yield { row: index + 2, cells: headers.map((header) => line[header] ?? "") };
    }
  }
  return checkRoster(rows(), placesOf(headers), noDefaults, only);
}

const contradictions = ({ faults }: CheckedRoster): readonly number[] =>
  faults.flatMap(({ code, row }) => (code === "contradiction" ? [row] : []));

const email = "amara.okafor@example.test";

describe("rows that ask for the same request in different ways", () => {
  test.each<[string, Line, Line]>([
    ["who works a license", licenseLine, { is_medallion_owned: "no" }],
    ["by IMLC or not", { ...licenseLine, request_via_imlc: "yes" }, { request_via_imlc: "no" }],
    ["with NLC or without", { ...licenseLine, request_supporting_nlc: "y" }, { request_supporting_nlc: "" }],
    [
      "when a license was asked for",
      { ...licenseLine, license_created: "2026-01-01" },
      { license_created: "" },
    ],
    ["who works an enrollment", enrollmentLine, { is_medallion_owned: "yes" }],
    ["with which practices", { ...enrollmentLine, practices: "A; B" }, { practices: "A" }],
    ["by which group", { ...enrollmentLine, par_group: "Northside" }, { par_group: "Southside" }],
    ["who credentials at Verifiable", verifiableLine, { is_self_managed: "yes" }],
    [
      "how urgently",
      { ...verifiableLine, credentialing_priority: "Low" },
      { credentialing_priority: "High" },
    ],
    [
      "since when",
      { ...verifiableLine, application_received_date: "2026-01-02" },
      { application_received_date: "" },
    ],
  ])("all fail, each naming the other: %s", async (_what, line, change) => {
    const checked = await check([line, { npi: "", Notes: "nothing" }, { ...line, ...change }]);

    expect(contradictions(checked)).toEqual([2, 4]);
    expect(checked.faults).toHaveLength(2);
    expect(checked.faults[0]).toMatchObject({
      row: 2,
      problem: expect.stringMatching(/row 4\b/),
      remedy: "Make the rows agree.",
    });
    expect(checked.faults[1]?.problem).toMatch(/row 2\b/);
  });

  test("name five others at most", async () => {
    const lines = Array.from({ length: 9 }, (_, index) => ({
      ...licenseLine,
      is_medallion_owned: index === 0 ? "no" : "yes",
    }));

    const checked = await check(lines);

    expect(contradictions(checked)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(checked.faults[0]?.problem).toContain("row 3, 4, 5, 6, 7, …");
  });

  test("are distinguished from each other by everything that makes a request", async () => {
    const lines: readonly Line[] = [
      licenseLine,
      { ...licenseLine, license_states: "NY", is_medallion_owned: "no" },
      { ...licenseLine, license_states: "", dea_states: "CA", is_medallion_owned: "no" },
      { ...licenseLine, certificate_type: "DO", is_medallion_owned: "no" },
      { ...licenseLine, duration_type: "temporary", is_medallion_owned: "no" },
      { ...licenseLine, npi: "2450079191", is_medallion_owned: "no" },
      { ...enrollmentLine, is_medallion_owned: "yes" },
      { ...enrollmentLine, payer_states: "FL" },
      { ...enrollmentLine, payer_name: "Cigna", is_medallion_owned: "yes" },
      { ...enrollmentLine, lines_of_business: "Commercial" },
      verifiableLine,
      { ...verifiableLine, credentialing_type: "ReCredentialing", is_self_managed: "yes" },
    ];

    expect((await check(lines)).faults).toEqual([]);
  });
});

describe("rows that ask for the same request in the same way", () => {
  test.each<[string, Line, Line]>([
    ["word for word", licenseLine, {}],
    ["a state by code and by name", licenseLine, { license_states: "california" }],
    ["yes in two spellings", licenseLine, { is_medallion_owned: "1" }],
    ["a duration said and left out", licenseLine, { duration_type: "permanent" }],
    ["an option said and left out", licenseLine, { request_via_imlc: "no", request_supporting_nlc: "0" }],
    ["an email address in two spellings", { ...licenseLine, npi: "", email }, { email: email.toUpperCase() }],
    ["a payer in two spellings", enrollmentLine, { payer_name: "AETNA " }],
    ["lists in another order", { ...enrollmentLine, practices: "A; B" }, { practices: "b, a" }],
    [
      "specialties in another order",
      {
        facility_name: "R",
        facility_specialties: "A1; b2",
        credentialing: "verifiable",
        is_self_managed: "no",
        credentialing_priority: "",
      },
      { facility_specialties: "B2, a1", credentialing_priority: "medium" },
    ],
    [
      "a type said and left out",
      verifiableLine,
      { credentialing_type: "Initial", credentialing_priority: "medium" },
    ],
  ])("agree: %s", async (_what, line, change) => {
    expect((await check([line, { ...line, ...change }])).faults).toEqual([]);
  });
});

describe("checking a roster", () => {
  test("counts all rows and tells faults and warnings of all of them", async () => {
    const { rows, faults, warnings } = await check([
      licenseLine,
      { npi, license_states: "" },
      { ...licenseLine, npi: "1234567890" },
      { ...licenseLine, certificate_type: "XYZZY" },
      { ...enrollmentLine, payer_states: "AS", payer_entity: uuid(1).slice(2) },
    ]);

    expect(rows).toBe(5);
    expect(faults.map(({ row, code }) => [row, code])).toEqual([
      [4, "invalid_npi"],
      [6, "state_not_taken"],
      [6, "invalid_uuid"],
    ]);
    expect(warnings.map(({ row, code }) => [row, code])).toEqual([[5, "unknown_certificate_type"]]);
  });

  test("needs no platform to be configured", async () => {
    const line = { ...licenseLine, ...enrollmentLine, credentialing: "medallion" };

    expect((await check([line, verifiableLine])).faults).toEqual([]);
  });

  test("leaves out what --only leaves out", async () => {
    const line = { ...licenseLine, license_states: "ZZ" };

    expect((await check([line], new Set(["enrollments"]))).faults).toEqual([]);
    expect((await check([line], new Set(["licenses"]))).faults).toHaveLength(1);
  });

  test("finds nothing in a roster without rows", async () => {
    expect(await check([])).toMatchObject({ rows: 0, faults: [], warnings: [] });
  });
});
