import { describe, expect, test } from "vitest";
import { namedResults, standardResults, type ResultsName } from "../../../../src/cli/sync/results-path.ts";
import { UsageError } from "../../../../src/errors.ts";

const named = (roster: string, output: string): string => namedResults(roster, output, "/home/me");
const standard = (roster: string, how: Partial<ResultsName> = {}): string =>
  standardResults(roster, { mode: "sync", sandbox: false, isResults: false, ...how }, "/home/me");

describe("the results of", () => {
  test.each([
    ["roster.csv", "/home/me/roster.results.csv"],
    ["roster.xlsx", "/home/me/roster.results.xlsx"],
    ["lists/June.XLSX", "/home/me/lists/June.results.XLSX"],
    ["macros.xlsm", "/home/me/macros.results.xlsm"],
    ["/data/roster.tsv", "/data/roster.results.tsv"],
    ["roster", "/home/me/roster.results.csv"],
    ["-", "-"],
    ["/dev/fd/63", "-"],
    ["/dev/shm/roster.csv", "/dev/shm/roster.results.csv"],
  ])("a sync of %s go to %s", (roster, results) => {
    expect(standard(roster)).toBe(results);
    expect(standard(roster, { mode: "status" })).toBe(results);
  });

  test.each([
    [{ mode: "plan" }, "roster.csv", "/home/me/roster.plan.csv"],
    [{ mode: "plan" }, "roster.xlsx", "/home/me/roster.plan.xlsx"],
    [{ sandbox: true }, "roster.csv", "/home/me/roster.sandbox.csv"],
    [{ sandbox: true, mode: "status" }, "roster.xlsx", "/home/me/roster.sandbox.xlsx"],
    [{ sandbox: true, mode: "plan" }, "roster.csv", "/home/me/roster.sandbox.csv"],
  ] as const)("%j of %s have a name of their own: %s", (how, roster, results) => {
    expect(standard(roster, how)).toBe(results);
  });

  test.each([
    [{ mode: "sync" }, "roster.results.xlsx", "/home/me/roster.results.xlsx"],
    [{ mode: "status" }, "June.csv", "/home/me/June.csv"],
    [{ mode: "plan" }, "roster.results.csv", "/home/me/roster.plan.csv"],
    [{ mode: "plan" }, "June.csv", "/home/me/June.plan.csv"],
    [{ sandbox: true }, "roster.results.csv", "/home/me/roster.sandbox.csv"],
    [{ sandbox: true }, "roster.sandbox.csv", "/home/me/roster.sandbox.sandbox.csv"],
    [{ mode: "plan" }, "roster.plan.csv", "/home/me/roster.plan.plan.csv"],
  ] as const)(
    "%j of a roster with sync_result, %s, are itself only where it is real: %s",
    (how, roster, results) => {
      expect(standard(roster, { ...how, isResults: true })).toBe(results);
    },
  );

  test("a plain roster that is named results are never itself", () => {
    expect(standard("roster.results.csv")).toBe("/home/me/roster.results.results.csv");
  });

  test("any roster go where they are wanted, as CSV or as a workbook", () => {
    expect(named("roster.csv", "out.xlsx")).toBe("/home/me/out.xlsx");
    expect(named("roster.xlsx", "/tmp/out.csv")).toBe("/tmp/out.csv");
    expect(named("roster.xlsx", "-")).toBe("-");
    expect(named("macros.xlsm", "out.xlsm")).toBe("/home/me/out.xlsm");
  });
});

describe("a name is refused that promises what the file would not be:", () => {
  test.each([
    ["roster.xlsx", "out.xls", "Results cannot be written as .xls."],
    ["roster.csv", "out.ods", "Results cannot be written as .ods."],
    ["roster.xlsx", "out.xlsm", "Only a .xlsm roster can have .xlsm results."],
    ["macros.xlsm", "out.xlsx", "A .xlsm roster cannot have .xlsx results."],
  ])("for %s, %s", (roster, output, sentence) => {
    const naming = (): string => named(roster, output);

    expect(naming).toThrow(UsageError);
    expect(naming).toThrow(sentence);
  });
});
