import { describe, expect, test } from "vitest";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const roster = csv(table([{ npi: "1234567893", Notes: "mine" }]));

describe("a dash", () => {
  test.each([
    ["sync", "-"],
    ["plan", "-"],
    ["status", "-"],
    ["check", "-"],
  ])("as roster is standard input: %s %s", async (...args) => {
    const { run } = await rehearse();

    const ended = await run(args, { stdin: roster });

    expect([ended.code, ended.stderr]).toEqual([0, expect.not.stringContaining("folder")]);
    expect(ended.stdout).toContain(args[0] === "check" ? "1 row: all good" : "npi,Notes,sync_result");
  });

  test.each([[["--output", "-"]], [["-o", "-"]], [["--output=-"]], [["-o-"]]])(
    "as output is standard output: %j",
    async (flags) => {
      const { run, write } = await rehearse();
      write("roster.csv", roster);

      const ended = await run(["plan", "roster.csv", ...flags]);

      expect(ended.stdout).toContain("npi,Notes,sync_result");
    },
  );
});

test("the starter roster can be tried as it is", async () => {
  const { run, write, lines } = await rehearse();
  const { stdout } = await run(["template"]);
  write("roster.csv", stdout);

  const checked = await run(["check", "roster.csv"]);
  const synced = await run(["sync", "roster.csv", "--settle", "200ms"]);

  expect([checked.code, synced.code]).toEqual([0, 0]);
  expect(lines("roster.results.csv").map((line) => line["sync_result"])).toEqual(["created", "created"]);
});

describe("what is mistyped", () => {
  test.each([
    [["snyc", "roster.csv"], "sync"],
    [["sync", "roster.csv", "--max-create", "3"], "--max-creates"],
    [["ledger", "list", "--standin", "in_doubt"], "--standing"],
    [["export", "providers", "--profesion", "MD"], "--profession"],
    [["sandbox", "--prot", "4555"], "--port"],
  ])("in %j is answered with the nearest: %s", async (args, meant) => {
    const { run } = await rehearse();

    const ended = await run(args);

    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(`Did you mean ${meant}?`)]);
  });

  test("as a standing is answered with all of them", async () => {
    const { run } = await rehearse();

    const ended = await run(["ledger", "list", "--standing", "foo"]);

    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("in_doubt")]);
  });
});

test("the value of --where, which may be a name, is not kept in the ledger", async () => {
  const { run, write, read } = await rehearse();
  write("roster.csv", roster);

  await run(["sync", "roster.csv", "--where", "Notes=Plantagenet"]);
  await run(["sync", "roster.csv", "--where=Notes=Plantagenet"]);

  const ledger = read("roster-sync.db");
  expect(ledger).toContain("--where");
  expect(ledger).not.toContain("Plantagenet");
});
