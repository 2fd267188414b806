import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { booleanOf, choiceOf, dateOf, isUuid, statesOf, uuidOf } from "../../../src/cells/values.ts";
import { prop } from "../builders/properties.ts";
import { cellsOf, uuid } from "../builders/rows.ts";

describe("a yes or no", () => {
  test.each([
    ...["yes", "true", "y", "1", "x", "YES", "True", "Y", "X", " yes ", "\u00A0x"].map(
      (text) => [text, true] as const,
    ),
    ...["no", "false", "n", "0", "NO", "False", "N", " no "].map((text) => [text, false] as const),
  ])("written %j is %s", (text, value) => {
    const cells = cellsOf({ request_via_imlc: text });

    expect(booleanOf(cells, "request_via_imlc")).toBe(value);
    expect(cells.faults).toEqual([]);
  });

  test("is undefined in a blank cell, without a fault", () => {
    const cells = cellsOf({ request_via_imlc: "  " });

    expect(booleanOf(cells, "request_via_imlc")).toBeUndefined();
    expect(cells.faults).toEqual([]);
  });

  test.each(["maybe", "2", "yess", "-1", "ja", "✓", "yes no"])("is not guessed from %j", (text) => {
    const cells = cellsOf({ npi: "", "Request via IMLC": text }, 7);

    expect(booleanOf(cells, "request_via_imlc")).toBeUndefined();
    expect(cells.faults).toMatchObject([
      {
        row: 7,
        letter: "B",
        header: "Request via IMLC",
        value: text,
        code: "invalid_boolean",
        remedy: expect.stringContaining("yes or no"),
      },
    ]);
  });
});

describe("a word of a list", () => {
  const words = ["Initial", "ReCredentialing", "OffCycle"] as const;

  test.each([
    ["Initial", "Initial"],
    ["initial", "Initial"],
    ["recredentialing", "ReCredentialing"],
    ["Re-Credentialing", "ReCredentialing"],
    ["off cycle", "OffCycle"],
    ["OFF_CYCLE", "OffCycle"],
  ])("written %j is %s", (text, word) => {
    expect(choiceOf(cellsOf({ credentialing_type: text }), "credentialing_type", words)).toBe(word);
  });

  test("is refused with all the words, and the one that was probably meant", () => {
    const cells = cellsOf({ credentialing_type: "Inital" });

    expect(choiceOf(cells, "credentialing_type", words)).toBeUndefined();
    expect(cells.faults).toMatchObject([
      {
        code: "invalid_choice",
        value: "Inital",
        remedy: "Use one of Initial, ReCredentialing, OffCycle. Did you mean Initial?",
      },
    ]);
  });
});

describe("the states of a list", () => {
  test("come as codes, each once, in the roster's order", () => {
    const cells = cellsOf({ license_states: "tx; California, CA|New York\nTexas" });

    expect(statesOf(cells, "license_states", "license")).toEqual(["TX", "CA", "NY"]);
    expect(cells.faults).toEqual([]);
  });

  test.each([
    "D.C.",
    "d.c",
    "D. C.",
    "Washington D.C.",
    "Washington, D.C.",
    "washington,dc",
    "Washington, D. C.",
  ])("are the capital alone where a cell says %j", (text) => {
    const cells = cellsOf({ license_states: text });

    expect(statesOf(cells, "license_states", "license")).toEqual(["DC"]);
    expect(cells.faults).toEqual([]);
  });

  test.each(["CA, Washington, D.C.", "CA; washington,DC"])("are not guessed from %j", (text) => {
    const cells = cellsOf({ license_states: text });

    expect(statesOf(cells, "license_states", "license")).toEqual([]);
    expect(cells.faults).toMatchObject([
      { code: "unknown_state", letter: "A", remedy: "Write DC for the capital, or WA; DC for both." },
    ]);
  });

  test.each([
    ["CA/NY", "CA; NY"],
    ["CA / NY / TX", "CA; NY; TX"],
    ["CA & NY", "CA; NY"],
    ["California and New York", "CA; NY"],
    ["ca AND ny", "CA; NY"],
    ["CA+NY", "CA; NY"],
    ["CA NY", "CA; NY"],
    ["CA-NY", "CA; NY"],
    ["New York - D.C.", "NY; DC"],
  ])("that are separated by another sign are named as such: %s", (text, remedy) => {
    const cells = cellsOf({ license_states: text });

    expect(statesOf(cells, "license_states", "license")).toEqual([]);
    expect(cells.faults).toMatchObject([
      {
        code: "unknown_state",
        value: text,
        problem: "names several states, but the items of a list are separated by ;",
        remedy: `Write ${remedy}.`,
      },
    ]);
  });

  test.each(["Rhode Island and Providence", "CA/Ontario", "Maryland Heights", "/", "and"])(
    "are not seen where one of several is none: %s",
    (text) => {
      const cells = cellsOf({ license_states: text });

      expect(statesOf(cells, "license_states", "license")).toEqual([]);
      expect(cells.faults).toMatchObject([{ code: "unknown_state", problem: "is not a state" }]);
    },
  );

  test.each(["“CA”", "Mar-05", "1.5E+03"])("that the spreadsheet damaged are named so: %s", (text) => {
    const cells = cellsOf({ license_states: text });

    expect(statesOf(cells, "license_states", "license")).toEqual([]);
    expect(cells.faults).toMatchObject([{ code: "spreadsheet_damage", letter: "A", value: text }]);
  });

  test("are all checked, each wrong one named by itself", () => {
    const cells = cellsOf({ npi: "", "DEA states": "CA; Ontario; ZZ; NA!" }, 9);

    expect(statesOf(cells, "dea_states", "license")).toEqual(["CA"]);
    expect(
      cells.faults.map(({ row, letter, header, value, code }) => [row, letter, header, value, code]),
    ).toEqual([
      [9, "B", "DEA states", "Ontario", "unknown_state"],
      [9, "B", "DEA states", "ZZ", "unknown_state"],
      [9, "B", "DEA states", "NA!", "state_not_taken"],
    ]);
  });

  test.each([
    ["license_states", "license", "MP; AS", "NA!"],
    ["payer_states", "enrollment", "NA!; GU", "MP"],
  ] as const)("of %s differ by what they are for", (column, use, taken, notTaken) => {
    const cells = cellsOf({ [column]: `${taken}; ${notTaken}` });

    expect(statesOf(cells, column, use)).toEqual(taken.replace("!", "").split("; "));
    expect(cells.faults).toMatchObject([{ code: "state_not_taken", value: notTaken }]);
  });
});

describe("a day", () => {
  test.each([
    ["2026-03-31", "2026-03-31"],
    ["2026-3-1", "2026-03-01"],
    ["3/31/2026", "2026-03-31"],
    ["03/01/2026", "2026-03-01"],
    ["2024-02-29", "2024-02-29"],
    [" 2026-01-05 ", "2026-01-05"],
    ["2026-01-05 00:00:00", "2026-01-05"],
    ["2026-01-05T00:00:00", "2026-01-05"],
    ["2026-01-05 00:00:00.000000", "2026-01-05"],
    ["2026-01-05T00:00:00.000Z", "2026-01-05"],
    ["2026-01-05 00:00:00+00:00", "2026-01-05"],
    ["1/5/2026 0:00", "2026-01-05"],
    ["1/5/2026 12:00:00 AM", "2026-01-05"],
  ])("written %j is %s", (text, day) => {
    const cells = cellsOf({ license_created: text });

    expect(dateOf(cells, "license_created")).toBe(day);
    expect(cells.faults).toEqual([]);
  });

  test.each([
    "2026-02-29",
    "2026-02-31",
    "2026-13-01",
    "13/01/2026",
    "0/1/2026",
    "1/5/0026",
    "0026-01-05",
    "2026",
    "20260331",
    "31.3.2026",
    "2026-01-05 noon",
    "2026-01-05 1",
    "yesterday",
  ])("is not recognized in %j", (text) => {
    const cells = cellsOf({ license_created: text });

    expect(dateOf(cells, "license_created")).toBeUndefined();
    expect(cells.faults).toMatchObject([
      {
        code: "invalid_date",
        letter: "A",
        header: "license_created",
        value: text,
        remedy: expect.stringContaining("YYYY-MM-DD"),
      },
    ]);
  });

  prop([fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })])(
    "is the same day in both spellings",
    (date) => {
      const iso = date.toISOString().slice(0, 10);
      const american = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
      expect(dateOf(cellsOf({ license_created: american }), "license_created")).toBe(iso);
      expect(dateOf(cellsOf({ license_created: iso }), "license_created")).toBe(iso);
    },
  );
});

describe("an id of a platform", () => {
  test("is taken in any letter case and kept in lower case", () => {
    const cells = cellsOf({ payer_entity: " 0000ABCD-00ef-4000-8000-00000000000A " });

    expect(uuidOf(cells, "payer_entity")).toBe("0000abcd-00ef-4000-8000-00000000000a");
  });

  test.each([
    "12345",
    uuid(1).slice(0, -1),
    `${uuid(1)}0`,
    uuid(1).replaceAll("-", ""),
    `{${uuid(1)}}`,
    `g${uuid(1).slice(1)}`,
  ])("is not recognized in %j", (text) => {
    const cells = cellsOf({ payer_entity: text });

    expect(isUuid(text)).toBe(false);
    expect(uuidOf(cells, "payer_entity")).toBeUndefined();
    expect(cells.faults).toMatchObject([
      { code: "invalid_uuid", value: text, remedy: expect.stringContaining("8-4-4-4-12") },
    ]);
  });
});
