import { describe, expect, test } from "vitest";
import { startProgram } from "../support/program.ts";
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

test("the log for people has local time with its zone", async () => {
  const { folder, sandbox, write } = await rehearse();
  write("roster.csv", roster);
  const args = ["plan", "roster.csv", "--log-format", "pretty"];

  const ended = await startProgram(args, folder, { ...sandbox.env, TZ: "Asia/Kolkata" }).ended;

  expect(ended.stderr).toMatch(/^\d\d:\d\d:\d\d GMT\+5:30 info /m);
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

describe("a word that other tools know", () => {
  test.each([
    [["sync", "roster.csv", "--dry-run"], "Use the command plan"],
    [["sync", "roster.csv", "-n"], "Use the command plan"],
    [["-q"], "Did you mean --quiet?"],
    [["sync", "roster.csv", "-q"], "Did you mean --quiet?"],
    [["-v"], "Did you mean --version"],
    [["sync", "roster.csv", "--verbose"], "Did you mean --log-level debug?"],
    [["sync", "roster.csv", "-y"], "Did you mean --yes?"],
    [["version"], "Did you mean --version?"],
    [["validate", "roster.csv"], "Did you mean check?"],
  ])("is answered with ours: %j", async (args, hint) => {
    const { run } = await rehearse();
    expect(await run(args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(hint) });
  });

  test.each([
    [["sync"], "Specify the roster, for example: roster-sync sync roster.csv"],
    [["export"], "Specify what to export"],
    [["ledger"], "Specify an action: list, export, resolve, runs, copy or upgrade."],
    [["ledger", "list", "--kind", "licence"], '--kind "licence" is not valid.\nUse one of license'],
  ])("and one that is missing or wrong is asked for by name: %j", async (args, sentence) => {
    const { run } = await rehearse();
    expect(await run(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) });
  });
});

describe("a flag given twice", () => {
  test("counts each time where it may be repeated, also in front of the roster", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", csv(table([{ No: "1234567893", Wished: "TX", Kind: "MD", Works: "yes" }])));
    const maps = ["No=npi", "Wished=license_states", "Kind=certificate_type", "Works=is_medallion_owned"];

    const ended = await run(["check", ...maps.flatMap((map) => ["--map", map]), "roster.csv"]);

    expect(ended.stdout).toContain(
      "read as: No (A) → npi, Wished (B) → license_states, Kind (C) → certificate_type,\n" +
        "    Works (D) → is_medallion_owned\n",
    );
    expect(ended.stdout).toContain("1 row: all good");
  });

  test("counts the last time where it takes one value", async () => {
    const { run, write, lines } = await rehearse();
    write("roster.csv", roster);

    const ended = await run(["plan", "roster.csv", "-o", "one.csv", "-o", "other.csv", "--quiet", "--quiet"]);

    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(lines("other.csv")).toHaveLength(1);
    expect(() => lines("one.csv")).toThrow();
  });

  test("and needs a value each time", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", roster);
    expect(await run(["check", "roster.csv", "--map"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--map needs a value."),
    });
  });
});

describe("help", () => {
  test.each([[["help", "sync"]], [["sync", "--help"]]])("of a command is what %j prints", async (args) => {
    const { run } = await rehearse();
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^roster-sync sync <roster>[^]*Everyday:[^]*Files:[^]*Rows:/);
    expect(stdout).not.toMatch(/\[(?:string|boolean|array)\]/m);
  });

  test("of commands that send nothing leaves out what only sending needs, and takes it all the same", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", roster);
    for (const command of ["plan", "status"]) {
      expect((await run([command, "--help"])).stdout).not.toMatch(/--canary|--max-creates|--yes/);
      expect((await run([command, "roster.csv", "--yes", "--max-creates", "5"])).code).toBe(0);
    }
  });

  test("of a command that writes a list says where the list goes", async () => {
    const { run } = await rehearse();
    for (const command of ["export", "ledger"]) {
      expect((await run([command, "--help"])).stdout).not.toContain("NAME.results.csv");
    }
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
