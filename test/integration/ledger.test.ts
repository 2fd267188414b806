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
import type { Ledger } from "../../src/ledger/ledger.ts";
import { fileAt, ledgersOfATest, licenseWithKey as request } from "../support/ledgers.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-ledger-"));
  folders.push(folder);
  return join(folder, "ledger.db");
}

const ledgers = ledgersOfATest();
const { closed } = ledgers;
const opened = (path: string, id = "run1"): Promise<Ledger> => ledgers.opened(fileAt(path), { id });

describe("the file", () => {
  test("can be read by its owner only, with everything beside it", async () => {
    const path = newPath();
    const ledger = await opened(path);
    await ledger.requests.recordIntent([request("a")], 1);

    for (const suffix of ["", "-wal", "-shm", "-lock"]) expect(statSync(path + suffix).mode & 0o077).toBe(0);
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

    const found = await (await opened(copy, "run2")).requests.findMany(["a"]);

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

    expect(await (await opened(copy, "run2")).requests.findMany(["a"])).toEqual(new Map());
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

    const asked = [{ lookupSource: "medallion.provider", query, since: 5 }];
    expect(await ledger.identities.recallMany(asked)).toEqual(["id-1"]);
    await closed(ledger);
    openDatabase(path).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    expect(readFileSync(path).includes("avery")).toBe(false);
  });
});
