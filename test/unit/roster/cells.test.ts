import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trimmed } from "../../../src/text/plain-text.ts";
import { prop } from "../builders/properties.ts";
import { cellsOf } from "../builders/rows.ts";

describe("the list in a cell", () => {
  test.each([
    ["semicolons", "CA; NY;TX"],
    ["commas", "CA, NY,TX"],
    ["bars", "CA|NY | TX"],
    ["line feeds", "CA\nNY\nTX"],
    ["carriage returns", "CA\rNY\rTX"],
    ["Windows line breaks", "CA\r\nNY\r\nTX"],
    ["all of them mixed", "CA; NY,\r\nTX|"],
    ["blank items between", ";CA;;NY; ;TX,"],
    ["an item that is there twice", "CA;NY;CA;TX;NY"],
    ["unseen blanks around items", "\u00A0CA\u200B;\uFEFFNY;TX\u2060"],
  ])("is separated by %s", (_what, cell) => {
    expect(cellsOf({ license_states: cell }).list("license_states")).toEqual(["CA", "NY", "TX"]);
  });

  test.each(["", "  ", ";", ",;|", "\u00A0"])("is empty in %j", (cell) => {
    expect(cellsOf({ license_states: cell }).list("license_states")).toEqual([]);
  });

  test("keeps blanks within an item", () => {
    expect(cellsOf({ practices: "Lakeside Family Clinic; Harborview" }).list("practices")).toEqual([
      "Lakeside Family Clinic",
      "Harborview",
    ]);
  });

  const item = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
  const separator = fc.constantFrom(";", ",", "|", "\n", "\r\n", "\r", " ; ", ",\n");

  prop([fc.uniqueArray(item, { maxLength: 8 }), fc.array(separator, { minLength: 8, maxLength: 8 })])(
    "gives back any items, whatever separates them",
    (items, separators) => {
      const cell = items.map((text, index) => `${text}${separators[index] ?? ";"}`).join("");
      expect(cellsOf({ practices: cell }).list("practices")).toEqual(items);
    },
  );
});

describe("the text of a cell", () => {
  test.each([
    ["blanks and tabs", " \t npi \t "],
    ["non-breaking spaces", "\u00A0npi\u00A0"],
    ["zero-width spaces and joiners", "\u200Bnpi\u200C\u200D"],
    ["a word joiner and a byte-order mark", "\uFEFFnpi\u2060"],
    ["line breaks", "\r\nnpi\n"],
    ["marks of direction", "\u200E\u202Anpi\u202C\u200F"],
    ["isolates of direction", "\u2066npi\u2069\u061C"],
    ["soft hyphens", "\u00ADnpi\u00AD"],
    ["variation selectors", "npi\uFE0F"],
    ["blanks of any width", "\u2003\u3000npi\u2009"],
    ["fillers", "\u3164npi\u034F"],
  ])("comes without %s around it", (_what, cell) => {
    expect(trimmed(cell)).toBe("npi");
  });

  test("keeps what stands within it, blanks as plain ones and without signs that nobody sees", () => {
    expect(trimmed(" O'Brien  Jr. ")).toBe("O'Brien  Jr.");
    expect(trimmed("De\u00A0la\u202FCruz")).toBe("De la Cruz");
    expect(trimmed("12\u200B34\uFEFF56")).toBe("123456");
    expect(trimmed("p5@cli\u00ADnic.example")).toBe("p5@clinic.example");
    expect(trimmed("De\u2003la\u3000Cruz")).toBe("De la Cruz");
    expect(trimmed("Nguyễn Ōe José 李")).toBe("Nguyễn Ōe José 李");
  });

  test("is the empty string where there is no such column, or no such cell", () => {
    const cells = cellsOf({ npi: "1" });

    expect(cells.text("email")).toBe("");
    expect(cells.raw("email")).toBe("");
    expect(cells.list("practices")).toEqual([]);
  });

  test("is found in a column of any name, prototype's names included", () => {
    const cells = cellsOf({ constructor: "own", NPI: " 12 ", toString: "own too" });

    expect(cells.text("npi")).toBe("12");
    expect(cells.raw("npi")).toBe(" 12 ");
  });
});

describe("a fault of a cell", () => {
  test("says row, column letter, header and value", () => {
    const cells = cellsOf({ Manager: "D. Ruiz", "NPI Number": " 12 " }, 40);

    cells.fault("npi", "invalid_npi", "is not an NPI", "Copy it whole.");

    expect(cells.faults).toEqual([
      {
        row: 40,
        letter: "B",
        header: "NPI Number",
        value: "12",
        code: "invalid_npi",
        problem: "is not an NPI",
        remedy: "Copy it whole.",
      },
    ]);
  });

  test("says how to leave alone a column of another system that is named almost like a roster-sync column", () => {
    const wrong = (header: string): string => {
      const cells = cellsOf({ [header]: "M0012345" });
      cells.fault("provider_id", "invalid_uuid", "is not a platform id", "Copy it.");
      return cells.faults[0]?.remedy ?? "";
    };

    expect(wrong("Provider ID")).toBe(
      'Copy it. If this column is about something else, leave it alone with --map "Provider ID=".',
    );
    expect(wrong("provider_id")).toBe("Copy it.");
  });

  test("says which column is missing when the roster has none for it", () => {
    const cells = cellsOf({ npi: "" });

    cells.fault("certificate_type", "missing_value", "is blank, but a license needs one", "Write it.");

    expect(cells.faults).toMatchObject([
      {
        letter: undefined,
        header: undefined,
        value: "",
        // nothing is blank where there is no column
        problem: "is incomplete: the roster has no column certificate_type, and a license needs one",
      },
    ]);
  });

  test("is noted once, however many kinds of request meet it", () => {
    const cells = cellsOf({ is_medallion_owned: "perhaps" });

    for (const value of ["perhaps", "perhaps", "other"]) {
      cells.fault("is_medallion_owned", "invalid_boolean", "is neither", "Write yes or no.", value);
      cells.rowFault("no_identity", "names nobody", "Name somebody.");
    }

    expect(cells.faults.map(({ code, value }) => [code, value])).toEqual([
      ["invalid_boolean", "perhaps"],
      ["no_identity", undefined],
      ["invalid_boolean", "other"],
    ]);
  });

  test("is no warning, and a warning no fault", () => {
    const cells = cellsOf({ certificate_type: "XYZ" });

    cells.warn("certificate_type", "unknown_certificate_type", "is not known", "It is sent.");

    expect(cells.faults).toEqual([]);
    expect(cells.warnings).toMatchObject([{ letter: "A", value: "XYZ", code: "unknown_certificate_type" }]);
  });
});
