import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 250, seed: 11 });
const roster = csv(table(mixedRoster(world, 48)));
const settled = ["--settle", "200ms"];

describe("doctor", () => {
  test("says that all is well and makes nothing", async () => {
    const { sandbox, folder, run } = await rehearse({ world });

    const ended = await run(["doctor"]);

    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/ok +Medallion: answers and accepts the credentials/);
    expect(ended.stdout).toMatch(/ok +clock: matches/);
    expect(readdirSync(folder)).toEqual([]);
    const asked = sandbox.requests.filter(({ path }) => !path.includes("/auth"));
    expect(asked.every(({ method }) => method === "GET")).toBe(true);
    expect(asked).toHaveLength(13);
  });

  test("names what is missing, what is refused and how to set it, and exits 2", async () => {
    const { run } = await rehearse({ world });

    const ended = await run(["doctor"], {
      env: { MEDALLION_API_KEY: "wrong", CAQH_USERNAME: "", CAQH_PASSWORD: "", CAQH_ORGANIZATION_ID: "" },
    });

    expect(ended.code).toBe(2);
    expect(ended.stdout).toMatch(/WRONG +Medallion: Medallion refused the credentials/);
    expect(ended.stdout).toContain("set CAQH_USERNAME, CAQH_PASSWORD and CAQH_ORGANIZATION_ID");
    expect(ended.stdout).not.toContain("wrong key");
  });

  test("says where each value comes from, which one is overruled, and which name nobody reads; never a value", async () => {
    const { write, run } = await rehearse({ world });
    write(".env", "CAQH_USERNAME=from-the-file\nMEDALLION_API_VERSION=2024-11\nVERIFIABLE_TOKN=abcdef\n");
    write("roster-sync.config.json", '{ "max-creates": 20 }');

    const { stdout } = await run(["doctor", "--ledger", "other.db"], {
      env: { MEDALION_API_KEY: "hidden-1", CAQH_ORG_ID: "hidden-2", PATH: "/bin", MY_MEDALLION: "x" },
    });

    expect(stdout).toMatch(/^ok +environment: \d+ variables: .*MEDALLION_API_KEY.*CAQH_USERNAME/m);
    expect(stdout).toMatch(/^ok +\.env: 1 variable: MEDALLION_API_VERSION$/m);
    expect(stdout).toMatch(/^warn +CAQH_USERNAME: .*the environment wins/m);
    expect(stdout).toMatch(/^ok +roster-sync\.config\.json: 1 setting: max-creates$/m);
    expect(stdout).toMatch(/^ok +command line: 1 flag: --ledger$/m);
    expect(stdout).toMatch(/^warn +MEDALION_API_KEY: [^]*?Did you mean MEDALLION_API_KEY\?/m);
    expect(stdout).toMatch(/^warn +CAQH_ORG_ID: /m);
    expect(stdout).toMatch(/^warn +VERIFIABLE_TOKN: [^]*?Did you mean VERIFIABLE_TOKEN\?/m);
    expect(stdout).not.toMatch(/PATH|MY_MEDALLION|hidden|from-the-file|abcdef/);
  });

  test("says which lists an account may read, and which it may not", async () => {
    const { run } = await rehearse({
      world,
      faults: [
        { kind: "unauthorized", status: 403, match: { platform: "medallion", path: "group-profiles" } },
      ],
    });

    const { code, stdout } = await run(["doctor"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warn +Medallion account: may read providers, practices, .*; could not read group profiles$/m,
    );
    expect(stdout).toMatch(
      /^ok +Verifiable account: may read providers, facilities, credentialing requests$/m,
    );
  });

  test("sees a clock that is off", async () => {
    const { run } = await rehearse({ world, now: () => Date.now() });

    const clock = {
      now: () => Date.now() - 600_000,
      monotonic: () => performance.now(),
      sleep: async () => undefined,
    };
    const ended = await run(["doctor"], { clock });

    expect(ended.stdout).toMatch(/warn +clock: is (599|60\d) s behind/);
  });
});

describe("export", () => {
  test("writes every provider as a roster that plan takes without a fault", async () => {
    const { write, lines, run } = await rehearse({ world });

    const ended = await run(["export", "providers"]);
    write("roster.csv", ended.stdout);
    const planned = await run(["plan", "roster.csv"]);

    expect(ended.code).toBe(0);
    expect(lines("roster.csv")).toHaveLength(250);
    expect(new Set(lines("roster.csv").map((line) => line["email"]))).toEqual(
      new Set(world.medallion.providers.map(({ email }) => email)),
    );
    expect(planned.code).toBe(0);
  });

  test.each([
    ["licenses", "medallion"],
    ["enrollments", "medallion"],
    ["credentialing", "medallion"],
    ["credentialing", "verifiable"],
  ])(
    "writes %s of %s so that syncing them again sends nothing, even without the ledger",
    async (what, platform) => {
      const { sandbox, write, lines, run } = await rehearse({ world });
      write("roster.csv", roster);
      await run(["sync", "roster.csv", ...settled]);

      const ended = await run(["export", what, "--platform", platform]);
      write("exported.csv", ended.stdout);
      const calls = sandbox.requests.length;
      const again = await run(["sync", "exported.csv", "--ledger", "fresh.db", ...settled]);

      expect([ended.code, again.code]).toEqual([0, 0]);
      expect(lines("exported.csv").length).toBeGreaterThan(3);
      expect(
        sandbox.requests
          .slice(calls)
          .filter(({ method, path }) => method === "POST" && !path.startsWith("/auth")),
      ).toEqual([]);
      expect(new Set(lines("exported.csv").map((line) => line["sync_result"]))).toEqual(new Set(["exists"]));
    },
  );

  test("passes the platforms' own filters on, and refuses one that would be ignored", async () => {
    const seeded = {
      provider: world.medallion.providers[3]?.id ?? "",
      status: "ready_for_committee",
      credentialingStatus: "needs_attention" as const,
    };
    const { sandbox, run } = await rehearse({
      world: { ...world, medallion: { ...world.medallion, credentialing: [seeded] } },
    });

    const wanted = await run([
      "export",
      "credentialing",
      "--request-status",
      "ready",
      "--credentialing-status",
      "needs_attention",
    ]);
    const refused = await run(["export", "providers", "--status", "active"]);

    // the schema has another word than the guide, and the sandbox follows the schema
    expect(sandbox.requests.slice(-2).map(({ query, status }) => [query, status])).toMatchObject([
      [{ request_status: ["ready"], credentialing_status: ["needs_attention"] }, 400],
      [{ request_status: ["ready_for_committee"], credentialing_status: ["needs_attention"] }, 200],
    ]);
    expect(wanted.stdout.split("\n")).toHaveLength(3);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--status does not filter providers");
  });
});

describe("export expirations", () => {
  test("writes what lapses on the platform, as a roster that requests nothing", async () => {
    const { sandbox, lines, run } = await rehearse();

    const all = await run(["export", "expirations", "--platform", "medallion", "-o", "all.csv"]);
    const dates = lines("all.csv");
    const [first, middle] = [dates[0], dates[Math.floor(dates.length / 2)]];
    const some = await run([
      "export",
      "expirations",
      "--platform=medallion",
      `--before=${middle?.["date"]}`,
      `--state=${first?.["state"]}`,
      "-o",
      "some.csv",
    ]);
    const checked = await run(["check", "all.csv"]);
    const planned = await run(["plan", "all.csv", "--only", "licenses,enrollments,credentialing"]);

    expect([all.code, some.code, checked.code, planned.code]).toEqual([0, 0, 0, 0]);
    expect(dates.length).toBeGreaterThan(10);
    const days = dates.map((line) => String(line["date"]));
    expect(days).toEqual(days.toSorted((one, other) => (one < other ? -1 : 1)));
    expect(lines("some.csv")).toEqual(
      dates.filter(
        ({ date, state }) => String(date) < String(middle?.["date"]) && state === first?.["state"],
      ),
    );
    expect(planned.stderr).toContain("sync would create no requests");
    expect(sandbox.requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test.each([
    [["--before", "soon"], "--before soon is not a day."],
    [["--before", "2027-02-30"], "--before 2027-02-30 is not a day."],
    [["--state", "Atlantis"], "--state Atlantis is not a state."],
    [["--search", "x"], "--search does not filter expirations."],
  ])("refuses %j", async (args, sentence) => {
    const { sandbox, run } = await rehearse({ world });
    const ended = await run(["export", "expirations", ...args]);
    expect([ended.code, sandbox.requests.length]).toEqual([2, 0]);
    expect(ended.stderr).toContain(sentence);
  });

  test("knows its filter alone", async () => {
    const { run } = await rehearse({ world });
    const ended = await run(["export", "licenses", "--before", "2027-01-01"]);
    expect(ended.stderr).toContain("--before does not filter licenses");
  });
});

describe("files", () => {
  test("fetches JSON and PDF of each closed request once, and the key never reaches the PDF's host", async () => {
    const { sandbox, folder, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    await run(["sync", "roster.csv", ...settled]);
    sandbox.advanceDays(60);
    const closed = sandbox.state.credentialing.filter(({ status }) => status === "closed");

    const first = await run(["files", "roster.csv", ...settled]);
    const downloads = sandbox.requests.filter(({ platform }) => platform === "files");
    const second = await run(["files", "roster.csv", ...settled]);

    expect([first.code, second.code]).toEqual([0, 0]);
    const names = readdirSync(join(folder, "roster.files"));
    expect(closed.length).toBeGreaterThan(2);
    expect(names.filter((name) => name.endsWith(".pdf"))).toHaveLength(closed.length);
    expect(names.filter((name) => name.endsWith(".json"))).toHaveLength(closed.length);
    for (const { id } of closed) expect(names.some((name) => name.includes(id))).toBe(true);
    expect(
      readFileSync(join(folder, "roster.files", names.find((name) => name.endsWith(".pdf")) ?? ""))
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(downloads).toHaveLength(closed.length);
    expect(downloads.flatMap(({ headers }) => Object.keys(headers))).not.toContain("x-api-key");
    expect(sandbox.requests.filter(({ platform }) => platform === "files")).toHaveLength(closed.length);
    expect(second.stderr).toContain(`0 downloaded, ${closed.length} already downloaded`);
    expect(statSync(join(folder, "roster.files")).mode & 0o077).toBe(0);
  });
});

describe("ledger", () => {
  test("lists, exports and settles what cannot be settled otherwise", async () => {
    const ending = new AbortController();
    let writes = 0;
    const { sandbox, folder, write, lines, run } = await rehearse({
      world,
      faults: [
        {
          kind: "500",
          match: { platform: "medallion", path: "credentialing-service-requests", access: "write" },
        },
      ],
      onRequest: ({ method, path }) => {
        if (method === "POST" && path.includes("credentialing-service-requests")) writes += 1;
        if (writes === 2) setTimeout(() => ending.abort(), 300);
      },
    });
    write("roster.csv", roster);
    // nothing is carried out and the run is over before the doubt is settled
    await run(["sync", "roster.csv", "--only", "credentialing", "--settle", "1h"], {
      interrupted: ending.signal,
    });

    const list = await run(["ledger", "list", "--standing", "in_doubt", "--format", "json"]);
    const entries = list.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly key: string });
    const [first, second] = entries;
    expect(entries.length).toBeGreaterThan(1);
    const created = await run([
      "ledger",
      "resolve",
      first?.key ?? "",
      "--as",
      "created",
      "--id",
      "0F3B1C9E-0000-4000-8000-000000000001",
    ]);
    const absent = await run(["ledger", "resolve", second?.key ?? "", "--as", "absent"]);
    const unknown = await run(["ledger", "resolve", "nothing|like|it", "--as", "absent"]);

    expect([created.code, absent.code, unknown.code]).toEqual([0, 0, 2]);
    await run(["ledger", "export", "-o", "ledger.csv"]);
    const exported = new Map(lines("ledger.csv").map((line) => [line["key"], line]));
    expect(exported.get(first?.key)).toMatchObject({
      standing: "accepted",
      request_id: "0f3b1c9e-0000-4000-8000-000000000001",
    });
    expect(exported.get(second?.key)).toMatchObject({ standing: "released" });
    expect(sandbox.state.credentialing).toEqual([]);
    expect(existsSync(join(folder, "roster-sync.db"))).toBe(true);
  });

  test("shows what moved within a time", async () => {
    const { sandbox, write, run } = await rehearse({ world });
    write("roster.csv", roster);
    await run(["sync", "roster.csv", ...settled]);
    sandbox.advanceDays(2);
    await run(["status", "roster.csv", ...settled]);

    const moved = await run(["ledger", "list", "--changed-since", "1h", "--format", "csv"]);

    expect(moved.stdout.split("\n")[0]).toBe("seen_at,key,request_id,from,to");
    expect(moved.stdout.split("\n").length).toBeGreaterThan(5);
  });
});
