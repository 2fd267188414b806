import { describe, expect, test } from "vitest";
import { npi, rowOf, uuid, type Line } from "../builders/rows.ts";

/** A row that asks for something in every column that damage can be in. */
const line: Line = {
  NPI: npi,
  "CAQH ID": "12345678",
  email: "amara.okafor@example.test",
  Medallion_ID: uuid(1),
  certificate_type: "MD",
  license_states: "CA",
  license_created: "2026-03-01",
  payer_name: "Aetna",
  payer_id: "60054",
  payer_states: "TX",
  is_medallion_owned: "yes",
};

describe("damage by a spreadsheet program is named by cell:", () => {
  test.each<[string, string, string, string]>([
    ["scientific notation", "NPI", "A", "1.23E+09"],
    ["scientific notation with a comma", "NPI", "A", "1,23457E+09"],
    ["scientific notation", "CAQH ID", "B", "1.23E+07"],
    ["scientific notation", "payer_id", "I", "6.0054E+14"],
    ["full-width digits", "NPI", "A", "１２３４５６７８９３"],
    ["curly quotation marks", "Medallion_ID", "D", `“${uuid(1)}”`],
    ["a day as a number", "license_created", "G", "46112"],
    ["a day as half a date", "license_created", "G", "Mar-05"],
    ["an id as a date", "payer_id", "I", "Mar-05"],
  ])("%s in %s", (_what, header, letter, value) => {
    const { specs, faults } = rowOf({ ...line, [header]: value }, { row: 31 });

    expect(specs).toEqual([]);
    const text: unknown = expect.stringMatching(/\w/);
    expect(faults).toEqual([
      { row: 31, letter, header, value, code: "spreadsheet_damage", problem: text, remedy: text },
    ]);
  });

  test("a lost zero in front of a CAQH id", () => {
    expect(rowOf({ ...line, "CAQH ID": "1234567" }).faults).toMatchObject([
      { code: "invalid_caqh_id", letter: "B", value: "1234567", problem: expect.stringContaining("zero") },
    ]);
  });

  test("an NPI that a repair cannot prove", () => {
    expect(rowOf({ ...line, NPI: "1234567890.0" }).faults).toMatchObject([
      { letter: "A", value: "1234567890.0" },
    ]);
  });
});

describe("damage is repaired where the repair is certain:", () => {
  test.each([
    ["blanks around a number", ` ${npi} `],
    ["non-breaking blanks", `\u00A0${npi}\u00A0`],
    ["signs that nobody sees", `\uFEFF12345\u200B67893`],
    ["blanks within a number", "123 456 7893"],
    ["a .0 behind a number whose check digit is right", `${npi}.0`],
  ])("%s", (_what, cell) => {
    const { identity, faults } = rowOf({ ...line, NPI: cell });

    expect(faults).toEqual([]);
    expect(identity.npi).toBe(npi);
  });

  test("and cells that are whole are left as they are", () => {
    expect(rowOf(line)).toMatchObject({
      faults: [],
      identity: {
        npi,
        caqh_provider_id: "12345678",
        email: "amara.okafor@example.test",
        provider_id: uuid(1),
      },
    });
  });
});
