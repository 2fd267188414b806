import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/database/database.ts";
import { gathered } from "../../src/ledger/batches.ts";
import type { LedgerEntry } from "../../src/ledger/entry.ts";
import { schemaVersion } from "../../src/ledger/sqlite/schema.ts";
import { fileAt, openFor } from "../support/ledgers.ts";

/** Written by version 0.1.0: three adopted, thirteen made, of these one each in doubt, without an id, released and in conflict. */
const written = fileURLToPath(new URL("../data/ledger-v1.db", import.meta.url));

test("a ledger of the first version is taken up, with what it knew and what it did not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-v1-"));
  const path = join(folder, "ledger.db");
  copyFileSync(written, path);

  const ledger = await openFor(fileAt(path));
  const entries = await gathered(ledger.requests.all());
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
