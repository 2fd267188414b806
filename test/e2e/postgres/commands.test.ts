import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { generateWorld } from "../../../src/sandbox/index.ts";
import { doubles } from "../../support/natural-keys.ts";
import { describeOnPostgres, postgresBinaries, testLedgers } from "../../support/postgres/ledgers.ts";
import { startServer, type TestServer } from "../../support/postgres/server.ts";
import { startProgram } from "../../support/program.ts";
import { rehearsals, type Rehearsal } from "../../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../../support/rosters.ts";

const rehearse = rehearsals();
const makeLedger = testLedgers();
const world = generateWorld({ providers: 30, seed: 5 });
const roster = csv(table(mixedRoster(world, 12)));
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
}, 60_000);

function program(
  { folder, sandbox }: Rehearsal,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ReturnType<typeof startProgram>["ended"] {
  return startProgram(args, folder, { ...sandbox.env, ...env, USER: "owner" }).ended;
}

const sync = ["sync", "roster.csv", "--settle", "300ms", "--request-timeout", "5s"];

describeOnPostgres("every command", () => {
  test("works on a ledger on PostgreSQL as on a file", { timeout: 240_000 }, async () => {
    const ledger = await makeLedger();
    const rehearsal = await rehearse({ world });
    rehearsal.write("roster.csv", roster);
    const env = { ROSTER_SYNC_LEDGER: ledger.text };

    const upgraded = await program(rehearsal, ["ledger", "upgrade"], env);
    expect([upgraded.code, upgraded.stdout]).toEqual([0, expect.stringContaining("made")]);
    expect((await program(rehearsal, [...sync, "--canary", "2"], env)).code).toBe(5);
    expect((await program(rehearsal, sync, env)).code).toBe(0);
    expect((await program(rehearsal, ["sync", "roster.results.csv", ...sync.slice(2)], env)).code).toBe(0);
    expect((await program(rehearsal, ["status", "roster.results.csv"], env)).code).toBe(0);
    expect(doubles(rehearsal.sandbox)).toEqual([]);

    const listed = await program(rehearsal, ["ledger", "list", "--format", "json"], env);
    const entries = listed.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(entries.length).toBeGreaterThan(8);
    const exported = await program(rehearsal, ["ledger", "export", "-o", "ledger.csv"], env);
    expect([exported.code, rehearsal.lines("ledger.csv").length]).toEqual([0, entries.length]);
    const runs = await program(rehearsal, ["ledger", "runs", "--format", "json"], env);
    expect(runs.stdout.trim().split("\n").length).toBeGreaterThanOrEqual(3);
    const key = entries[0]?.["key"] ?? "";
    const resolved = await program(rehearsal, ["ledger", "resolve", key, "--as", "absent"], env);
    expect([resolved.code, resolved.stderr]).toEqual([0, expect.anything()]);
    const doctor = await program(rehearsal, ["doctor"], env);
    expect(doctor.stdout).toMatch(/can be read and written/);
    expect(doctor.stdout).toMatch(/PostgreSQL \d+\.\d+, not encrypted, within this machine/);
    expect(doctor.stdout).toMatch(/does not flush what it acknowledges/);
    expect(doctor.stdout).toMatch(/no synchronous standby/);
    expect(doctor.stdout).toMatch(/answers within .* ms; its clock matches/);
    expect(doctor.code).toBe(0);
  });

  test("refuses the ledger of another organization, by whichever name", { timeout: 240_000 }, async () => {
    const ledger = await makeLedger();
    const rehearsal = await rehearse({ world });
    rehearsal.write("roster.csv", roster);
    const env = { ROSTER_SYNC_LEDGER: ledger.text };
    expect((await program(rehearsal, sync, env)).code).toBe(0);
    const before = rehearsal.sandbox.requests.length;
    const other = await program(rehearsal, [...sync, "-o", "other.csv"], {
      ...env,
      MEDALLION_ORGANIZATION_ID: "00000000-0000-4000-8000-00000000beef",
    });
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining("belongs to the Medallion organization"),
    ]);
    expect(rehearsal.sandbox.requests.length).toBe(before);
  });

  test("copies a ledger from a file and back, and the dumps are equal", { timeout: 240_000 }, async () => {
    const ledger = await makeLedger();
    const rehearsal = await rehearse({ world });
    rehearsal.write("roster.csv", roster);
    expect((await program(rehearsal, [...sync, "--ledger", "one.db"], {})).code).toBe(0);
    const copy = (from: string, to: string) => program(rehearsal, ["ledger", "copy", from, to], {});
    const there = await copy("one.db", ledger.text);
    expect([there.code, there.stderr]).toEqual([0, expect.anything()]);
    expect((await copy(ledger.text, "two.db")).code).toBe(0);
    expect((await copy("one.db", ledger.text)).code).toBe(2);
    const dump = async (name: string): Promise<string> =>
      (await program(rehearsal, ["ledger", "export", "--ledger", name], {})).stdout;
    expect(await dump("two.db")).toBe(await dump("one.db"));
    expect(await dump(ledger.text)).toBe(await dump("one.db"));
    const posts = rehearsal.sandbox.requests.length;
    const again = await program(rehearsal, sync, { ROSTER_SYNC_LEDGER: ledger.text });
    expect(again.code).toBe(0);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
    expect(rehearsal.sandbox.requests.length).toBeGreaterThan(posts);
  });
});

describeOnPostgres("a password for the ledger", () => {
  const password = "pw-Zq7xK9-secret";

  async function guarded(): Promise<TestServer> {
    const server = await startServer({
      binaries: postgresBinaries(),
      access: ["host all north 127.0.0.1/32 scram-sha-256", "host all all 127.0.0.1/32 trust"],
    });
    cleanUps.push(server.remove);
    await server.query(`CREATE ROLE north SUPERUSER LOGIN PASSWORD '${password}'`, [], "postgres");
    await server.query("CREATE DATABASE ledgers", [], "postgres");
    return server;
  }

  test("is written nowhere and handed to no hook, however it is given", { timeout: 240_000 }, async () => {
    const server = await guarded();
    const rehearsal = await rehearse({ world });
    rehearsal.write("roster.csv", roster);
    rehearsal.write("hook.sh", "#!/bin/sh\nenv > hook.txt\ncat >> hook.txt\n");
    const address = (login: string): string =>
      `postgres://${login}@127.0.0.1:${server.port}/ledgers?ledger=north`;
    const more = [
      "--log-file",
      "run.log",
      "--log-level",
      "debug",
      "--summary",
      "s.json",
      "--report",
      "r.html",
    ];
    const hook = ["--on-end", "sh hook.sh"];
    const runs = [
      await program(rehearsal, [...sync, ...more, ...hook], {
        ROSTER_SYNC_LEDGER: address(`north:${password}`),
      }),
      await program(rehearsal, [...sync, ...more, ...hook, "--ledger", address("north")], {
        PGPASSWORD: password,
      }),
      await program(rehearsal, ["doctor"], { ROSTER_SYNC_LEDGER: address(`north:${password}`) }),
      await program(rehearsal, ["ledger", "list"], { ROSTER_SYNC_LEDGER: address(`north:${password}`) }),
      await program(rehearsal, [...sync, "--ledger", address("north")], { PGPASSWORD: `${password}-wrong` }),
      await program(rehearsal, [...sync, "--ledger", address(`north:${password}`)], {}),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0, 2, 2]);
    const files = readdirSync(rehearsal.folder).map((name) =>
      readFileSync(join(rehearsal.folder, name), "latin1"),
    );
    const tables = await server.query("SELECT * FROM rs_north.run");
    const said = [
      ...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]),
      ...files,
      JSON.stringify(tables),
    ];
    expect(said.filter((text) => text.includes(password))).toEqual([]);
    expect(rehearsal.read("hook.txt")).toContain("ROSTER_SYNC_EXIT_CODE=0");
  });
});

describeOnPostgres("runs that use the same key", () => {
  test.each([2, 4])("%i at once keep one window together", { timeout: 240_000 }, async (processes) => {
    const [calls, perMs] = [40, 4_000];
    const rehearsal = await rehearse({
      world,
      latencyMs: 30,
      pageSize: 2,
      limits: { medallion: { calls, perMs }, verifiable: null },
    });
    const rate = ["--medallion-rate", `${calls}/${perMs / 1000}s`, "--log-level", "warn"];
    const ended = await Promise.all(
      Array.from({ length: processes }, async (_, index) => {
        const { text } = await makeLedger();
        rehearsal.write(`${index}.csv`, csv(table(mixedRoster(world, 24))));
        return program(rehearsal, ["plan", `${index}.csv`, ...rate], { ROSTER_SYNC_LEDGER: text });
      }),
    );
    expect(ended.map(({ code }) => code)).toEqual(Array.from({ length: processes }, () => 0));
    const made = rehearsal.sandbox.requests.filter(({ platform }) => platform === "medallion");
    expect(made.filter(({ status }) => status === 429)).toEqual([]);
    // counted by the platform: none too many in any window, and more than one window's worth in all
    const times = made.map(({ atMs }) => atMs).toSorted((one, other) => one - other);
    const most = Math.max(
      ...times.map((end, index) => times.slice(0, index + 1).filter((at) => at > end - perMs).length),
    );
    expect(most).toBeLessThanOrEqual(calls);
    expect(times.length).toBeGreaterThan(calls);
  });
});
