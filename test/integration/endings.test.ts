import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Ledger } from "../../src/ledger/ledger.ts";
import type { Summary } from "../../src/results/summary.ts";
import { Interruption } from "../../src/runtime.ts";
import { generateWorld } from "../../src/sandbox/index.ts";
import { fileAt, openFor } from "../support/ledgers.ts";
import { rehearsals, type Ended, type Rehearsal, type RunHow } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 6, seed: 5 });
const roster = csv(table(mixedRoster(world, 3)));
const faulty = csv(table(mixedRoster(world, 3).map((row, n) => (n === 1 ? { ...row, npi: "123" } : row))));

/** One way in which a run ends. */
interface Case {
  readonly name: string;
  readonly code: number;
  readonly level: "info" | "warn" | "error";
  /** The code of the stop in log and summary. */
  readonly stop?: string;
  readonly text?: string;
  readonly args?: readonly string[];
  readonly how?: RunHow;
  /** Somebody else holds the ledger. */
  readonly held?: boolean;
}

function interruptedBy(signal: "SIGINT" | "SIGTERM"): AbortSignal {
  const controller = new AbortController();
  controller.abort(new Interruption(signal));
  return controller.signal;
}

const cases: readonly Case[] = [
  { name: "a good one", code: 0, level: "info" },
  { name: "one with a faulty row", code: 1, level: "warn", text: faulty },
  {
    name: "one with a faulty row and --fail-on run",
    code: 0,
    level: "info",
    text: faulty,
    args: ["--fail-on", "run"],
  },
  {
    name: "one whose settings are wrong",
    code: 2,
    level: "error",
    stop: "usage",
    how: { env: { MEDALLION_ORGANIZATION_ID: "" } },
  },
  {
    name: "one whose flag is wrong",
    code: 2,
    level: "error",
    stop: "usage",
    args: ["--max-creates", "many"],
  },
  {
    name: "one whose hook is not there",
    code: 2,
    level: "error",
    stop: "usage",
    args: ["--on-end", "no-such-program"],
  },
  {
    name: "one whose roster cannot be read",
    code: 2,
    level: "error",
    stop: "roster_unreadable",
    text: 'npi\n"open\n',
  },
  {
    name: "one whose credentials are refused",
    code: 3,
    level: "error",
    stop: "credentials_refused",
    how: { env: { MEDALLION_API_KEY: "wrong" } },
  },
  {
    name: "one with too many failures",
    code: 3,
    level: "error",
    stop: "too_many_failures",
    text: faulty,
    args: ["--max-failures", "0"],
  },
  { name: "one whose ledger is held", code: 4, level: "error", stop: "ledger_held", held: true },
  { name: "one that is held", code: 5, level: "error", stop: "held", args: ["--max-creates", "1"] },
  {
    name: "one that is interrupted",
    code: 130,
    level: "warn",
    stop: "interrupted",
    how: { interrupted: interruptedBy("SIGINT") },
  },
  {
    name: "one that is terminated",
    code: 143,
    level: "warn",
    stop: "interrupted",
    how: { interrupted: interruptedBy("SIGTERM") },
  },
];

async function endOf(rehearsal: Rehearsal, one: Case, more: readonly string[]): Promise<Ended> {
  rehearsal.write("roster.csv", one.text ?? roster);
  const holder = one.held === true ? await held(rehearsal) : undefined;
  try {
    return await rehearsal.run(
      ["sync", "roster.csv", "--settle", "100ms", "--summary", "summary.json", ...(one.args ?? []), ...more],
      one.how ?? {},
    );
  } finally {
    await holder?.close(0, 0);
  }
}

function held({ folder }: Rehearsal): Promise<Ledger> {
  const run = { id: "other", command: "roster-sync sync", pid: process.pid, host: "elsewhere", startedAt: 0 };
  return openFor(fileAt(`${folder}/roster-sync.db`), run);
}

const yesterday = { version: 2, command: "sync", run: "yesterday", outcomes: {}, exit_code: 0 };

describe.each(cases)("the end of a run: $name", (one) => {
  test("is the last event of its log, a summary of its own, and one line with --quiet unless the code is 0", async () => {
    const rehearsal = await rehearse({ world });
    rehearsal.write("summary.json", JSON.stringify(yesterday));

    const ended = await endOf(rehearsal, one, ["--quiet", "--log-file", "run.log"]);

    expect(ended.code).toBe(one.code);
    const last = JSON.parse(rehearsal.read("run.log").trimEnd().split("\n").at(-1) ?? "") as Summary & {
      readonly msg: string;
      readonly level: string;
    };
    expect(last).toMatchObject({ msg: "finished", level: one.level, exit_code: one.code, command: "sync" });
    expect(last.stop?.code).toBe(one.stop);
    const summary = JSON.parse(rehearsal.read("summary.json")) as Summary;
    expect(summary.run).not.toBe("yesterday");
    expect(summary).toMatchObject({ exit_code: one.code, rows: last.rows, requests: last.requests });
    expect(summary.stop).toEqual(last.stop);
    expect(ended.stderr.split("\n")).toHaveLength(one.code === 0 ? 1 : 2);
    if (one.code !== 0) expect(ended.stderr).toContain(`roster-sync sync ended with exit code ${one.code}: `);
    expect(ended.stdout).toBe("");
  });

  test("is one line also where the log would go to stderr, and more without --quiet", async () => {
    const quiet = await endOf(await rehearse({ world }), one, ["--quiet"]);
    const loud = await endOf(await rehearse({ world }), one, []);

    expect(quiet.stderr.split("\n")).toHaveLength(one.code === 0 ? 1 : 2);
    expect(loud.stderr).toContain('"msg":"finished"');
    expect(loud.code).toBe(quiet.code);
  });
});

describe("a run that is refused before it claims its files", () => {
  test.each(["--summary", "--metrics", "--log-file"])(
    "leaves a file alone that %s names and that is not ours",
    async (flag) => {
      const { write, run, read } = await rehearse({ world });
      write("roster.csv", roster);
      write("notes.txt", "mine\n");

      const ended = await run(["sync", "roster.csv", "--max-creates", "many", flag, "notes.txt"]);

      expect(ended.code).toBe(2);
      expect(read("notes.txt")).toBe("mine\n");
    },
  );

  test("says so in the summary that the configuration file names", async () => {
    const { write, run, read, folder } = await rehearse({ world });
    write("roster.csv", roster);
    writeFileSync(
      `${folder}/roster-sync.config.json`,
      JSON.stringify({ summary: "night.json", "log-level": "loud" }),
    );

    const ended = await run(["sync", "roster.csv"]);

    expect(ended.code).toBe(2);
    expect(JSON.parse(read("night.json"))).toMatchObject({ exit_code: 2, stop: { code: "usage" } });
  });
});

describe("what a run meets", () => {
  test("is in the log at its usual level, with platforms spelled one way", async () => {
    const rehearsal = await rehearse({
      world,
      faults: [
        { kind: "429", match: { platform: "medallion" }, times: 2, retryAfterSeconds: 0 },
        { kind: "lost-answer", match: { platform: "medallion", access: "write" }, times: 1 },
      ],
      quirks: { refusedLicenseStates: ["NY"] },
    });

    const { text } = await nightOf(rehearsal);

    const events = text.map((line) => line["msg"]);
    for (const event of [
      "roster read",
      "looked up",
      "compared",
      "throttled",
      "not answered",
      "refused",
      "in doubt",
      "settled",
      "submitted",
      "finished",
    ])
      expect(events).toContain(event);
    const platforms = text.flatMap((line) =>
      typeof line["platform"] === "string" ? [line["platform"]] : [],
    );
    expect(new Set(platforms)).toEqual(new Set(["medallion", "verifiable"]));
  });

  test("is not called submitted when nothing was", async () => {
    const rehearsal = await rehearse({ world });
    await nightOf(rehearsal);
    const { text } = await nightOf(rehearsal, ["--log-level", "debug"]);

    expect(text.map((line) => line["msg"])).not.toContain("submitted");
    const calls = text.filter((line) => line["msg"] === "call");
    expect(calls.length).toBeGreaterThan(2);
    for (const { platform } of calls) expect(["medallion", "verifiable", "caqh"]).toContain(platform);
  });

  test("that stops it is told where it happens, before the end", async () => {
    const rehearsal = await rehearse({ world });
    const { text } = await nightOf(rehearsal, [], { env: { MEDALLION_API_KEY: "wrong" } });

    const stopped = text.findIndex((line) => line["msg"] === "stopped");
    expect(text[stopped]).toMatchObject({
      level: "error",
      platform: "medallion",
      code: "credentials_refused",
    });
    expect(stopped).toBeLessThan(text.length - 1);
  });

  test("that holds it is reported once", async () => {
    const rehearsal = await rehearse({ world });
    const { text } = await nightOf(rehearsal, ["--max-creates", "1"]);

    expect(text.filter((line) => line["msg"] === "held")).toHaveLength(1);
  });
});

/** A night with a log of its own; the lines of the log. */
async function nightOf(
  { write, run, read }: Rehearsal,
  args: readonly string[] = [],
  how: RunHow = {},
): Promise<{ readonly text: readonly Record<string, unknown>[] }> {
  write("roster.csv", roster);
  write("run.log", "");
  await run(["sync", "roster.csv", "--settle", "100ms", "--log-file", "run.log", ...args], how);
  const lines = read("run.log").trimEnd().split("\n");
  return { text: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}
