import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/database.ts";
import type { RequestIdentity } from "../../src/ledger/entry.ts";
import { openLedger, type Ledger } from "../../src/ledger/ledger.ts";

const folders: string[] = [];
const open: Ledger[] = [];
afterEach(async () => {
  for (const ledger of open.splice(0)) await ledger.close(0, 0);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-ledger-"));
  folders.push(folder);
  return join(folder, "ledger.db");
}

async function opened(path: string, id = "run1", organization?: string): Promise<Ledger> {
  const run = { id, command: "roster-sync sync roster.csv", pid: 4711, host: "night", startedAt: 1_000 };
  const ledger = await openLedger(path, run, "salt", organization);
  open.push(ledger);
  return ledger;
}

async function closed(ledger: Ledger): Promise<void> {
  open.splice(open.indexOf(ledger), 1);
  await ledger.close(0, 2_000);
}

function request(key: string): RequestIdentity {
  return {
    key,
    platform: "medallion",
    kind: "medallion.license",
    organization: "org",
    subject: "provider",
    attributes: { state: "CA", specialties: ["a", "b"], owned: true },
  };
}

describe("an intent", () => {
  test("is on the disk before it is acknowledged, with its facts", async () => {
    const path = newPath();
    const ledger = await opened(path);

    await ledger.requests.recordIntent([request("a"), request("b")], 5_000);

    const rows = openDatabase(path).prepare("SELECT key, standing, intended_at, facts FROM request").all();
    expect(rows.map((row) => [row["key"], row["standing"], row["intended_at"]])).toEqual([
      ["a", "intended", 5_000],
      ["b", "intended", 5_000],
    ]);
    expect((await ledger.requests.find(["a"])).get("a")?.attributes).toEqual(request("a").attributes);
  });

  test.each(["intended", "accepted", "in_doubt"] as const)(
    "is refused for a request that is %s",
    async (standing) => {
      const ledger = await opened(newPath());
      const receipt = await ledger.requests.recordIntent([request("a")], 1);
      if (standing === "accepted")
        await ledger.requests.recordOutcome(receipt, { outcome: "accepted", remote: { remoteId: "x" } }, 2);
      if (standing === "in_doubt")
        await ledger.requests.recordOutcome(receipt, { outcome: "in_doubt", problem: "hung" }, 2);

      await expect(ledger.requests.recordIntent([request("b"), request("a")], 3)).rejects.toThrow(
        "a was requested before",
      );

      expect((await ledger.requests.find(["b"])).size).toBe(0);
      expect((await ledger.requests.find(["a"])).get("a")?.standing).toBe(standing);
    },
  );

  test.each(["refused", "released"] as const)("is taken again after it was %s", async (outcome) => {
    const ledger = await opened(newPath());
    const receipt = await ledger.requests.recordIntent([request("a")], 1);
    await ledger.requests.recordOutcome(receipt, { outcome, problem: "no" }, 2);

    await ledger.requests.recordIntent([request("a")], 3);

    const entry = (await ledger.requests.find(["a"])).get("a");
    expect(entry).toMatchObject({ standing: "intended", sends: 2, intendedAt: 3 });
    expect(entry?.problem).toBeUndefined();
  });

  test("that failed alone leaves the others of the same turn on record", async () => {
    const ledger = await opened(newPath());
    await ledger.requests.recordIntent([request("a")], 1);

    const both = await Promise.allSettled([
      ledger.requests.recordIntent([request("a")], 2),
      ledger.requests.recordIntent([request("c")], 2),
    ]);

    expect(both.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect((await ledger.requests.find(["c"])).get("c")?.standing).toBe("intended");
  });
});

describe("the number under which a platform works on something", () => {
  const pending = { outcome: "in_doubt", problem: "being worked on", operationId: "batch 7" } as const;

  async function worked(how: (ledger: Ledger) => Promise<unknown>): Promise<string | undefined> {
    const ledger = await opened(newPath());
    const intent = await ledger.requests.recordIntent([request("a")], 1_000);
    await ledger.requests.recordOutcome(intent, pending, 1_500);
    await how(ledger);
    return (await ledger.requests.find(["a"])).get("a")?.operationId;
  }

  test("is there for the next run, which sends nothing in its place", async () => {
    const path = newPath();
    const first = await opened(path);
    const intent = await first.requests.recordIntent([request("a"), request("b")], 1_000);
    await first.requests.recordOutcome(intent, pending, 1_500);
    await closed(first);

    const { requests } = await opened(path, "run2");

    expect((await requests.unsettled("medallion.license", "org")).map((entry) => entry.operationId)).toEqual([
      "batch 7",
      "batch 7",
    ]);
    await expect(requests.recordIntent([request("a")], 2_000)).rejects.toThrow("requested before");
  });

  test.each<[string, (ledger: Ledger) => Promise<unknown>]>([
    ["is released", ({ requests }) => requests.release(["a"], 2_000)],
    ["is refused", ({ requests }) => requests.refuse(["a"], "no", 2_000, true)],
    [
      "is seen",
      ({ requests }) => requests.recordSeen([{ ...request("a"), remote: { remoteId: "r" } }], 2_000),
    ],
    ["is settled by a person", ({ requests }) => requests.resolve("a", { as: "absent" }, 2_000)],
  ])("is forgotten once it %s", async (_how, how) => {
    expect(await worked(() => Promise.resolve())).toBe("batch 7");
    expect(await worked(how)).toBeUndefined();
  });

  test("is not that of the next sending", async () => {
    const again = async ({ requests }: Ledger): Promise<void> => {
      await requests.release(["a"], 2_000);
      await requests.recordIntent([request("a")], 3_000);
    };
    expect(await worked(again)).toBeUndefined();
  });
});

describe("what a list shows", () => {
  test("adopts what the ledger never asked for, and settles what was in doubt as its own", async () => {
    const ledger = await opened(newPath());
    const receipt = await ledger.requests.recordIntent([request("mine")], 1);
    await ledger.requests.recordOutcome(receipt, { outcome: "in_doubt", problem: "hung" }, 2);

    const status = "requested";
    await ledger.requests.recordSeen(
      [
        { ...request("mine"), remote: { remoteId: "r", status } },
        { ...request("theirs"), remote: { remoteId: "s", status } },
      ],
      3,
    );

    const found = await ledger.requests.find(["mine", "theirs"]);
    expect(found.get("mine")).toMatchObject({
      standing: "accepted",
      origin: "created",
      remoteId: "r",
      seenAt: 3,
    });
    expect(found.get("theirs")).toMatchObject({
      standing: "accepted",
      origin: "adopted",
      status: "requested",
    });
  });

  test("is never under two keys", async () => {
    const ledger = await opened(newPath());
    const see = (key: string, remoteId: string) =>
      ledger.requests.recordSeen([{ ...request(key), remote: { remoteId, status: "s" } }], 1);
    await see("mine", "r");
    const receipt = await ledger.requests.recordIntent([request("sent")], 2);
    const answer = { remoteId: "r", status: "other" };
    expect(await ledger.requests.recordOutcome(receipt, { outcome: "accepted", remote: answer }, 3)).toBe(
      "claimed",
    );

    expect(await see("theirs", "r")).toEqual(["theirs"]);
    expect(await see("mine", "r")).toEqual([]);

    const found = await ledger.requests.find(["mine", "theirs", "sent"]);
    expect([...found.keys()]).toEqual(["mine", "sent"]);
    expect(found.get("sent")).toMatchObject({ standing: "in_doubt", remoteId: undefined, status: undefined });
  });

  test("is taken from the key that it does not fit: what was adopted may be requested, what was sent was accepted", async () => {
    const ledger = await opened(newPath());
    const remote = { remoteId: "r", status: "s" };
    await ledger.requests.recordSeen([{ ...request("adopted"), remote }], 1);
    const receipt = await ledger.requests.recordIntent([request("sent")], 2);
    await ledger.requests.recordOutcome(
      receipt,
      { outcome: "accepted", remote: { remoteId: "t", status: "s" } },
      3,
    );

    await ledger.requests.disown(["adopted", "sent"], 4);

    const found = await ledger.requests.find(["adopted", "sent"]);
    expect([...found.values()].map(({ standing, remoteId, status }) => [standing, remoteId, status])).toEqual(
      [
        ["released", undefined, undefined],
        ["accepted", undefined, undefined],
      ],
    );
    expect(
      await ledger.requests.recordSeen(
        [{ ...request("right"), remote: { remoteId: "t", status: "moved" } }],
        5,
      ),
    ).toEqual([]);
  });

  test("goes to another key with its changes when the roster names it more precisely", async () => {
    const ledger = await opened(newPath());
    const see = (status: string) =>
      ledger.requests.recordSeen([{ ...request("vague"), remote: { remoteId: "r", status } }], 1);
    await see("requested");
    await see("completed");
    const receipt = await ledger.requests.recordIntent([request("exact")], 2);
    await ledger.requests.recordOutcome(receipt, { outcome: "refused", problem: "no" }, 3);

    await ledger.requests.rename("vague", { ...request("exact"), attributes: { state: "NY" } });

    expect((await ledger.requests.find(["vague"])).size).toBe(0);
    expect((await ledger.requests.find(["exact"])).get("exact")).toMatchObject({
      standing: "accepted",
      remoteId: "r",
      attributes: { state: "NY" },
    });
    expect(await ledger.changes.unreported("exact")).toHaveLength(1);
  });

  test("keeps a status that changed as a change until results have reported it", async () => {
    const ledger = await opened(newPath());
    const see = (status: string, at: number): Promise<readonly string[]> =>
      ledger.requests.recordSeen([{ ...request("a"), remote: { remoteId: "r", status } }], at);
    await see("requested", 1);
    await see("requested", 2);
    await see("completed", 3);

    expect(await ledger.changes.unreported("a")).toEqual([
      { key: "a", from: "requested", to: "completed", seenAt: 3 },
    ]);
    await ledger.changes.markReported(["a"]);
    expect(await ledger.changes.unreported("a")).toEqual([]);
  });
});

describe("the file", () => {
  test("can be read by its owner only, with everything beside it", async () => {
    const path = newPath();
    const ledger = await opened(path);
    await ledger.requests.recordIntent([request("a")], 1);

    for (const suffix of ["", "-wal", "-shm", "-lock"]) expect(statSync(path + suffix).mode & 0o077).toBe(0);
  });

  test("is held by one run at a time, and free when that has ended", async () => {
    const path = newPath();
    const first = await opened(path);

    await expect(opened(path, "run2")).rejects.toThrow(
      'process 4711 on night, "roster-sync sync roster.csv"',
    );
    await closed(first);
    await expect(opened(path, "run3")).resolves.toBeDefined();
  });

  test.each([
    ["a text", (path: string) => writeFileSync(path, "row,status\n".repeat(300))],
    [
      "a database of another program",
      (path: string) => openDatabase(path).exec("CREATE TABLE x (y); INSERT INTO x VALUES (1)"),
    ],
  ])("is refused with a sentence when it is %s", async (_, make) => {
    const path = newPath();
    make(path);
    const before = readFileSync(path);

    await expect(opened(path)).rejects.toThrow(/is not a roster-sync ledger, or it is damaged/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("is refused when half of it is gone", async () => {
    const path = newPath();
    const ledger = await opened(path);
    for (let at = 0; at < 200; at += 1) await ledger.requests.recordIntent([request(`key ${at}`)], at);
    await closed(ledger);
    openDatabase(path).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    truncateSync(path, statSync(path).size / 2);

    await expect(opened(path, "run2")).rejects.toThrow(/damaged|cannot be opened/);
  });

  test("is whole by itself once its run has ended", async () => {
    const path = newPath();
    const ledger = await opened(path);
    await ledger.requests.recordIntent([request("a")], 5_000);
    await closed(ledger);
    const copy = newPath();
    copyFileSync(path, copy);

    const found = await (await opened(copy, "run2")).requests.find(["a"]);

    expect(found.get("a")?.standing).toBe("intended");
  });

  test("is refused when it is the part of a ledger that is empty", async () => {
    const path = newPath();
    const database = openDatabase(path);
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE a (b); DROP TABLE a");
    database.close();

    await expect(opened(path)).rejects.toThrow(/is empty: it is one part of a ledger/);
  });

  test("has its tables in its main file from the first run on", async () => {
    const path = newPath();
    await opened(path);
    const copy = newPath();
    copyFileSync(path, copy);

    expect(await (await opened(copy, "run2")).requests.find(["a"])).toEqual(new Map());
  });

  test("is refused when a newer program wrote it", async () => {
    const path = newPath();
    await closed(await opened(path));
    openDatabase(path).exec("PRAGMA user_version = 99");

    await expect(opened(path, "run2")).rejects.toThrow("written by a newer roster-sync (its version is 99");
  });

  test("keeps what lookups found without the words of the query", async () => {
    const path = newPath();
    const ledger = await opened(path);
    const query = JSON.stringify([["email", "avery.example@example.test"]]);
    await ledger.identities.remember("medallion.provider", [{ query, id: "id-1" }], 10);

    expect(await ledger.identities.recall("medallion.provider", query, 5)).toBe("id-1");
    expect(await ledger.identities.recall("medallion.provider", query, 11)).toBeUndefined();
    await closed(ledger);
    openDatabase(path).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    expect(readFileSync(path).includes("avery")).toBe(false);
  });
});

describe("a ledger of one organization", () => {
  const lookupSource = "medallion.provider";
  const asked = [{ query: "who", id: "id-1" }];

  test("is refused to another one, with both named, and stays usable for its own", async () => {
    const path = newPath();
    await closed(await opened(path, "run1", "north"));

    await expect(opened(path, "run2", "south")).rejects.toMatchObject({
      exitCode: 2,
      message: `The ledger ${path} belongs to the Medallion organization north, and this run is for south.`,
      remedy: expect.stringContaining("--ledger"),
    });
    await expect(opened(path, "run3", "north")).resolves.toBeDefined();
    const runs = openDatabase(path).prepare("SELECT id FROM run").all();
    expect(runs.map(({ id }) => id)).toEqual(["run1", "run3"]);
  });

  test("that no Medallion run has used yet is taken by the first one", async () => {
    const path = newPath();
    await closed(await opened(path, "verifiable only"));
    await closed(await opened(path, "run2", "north"));

    await expect(opened(path, "run3", "south")).rejects.toThrow("belongs to");
    await expect(opened(path, "without Medallion")).resolves.toBeDefined();
  });

  test.each<[string, readonly string[], string, string | undefined]>([
    ["holds requests of one organization goes on with what it knows", ["north"], "north", "id-1"],
    [
      "holds requests of two is taken by either, without what was looked up",
      ["north", "south"],
      "south",
      undefined,
    ],
    ["holds no request is taken by anybody, without what was looked up", [], "south", undefined],
  ])("that is older and %s", async (_what, organizations, mine, remembered) => {
    const path = newPath();
    const old = await opened(path);
    const requests = organizations.map((organization) => ({
      ...request(`key of ${organization}`),
      organization,
    }));
    if (requests.length > 0) await old.requests.recordIntent(requests, 1);
    await old.identities.remember(lookupSource, asked, 10);
    await old.identities.remember("verifiable.provider", asked, 10);
    await closed(old);

    const ledger = await opened(path, "run2", mine);

    expect(await ledger.identities.recall(lookupSource, "who", 0)).toBe(remembered);
    expect(await ledger.identities.recall("verifiable.provider", "who", 0)).toBe("id-1");
  });

  test("that is older and holds another one's requests is refused", async () => {
    const path = newPath();
    const old = await opened(path);
    await old.requests.recordIntent([{ ...request("a"), organization: "north" }], 1);
    await closed(old);

    await expect(opened(path, "run2", "south")).rejects.toThrow(
      "organization north, and this run is for south",
    );
  });
});
