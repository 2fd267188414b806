import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { hurriedClock, rehearsals, type Ended, type Line } from "../support/rehearsal.ts";
import { harbor as platform } from "./harbor/harbor.ts";
import { buildWithHarbor, type Running } from "./harbor/program.ts";
import { startHarbor, type Harbor, type HarborMoods, type SeenCall } from "./harbor/server.ts";

const rehearse = rehearsals();
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

const [ann, bo, cy] = [
  "5a0b1c2d-0000-4000-8000-000000000001",
  "5a0b1c2d-0000-4000-8000-000000000002",
  "5a0b1c2d-0000-4000-8000-000000000003",
];
const roster = [
  "email,berth_ports,badges,courses",
  "ann@example.test,Genoa; Oslo,pilot,knots; charts",
  "bo@example.test,Oslo,,knots",
  "",
].join("\n");

async function harborWith(moods: Partial<HarborMoods> = {}): Promise<Harbor> {
  const harbor = await startHarbor({
    people: [
      { id: ann, email: "ann@example.test" },
      { id: bo, email: "bo@example.test" },
    ],
    key: "key-1",
    ...moods,
  });
  cleanUps.push(() => harbor.close());
  return harbor;
}

function sent({ calls }: Harbor): readonly string[] {
  return calls.flatMap(({ method, path }) => (method === "POST" ? [path] : []));
}

async function atHarbor(moods: Partial<HarborMoods> = {}): Promise<{
  readonly harbor: Harbor;
  readonly write: (name: string, text: string) => string;
  readonly read: (name: string) => string;
  readonly lines: (name: string) => readonly Line[];
  readonly run: (...args: readonly string[]) => Promise<Ended>;
}> {
  const harbor = await harborWith(moods);
  const { run, write, lines, read, sandbox } = await rehearse();
  // nothing but Harbor takes part
  const others = Object.fromEntries(Object.keys(sandbox.env).map((name) => [name, undefined]));
  const env = { ...others, HARBOR_KEY: "key-1", HARBOR_BASE_URL: harbor.url };
  write("roster.csv", roster);
  return { harbor, write, read, lines, run: (...args) => run(args, { env, clock: hurriedClock }) };
}

describe("a platform of which nothing is known but its folder and the line that names it", () => {
  test("has columns that are explained and checked", async () => {
    const { run, write } = await atHarbor();

    const columns = await run("columns");
    const checked = await run("check", write("odd.csv", "npi,berth_ports,harbor_person_id\n,Oslo,4711\n"));

    expect(columns.stdout).toContain("berth_ports");
    expect(columns.stdout).toContain("course_statuses");
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/harbor_person_id \(C2\) "4711"/);
  });

  test("is examined by the doctor, which takes its variables for ours", async () => {
    const { run } = await atHarbor();

    const { stdout } = await run("doctor");

    expect(stdout).toContain(platform.title);
  });

  test("is planned without a write", async () => {
    const { run, harbor } = await atHarbor();

    const { code, stderr } = await run("plan", "roster.csv");

    expect(code).toBe(0);
    expect(stderr).toContain("sync would create 7 requests: 3 berths, 1 badge, 3 courses");
    expect(sent(harbor)).toEqual([]);
  });

  test("is asked for exactly what is missing, by list, by subject and in batches that take their time", async () => {
    const { run, lines, harbor, read } = await atHarbor();

    const { code, stderr } = await run("sync", "roster.csv", "--yes", "--report", "report.html");

    expect(code).toBe(0);
    expect(stderr).toContain("7 created (3 berths, 1 badge, 3 courses)");
    expect(stderr).toContain("waiting: 7 for the platform");
    expect(sent(harbor).toSorted()).toEqual([
      "/badges",
      "/berths",
      "/berths",
      "/berths",
      "/courses",
      "/courses",
    ]);
    const [first, second] = lines("roster.results.csv");
    expect(first).toMatchObject({
      sync_result: "created",
      harbor_person_id: ann,
      berth_statuses: "Genoa=open; Oslo=open",
      badge_statuses: "open",
      course_statuses: "knots=open; charts=open",
    });
    expect(second).toMatchObject({ sync_result: "created", harbor_person_id: bo, course_statuses: "open" });
    expect(read("report.html")).toContain(platform.title);
  });

  test("is sent nothing twice, whether the roster or its results are read again, with or without the ledger", async () => {
    const { run, lines, harbor } = await atHarbor();
    await run("sync", "roster.csv", "--yes");
    const before = sent(harbor);

    const again = [
      await run("sync", "roster.csv", "--yes"),
      await run("sync", "roster.results.csv", "--yes"),
      await run("sync", "roster.csv", "--yes", "--ledger", "new.db"),
    ];

    expect(again.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(sent(harbor)).toEqual(before);
    expect(lines("roster.results.csv").map(({ sync_result: result }) => result)).toEqual([
      "exists",
      "exists",
    ]);
  });

  test("is sent no more in one call than it takes", async () => {
    const { run, write, harbor, lines } = await atHarbor();
    write("roster.csv", "email,courses\nann@example.test,knots; charts; tides; stars; winds\n");

    const planned = await run("plan", "roster.csv");
    const { code } = await run("sync", "roster.csv", "--yes");

    expect(planned.stderr).toContain("3 to send");
    expect(code).toBe(0);
    expect(sent(harbor)).toEqual(["/courses", "/courses", "/courses"]);
    expect(harbor.courses.map(({ name }) => name).toSorted()).toEqual([
      "charts",
      "knots",
      "stars",
      "tides",
      "winds",
    ]);
    expect(lines("roster.results.csv")[0]).toMatchObject({ sync_result: "created" });
  });

  test("says no to one of a batch, and the others are made", async () => {
    const { run, lines } = await atHarbor({ refused: ["charts"] });

    const { code } = await run("sync", "roster.csv", "--yes");

    const [first] = lines("roster.results.csv");
    expect(code).toBe(1);
    expect(first).toMatchObject({ sync_result: "failed", course_statuses: "knots=open" });
    expect(first?.["sync_error"]).toContain("there is no course charts");
  });
});

describe("a program that is killed", () => {
  const built = mkdtempSync(join(tmpdir(), "roster-sync-built-"));
  let program: ReturnType<typeof buildWithHarbor>;
  beforeAll(() => {
    program = buildWithHarbor(built);
  }, 120_000);
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  test.each<[string, (call: SeenCall) => boolean]>([
    [
      "while a berth is made, which a list shows",
      ({ method, path }) => method === "POST" && path === "/berths",
    ],
    [
      "while a badge is made, which only its person shows",
      ({ method, path }) => method === "POST" && path === "/badges",
    ],
    ["while a batch is taken", ({ method, path }) => method === "POST" && path === "/courses"],
    ["while a batch is asked about", ({ path }) => path.startsWith("/operations/")],
  ])("%s goes on where it was and makes nothing twice", { timeout: 120_000 }, async (_when, isMoment) => {
    const folder = mkdtempSync(join(tmpdir(), "roster-sync-harbor-"));
    cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
    const fate: { kill: (() => void) | undefined } = { kill: undefined };
    const harbor = await harborWith({
      onCall: async (call) => {
        if (fate.kill === undefined || !isMoment(call)) return;
        fate.kill();
        fate.kill = undefined;
        await new Promise(() => undefined);
      },
    });
    writeFileSync(join(folder, "roster.csv"), roster);
    const env = { HARBOR_KEY: "key-1", HARBOR_BASE_URL: harbor.url };
    const sync = (): Running => program(["sync", "roster.csv", "--yes", "--settle", "1s"], { folder, env });

    const first = sync();
    fate.kill = first.kill;
    expect(await first.ended).toBeUndefined();
    const codes: (number | undefined)[] = [];
    do {
      codes.push(await sync().ended);
    } while (codes.at(-1) === 1 && codes.length < 4);

    const lines: readonly Line[] = parse(readFileSync(join(folder, "roster.results.csv")), { columns: true });
    expect(lines.map(({ course_statuses: statuses }) => statuses)).toEqual([
      "knots=open; charts=open",
      "open",
    ]);
    for (const made of [harbor.berths, harbor.badges, harbor.courses]) {
      const names = made.map(({ person, name }) => `${person} ${name}`);
      expect(new Set(names).size).toBe(names.length);
    }
    expect([harbor.berths, harbor.badges, harbor.courses].map((made) => made.length)).toEqual([3, 1, 3]);
    expect(codes.at(-1)).toBe(0);
  });

  test.each(Array.from({ length: 9 }, (_, index) => index + 1))(
    "at call %i of a night that makes, changes and removes goes on where it was, and does nothing twice",
    { timeout: 120_000 },
    async (moment) => {
      const folder = mkdtempSync(join(tmpdir(), "roster-sync-harbor-"));
      cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
      const fate: { kill: (() => void) | undefined } = { kill: undefined };
      let calls = 0;
      const harbor = await harborWith({
        people: [ann, bo, cy].map((id, index) => ({
          id,
          email: `${["ann", "bo", "cy"][index]}@example.test`,
        })),
        onCall: async () => {
          calls += 1;
          if (fate.kill === undefined || calls !== moment) return;
          fate.kill();
          fate.kill = undefined;
          await new Promise(() => undefined);
        },
      });
      const listed = (id: string, person: string) => ({ id, person, address: "1 Old Quay", status: "open" });
      harbor.listings.push(listed("old-bo", bo), listed("old-cy", cy));
      const rows = ["ann@example.test,yes,1 Quay", "bo@example.test,yes,2 Quay", "cy@example.test,no,"];
      writeFileSync(
        join(folder, "roster.csv"),
        ["email,directory,directory_address", ...rows, ""].join("\n"),
      );
      const env = { HARBOR_KEY: "key-1", HARBOR_BASE_URL: harbor.url };
      const sync = (): Running => program(["sync", "roster.csv", "--yes", "--settle", "1s"], { folder, env });

      const first = sync();
      fate.kill = first.kill;
      await first.ended;
      fate.kill = undefined;
      const codes: (number | undefined)[] = [];
      do {
        codes.push(await sync().ended);
      } while (codes.at(-1) === 1 && codes.length < 4);

      expect(codes.at(-1)).toBe(0);
      expect(harbor.listings.map(({ person, address }) => [person, address])).toEqual([
        [bo, "2 Quay"],
        [ann, "1 Quay"],
      ]);
      const writes = harbor.calls.filter(({ method }) => method !== "GET");
      expect(writes.map(({ method }) => method).toSorted()).toEqual(["DELETE", "POST", "PUT"]);
      await sync().ended;
      expect(harbor.calls.filter(({ method }) => method !== "GET")).toHaveLength(writes.length);
    },
  );
});
