import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/database/database.ts";
import type { LedgerEntry } from "../../src/ledger/entry.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { schemaVersion } from "../../src/ledger/schema.ts";

/** Written by version 0.1.0: three adopted, thirteen made, of these one each in doubt, without an id, released and in conflict. */
const written = new URL("../data/ledger-v1.db", import.meta.url).pathname;

test("a ledger of the first version is taken up, with what it knew and what it did not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-v1-"));
  const path = join(folder, "ledger.db");
  copyFileSync(written, path);
  const run = { id: "now", command: "sync", pid: 1, host: "h", startedAt: 1 };

  const ledger = await openLedger(path, run, "another salt");
  const entries = await ledger.requests.page("", 1_000);
  await ledger.close(0, 2);

  const version = openDatabase(path).prepare("PRAGMA user_version").get();
  expect(version?.["user_version"]).toBe(schemaVersion);
  expect(entries).toHaveLength(16);
  const told = ({ standing, origin, remoteId, unsettledSince, shownAt, answerStatus }: LedgerEntry): string =>
    [
      origin,
      standing,
      remoteId === undefined ? "no id" : "id",
      unsettledSince === undefined ? "settled" : "unsettled",
      shownAt === undefined ? "unshown" : "shown",
      answerStatus ?? "",
    ].join(" ");
  const counts: Record<string, number> = {};
  for (const entry of entries) counts[told(entry)] = (counts[told(entry)] ?? 0) + 1;
  expect(counts).toEqual({
    "adopted accepted id settled shown ": 3,
    "created accepted id settled shown ": 9,
    "created accepted no id unsettled unshown ": 1,
    "created in_doubt no id unsettled unshown ": 1,
    "created in_doubt no id unsettled unshown 409": 1,
    "created released no id unsettled unshown ": 1,
  });
  rmSync(folder, { recursive: true, force: true });
});
