import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { areaText, columnLetters, readArea } from "../../../src/workbook/sheet-head.ts";
import { prop } from "../builders/properties.ts";

describe("a column is named", () => {
  test.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [701, "ZZ"],
    [702, "AAA"],
    [16_383, "XFD"],
  ])("number %i as %s", (column, letters) => {
    expect(columnLetters(column)).toBe(letters);
  });
});

describe("an area", () => {
  prop([fc.nat(16_383), fc.integer({ min: 1, max: 1_048_576 }), fc.constantFrom("", "$")])(
    "is read as it was written",
    (column, row, mark) => {
      const area = { left: 0, top: 1, right: column, bottom: row };

      expect(readArea(areaText(area, mark))).toEqual(area);
    },
  );

  test("may be a single cell", () => {
    expect(readArea("$B$7")).toEqual({ left: 1, top: 7, right: 1, bottom: 7 });
  });

  test.each(["", "A", "7", "A1:B", "A1:B2:C3", "a1", "Sheet1!A1"])("is not %s", (text) => {
    expect(readArea(text)).toBeUndefined();
  });
});
