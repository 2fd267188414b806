import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeFormula, unescapeFormula } from "../../../src/roster/columns.ts";
import { prop } from "../builders/properties.ts";
import { wildText } from "../builders/texts.ts";

const signs = [
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "\n",
  "'",
  "%",
  "|",
  "＝",
  " ",
  "\u00A0",
  "\u0000",
  "1",
  "A",
  "😀",
];

/** Texts full of what spreadsheets find interesting. */
const hostile = fc.array(fc.constantFrom(...signs), { maxLength: 6 }).map((letters) => letters.join(""));
const anyText = fc.oneof(wildText, fc.string(), hostile);

describe("making platform text harmless", () => {
  prop([anyText])("can be undone forevery text", (text) => {
    expect(unescapeFormula(escapeFormula(text))).toBe(text);
  });

  prop([anyText])("never leaves a formula sign in front, not even behind blanks", (text) => {
    expect(escapeFormula(text)).not.toMatch(/^\s*[=+\-@]/);
    expect(escapeFormula(text)).not.toMatch(/^[\t\r\n]/);
  });

  prop([anyText])("adds an apostrophe in front, or nothing", (text) => {
    expect([text, `'${text}`]).toContain(escapeFormula(text));
  });

  test.each([
    '=HYPERLINK("http://example.test")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "  =1+1",
    "＝1",
    "-",
  ])("marks %j as text", (text) => {
    expect(escapeFormula(text)).toBe(`'${text}`);
  });

  test.each([
    "",
    "requested",
    "2026-03-01",
    "O'Brien",
    "a=b",
    "CA license=x; NY dea=y",
    "3 - 4",
    "é",
    "in_progress",
  ])("leaves %j as it is", (text) => {
    expect(escapeFormula(text)).toBe(text);
  });

  test.each(["'tis", "O'Brien", "it's =1", "", "plain", "''"])(
    "and reading back leave alone what never was escaped: %j",
    (text) => {
      expect(unescapeFormula(text)).toBe(text === "''" ? "'" : text);
    },
  );
});
