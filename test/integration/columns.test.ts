import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addedIdentityColumns, columnNamed, inputColumns, resultColumns } from "../../src/roster/columns.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { readWorkbook } from "../support/workbooks.ts";

const rehearse = rehearsals();

describe("roster-sync columns", () => {
  test("explains every column in paragraphs that fit the terminal", async () => {
    const { run, sandbox } = await rehearse();

    const { code, stdout } = await run(["columns"], { terminal: true });

    expect(code).toBe(0);
    for (const column of [...inputColumns, ...resultColumns]) expect(stdout).toContain(`\n  ${column}\n`);
    expect(stdout).toContain("accepts: ten digits with a valid check digit; for example: 2450079191");
    expect(stdout).toContain("also called: NPI Number");
    expect(stdout).not.toMatch(/`|\]\(/);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110);
    expect(sandbox.requests).toEqual([]);
  });

  test("explains them for programs", async () => {
    const { run } = await rehearse();

    const { roster, results } = JSON.parse((await run(["columns", "--json"])).stdout) as Record<
      "roster" | "results",
      { column: string; otherNames: string[]; asks: boolean }[]
    >;

    expect(roster.map(({ column }) => column)).toEqual(inputColumns);
    expect(roster.find(({ column }) => column === "npi")?.otherNames).toEqual(columnNamed("npi")?.otherNames);
    expect(roster.filter(({ asks }) => asks).map(({ column }) => column)).toContain("license_states");
    expect(new Set(results.map(({ column }) => column))).toEqual(
      new Set([...resultColumns, ...addedIdentityColumns]),
    );
  });
});

describe("roster-sync template", () => {
  test("prints every column with --all, which check finds nothing wrong with", async () => {
    const { run, write } = await rehearse();

    const { stdout } = await run(["template", "--all"]);
    const checked = await run(["check", write("roster.csv", stdout)]);

    expect(stdout.split("\n")[0]).toBe(inputColumns.join(","));
    expect(checked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\n2 rows: all good\n$/) as unknown,
    });
  });

  test("writes a workbook or a CSV file, and no file that is there already", async () => {
    const { run, read, folder } = await rehearse();

    const codes = [
      await run(["template", "--all", "-o", "roster.xlsx"]),
      await run(["template", "--output", "roster.csv"]),
      await run(["template", "-o", "roster.csv"]),
      await run(["template", "-o", "roster.ods"]),
    ];

    expect(codes.map(({ code }) => code)).toEqual([0, 0, 2, 2]);
    expect(codes[2]?.stderr).toMatch(/^roster\.csv already exists\./);
    const resource = await readWorkbook(join(folder, "read.xlsx"), readFileSync(join(folder, "roster.xlsx")));
    expect(resource.header).toEqual([...inputColumns]);
    expect(resource.rows).toHaveLength(2);
    expect(read("roster.csv")).toBe((await run(["template"])).stdout);
  });
});
