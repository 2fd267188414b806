import { describe, expect, test } from "vitest";
import { sepLineOf, sniffDelimiter, sniffLineEnd } from "../../../src/roster/dialect.ts";

describe("the delimiter of a text", () => {
  test.each([
    ["commas", "npi,email,states\n1,a,CA\n2,b,TX\n", ","],
    ["semicolons", "npi;email;states\n1;a;CA\n2;b;TX\n", ";"],
    ["tabs", "npi\temail\tstates\n1\ta\tCA\n", "\t"],
    ["bars", "npi|email|states\n1|a|CA\n", "|"],
    ["semicolons with lists of commas in the cells", "npi;states\n1;CA,NY,TX\n2;CA,NY\n3;CA,NY,TX\n", ";"],
    ["commas with lists of semicolons in the cells", "npi,states\n1,CA;NY;TX\n2,CA;NY\n", ","],
    ["tabs with commas everywhere", "last, first\tnpi\tstates\nRuiz, D.\t1\tCA\nOsei, K.\t2\tTX\n", "\t"],
    ["commas with semicolons in a quoted header", '"a;b;c;d",npi\n1,2\n', ","],
    ["commas with line breaks in quoted cells", 'npi,"wanted\nin;of;by",x\n1,"CA;NY\nTX;FL",2\n', ","],
    ["commas with quotes in quoted cells", 'a,"say ""hi; you"" now",c\n1,2,3\n', ","],
    [
      "semicolons, though the header holds as many commas",
      "npi;name, first;city, state\n1;a;b\n2;c;d\n",
      ";",
    ],
    ["tabs, though each line holds as many commas", "last, first\tnpi\nRuiz, D.\t1\nOsei, K.\t2\n", "\t"],
    ["bars, though the other headers hold more commas", "npi|a, b, c, d|email\n1|x, y, z, w|e\n", "|"],
    ["semicolons with a quotation mark in mid-cell", 'npi;Height 5";email\n1;a,b,c;d\n2;a,b,c;d\n', ";"],
    ["semicolons with carriage returns alone", "npi;email\r1;a,b\r2;c,d\r", ";"],
    ["semicolons after blank lines", "\n\r\nnpi;email\n1;a\n", ";"],
    ["semicolons when the header is all there is", "npi;email;states", ";"],
    ["nothing: one column", "npi\n1234567893\n", ","],
    ["nothing: an empty text", "", ","],
  ])("is found among %s", (_what, text, delimiter) => {
    expect(sniffDelimiter(text)).toBe(delimiter);
  });

  test("is the header's, though later rows hold more of another", () => {
    const rows = Array.from({ length: 100 }, (_, index) => `${index};a,b,c,d,e,f\n`).join("");

    expect(sniffDelimiter(`npi;notes\n${rows}`)).toBe(";");
  });
});

describe("the line end of a text", () => {
  test.each([
    ["a\r\nb\r\n", "\r\n"],
    ["a\nb\n", "\n"],
    ["a\rb\r", "\r"],
    ['"a\nb",c\r\nd\r\n', "\r\n"],
    ['"a\r\nb",c\nd\n', "\n"],
    ['"a\r\nb",c\rd\r', "\r"],
    ['"a ""quoted"" \r\n b",c\nd', "\n"],
    ["a,b", "\n"],
    ["", "\n"],
  ] as const)("of %j is %j", (text, lineEnd) => {
    expect(sniffLineEnd(text)).toBe(lineEnd);
  });
});

describe("Excel's line in front of the header", () => {
  test.each([
    ["sep=;\r\nnpi;email\r\n", "sep=;", ";"],
    ["sep=,\nnpi,email\n", "sep=,", ","],
    ["SEP=|\nnpi|email\n", "SEP=|", "|"],
    ["sep=\t\nnpi\temail\n", "sep=\t", "\t"],
    ['"sep=;"\r\nnpi;email\r\n', '"sep=;"', ";"],
    ["sep=;", "sep=;", ";"],
  ])("in %j names the delimiter", (text, line, delimiter) => {
    expect(sepLineOf(text)).toEqual({ line, delimiter });
  });

  test.each(["npi;email\nsep=;\n", "sep=;x\n", "sep=:\n", "sep=\n", "sep;npi\n", "", " sep=;\n"])(
    "is not recognized in %j",
    (text) => {
      expect(sepLineOf(text)).toBeUndefined();
    },
  );
});
