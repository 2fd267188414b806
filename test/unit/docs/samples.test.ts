import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountsOf, readConfigFile } from "../../../src/config/environment.ts";
import { flags } from "../../../src/config/flags.ts";
import { resolveSettings, type Settings } from "../../../src/config/resolve.ts";
import { openRoster } from "../../../src/roster/open.ts";
import { errorCodes } from "../../support/error-codes.ts";
import { root, textOf } from "../../support/pages.ts";
import { rehearsals } from "../../support/rehearsal.ts";

const rehearse = rehearsals();

async function listOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The settings that a configuration file and nothing else makes. */
function settingsFrom(file: string): Settings {
  return resolveSettings({
    flags: {},
    file: readConfigFile(file, root),
    accounts: accountsOf({}),
    env: {},
    cwd: root,
  });
}

describe("samples/roster.csv", () => {
  test("has nothing that check finds", async () => {
    const { write, run } = await rehearse();
    const ended = await run(["check", write("roster.csv", textOf("samples/roster.csv"))]);
    expect(ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /\n  left alone: Manager \(A\), Internal notes \(Y\)\n14 rows: all good\n$/,
      ) as unknown,
    });
  });
});

describe("samples/roster.xlsx", () => {
  test("is the same roster as a workbook", async () => {
    const rowsOf = async (path: string): Promise<unknown> => {
      const source = await openRoster(join(root, path), process.stdin, {});
      try {
        return [source.header, await listOf(source.rows())];
      } finally {
        await source.close();
      }
    };
    expect(await rowsOf("samples/roster.xlsx")).toEqual(await rowsOf("samples/roster.csv"));
  });
});

describe("samples/roster-problems.csv", () => {
  const sample = textOf("samples/roster-problems.csv");

  test("has in each row what the row says of itself", async () => {
    const { write, run } = await rehearse();
    const { code, stdout } = await run(["check", write("problems.csv", sample), "--json"]);
    const checked = JSON.parse(stdout) as Record<"faults" | "warnings", { row: number; code: string }[]>;
    const found = [...checked.faults, ...checked.warnings].map((fault) => [fault.row, fault.code] as const);
    const said = sample
      .trim()
      .split("\n")
      .map((line, index) => [index + 1, line.split(/[:,]/)[0] ?? ""] as const)
      .filter(([row, word]) => row > 1 && word !== "nothing");
    expect(code).toBe(1);
    expect(found.toSorted(([one], [other]) => one - other)).toEqual([[1, "unknown_column"], ...said]);
  });

  test("has every fault of a roster that a file alone can show", () => {
    const [, union = ""] = /type FaultCode =([^;]+);/.exec(textOf("src/faults/problem.ts")) ?? [];
    // the first needs no network either, but credentials; the others are about the headers
    const elsewhere = new Set(["not_configured", "unknown_column", "perhaps_held", "hint_row"]);
    const codes = errorCodes().filter((code) => union.includes(`"${code}"`) && !elsewhere.has(code));
    const shown = codes.filter((code) => new RegExp(`^${code}[:,]`, "m").test(sample));
    expect(shown).toEqual(codes);
  });

  test("has good rows beside the bad ones, which are done", async () => {
    const { write, run, lines } = await rehearse();
    await run(["sync", write("problems.csv", sample)]);
    const good = lines("problems.results.csv").filter((line) => line["what_is_wrong"] === "nothing");
    expect(good.map((line) => line["sync_result"])).toEqual(["created", "skipped"]);
    expect(good.map((line) => line["caqh_found"])).toEqual(["Y", "Y"]);
  });
});

describe("samples/config.json", () => {
  test("is a configuration with every key that there is", () => {
    const known = [
      ...Object.keys(flags).filter((name) => name !== "config"),
      "is-medallion-owned",
      "is-self-managed",
    ];
    expect(Object.keys(readConfigFile("samples/config.json", root)).toSorted()).toEqual(known.toSorted());
    expect(settingsFrom("samples/config.json")).toMatchObject({
      defaults: { is_medallion_owned: true, is_self_managed: false },
    });
  });
});

describe("the configuration that docs/operations.md shows", () => {
  test("is one", async () => {
    const { write } = await rehearse();
    const [, file = ""] = /```json\n(.*?)```/s.exec(textOf("docs/operations.md")) ?? [];
    expect(settingsFrom(write("config.json", file)).holds.maxCreates).toBe(200);
  });
});
