import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInFormat, plainFormat, readFormat, shownNumber } from "../../../src/workbook/number-format.ts";
import { prop } from "../builders/properties.ts";

const shown = (number: string, code: string, from1904 = false): string =>
  shownNumber(number, readFormat(code), from1904);

describe("a number is read in full, whatever its format makes of it:", () => {
  test.each([
    ["1234567893", "General", "1234567893"],
    ["1.234567893E9", "General", "1234567893"],
    ["1.2345678930000001E9", "General", "1234567893"],
    ["12345678901234567890", "General", "12345678901234567890"],
    ["123456789012345678", "0", "123456789012345678"],
    ["1E21", "0", "1000000000000000000000"],
    ["1.5E-7", "General", "0.00000015"],
    ["4.5599999999999996", "General", "4.56"],
    ["-0", "General", "0"],
    ["-12.50", "General", "-12.5"],
    ["1234567893", "0.00E+00", "1234567893"],
    ["1234567893", "#,##0", "1234567893"],
    ["1234.5", "#,##0.00", "1234.5"],
    ["1.2345", "0.00", "1.2345"],
    ["0.5", "0%", "0.5"],
    ["1234.5", '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', "1234.5"],
    ["5", ";;;", "5"],
    ["42", "@", "42"],
    ["not a number", "00000", "not a number"],
  ])("%s in the format %s", (number, code, text) => {
    expect(shown(number, code)).toBe(text);
  });
});

describe("leading zeros that only the format knows are read:", () => {
  test.each([
    ["1234", "00000", "01234"],
    ["42", "0000000000", "0000000042"],
    ["123456789012", "0000000000", "123456789012"],
    ["-42", "00000", "-00042"],
    ["0", "00000", "00000"],
    ["12345678", "000\\-00\\-0000", "012-34-5678"],
    ["1234", "[<=99999]00000;00000\\-0000", "01234"],
    ["12345678", "[<=99999]00000;00000\\-0000", "01234-5678"],
    ["100", "[>=100]0000;00000", "0100"],
    ["3", "[>5]000;0000", "0003"],
    ["3", "[<5]000;0000", "003"],
    ["7", "[=7]000;0000", "007"],
    ["8", "[<>8]000;0000", "0008"],
    ["42", '"MD-"00000', "MD-00042"],
    ["42", "[Red]00000", "00042"],
    ["5.5", "000.00", "005.50"],
    ["5.555", "000.00", "005.555"],
    ["7", "00;(00)", "07"],
    ["-7", "00;(00)", "(07)"],
    ["5551234567", "[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "5551234567"],
  ])("%s in the format %s", (number, code, text) => {
    expect(shown(number, code)).toBe(text);
  });
});

describe("a date is read as YYYY-MM-DD, whatever its format:", () => {
  test.each([
    ["45356", "m/d/yyyy", "2024-03-05"],
    ["45356", "mmm-yy", "2024-03-05"],
    ["45356", "[$-409]d\\-mmm\\-yy;@", "2024-03-05"],
    ["45356", 'yyyy"年"m"月"d"日"', "2024-03-05"],
    ["45356", "dddd", "2024-03-05"],
    ["45356.5", "yyyy-mm-dd", "2024-03-05 12:00:00"],
    ["45356.75", "m/d/yy h:mm AM/PM", "2024-03-05 18:00:00"],
    ["45356.999999999", "yyyy-mm-dd", "2024-03-06"],
    ["1", "yyyy-mm-dd", "1900-01-01"],
    ["59", "yyyy-mm-dd", "1900-02-28"],
    ["60", "yyyy-mm-dd", "1900-02-29"],
    ["61", "yyyy-mm-dd", "1900-03-01"],
    ["2958465", "yyyy-mm-dd", "9999-12-31"],
    ["0.5", "h:mm", "12:00:00"],
    ["0.75", "h:mm AM/PM", "18:00:00"],
    ["1.5", "[h]:mm:ss", "36:00:00"],
  ])("%s in the format %s", (number, code, text) => {
    expect(shown(number, code)).toBe(text);
  });

  test("also in a workbook that counts from 1904", () => {
    expect(shown("43894", "m/d/yyyy", true)).toBe("2024-03-05");
    expect(shown("0", "m/d/yyyy", true)).toBe("1904-01-01");
  });

  test("unless there is no such date, and then as the number that it is", () => {
    expect(shown("-1", "yyyy-mm-dd")).toBe("-1");
    expect(shown("2958466", "yyyy-mm-dd")).toBe("2958466");
  });

  test.each([14, 15, 16, 17, 22, 27, 36, 50, 57])("by the built-in format %i", (id) => {
    expect(shownNumber("45356", builtInFormat(id), false)).toBe("2024-03-05");
  });

  test.each([
    [18, "12:00:00"],
    [21, "12:00:00"],
    [45, "12:00:00"],
    [46, "12:00:00"],
    [0, "0.5"],
    [2, "0.5"],
    [49, "0.5"],
  ])("or time of day by the built-in format %i", (id, text) => {
    expect(shownNumber("0.5", builtInFormat(id), false)).toBe(text);
  });
});

prop([fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })])(
  "a whole number of any length is read digit by digit",
  (number) => {
    expect(shownNumber(String(number), plainFormat, false)).toBe(String(number));
  },
);

prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
  "any number is read without an exponent, and is the same to fifteen digits",
  (number) => {
    const text = shownNumber(String(number), plainFormat, false);

    expect(text).toMatch(/^-?\d+(\.\d+)?$/);
    expect(Number(text).toPrecision(15)).toBe((number === 0 ? 0 : number).toPrecision(15));
  },
);

prop([fc.string(), fc.double(), fc.boolean()])(
  "no format code is too odd to be read",
  (code, number, from1904) => {
    expect(typeof shownNumber(String(number), readFormat(code), from1904)).toBe("string");
  },
);
