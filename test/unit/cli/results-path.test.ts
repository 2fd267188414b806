import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { resultsPath } from "../../../src/cli/results-path.ts";

const path = (roster: string, output?: string): string => resultsPath(roster, output, "/home/me");

describe("the results of", () => {
  test.each([
    ["roster.csv", "/home/me/roster.results.csv"],
    ["roster.xlsx", "/home/me/roster.results.xlsx"],
    ["lists/June.XLSX", "/home/me/lists/June.results.XLSX"],
    ["macros.xlsm", "/home/me/macros.results.xlsm"],
    ["roster.results.xlsx", "/home/me/roster.results.xlsx"],
    ["/data/roster.tsv", "/data/roster.results.tsv"],
    ["roster", "/home/me/roster.results.csv"],
    ["-", "-"],
  ])("%s go to %s", (roster, results) => {
    expect(path(roster)).toBe(results);
  });

  test("any roster go where they are wanted, as CSV or as a workbook", () => {
    expect(path("roster.csv", "out.xlsx")).toBe("/home/me/out.xlsx");
    expect(path("roster.xlsx", "/tmp/out.csv")).toBe("/tmp/out.csv");
    expect(path("roster.xlsx", "-")).toBe("-");
    expect(path("macros.xlsm", "out.xlsm")).toBe("/home/me/out.xlsm");
  });
});

describe("a name is refused that promises what the file would not be:", () => {
  test.each([
    ["roster.xlsx", "out.xls", "Results cannot be written as .xls."],
    ["roster.csv", "out.ods", "Results cannot be written as .ods."],
    ["roster.xlsx", "out.xlsm", "Only a .xlsm roster can have .xlsm results."],
    ["macros.xlsm", "out.xlsx", "A .xlsm roster cannot have .xlsx results."],
  ])("for %s, %s", (roster, output, sentence) => {
    const naming = (): string => path(roster, output);

    expect(naming).toThrow(UsageError);
    expect(naming).toThrow(sentence);
  });
});
