import { existsSync, statSync } from "node:fs";
import { LedgerFileError } from "../errors.ts";
import type { LedgerEntry, StatusChange } from "./entry.ts";
import { openLedgerDatabase } from "./ledger.ts";
import { entryOf } from "./request-row.ts";
import { runsSince, type PastRun } from "./runs.ts";

/** A ledger opened to be looked at, also while a run works with it. */
export interface LedgerReading {
  /** Every entry that a filter lets through, in key order. */
  readonly entries: (filter: EntryFilter) => Generator<LedgerEntry>;
  /** Every status that moved at or after a time, oldest first, with its request. */
  readonly changesSince: (
    at: number,
  ) => Generator<StatusChange & { readonly entry: LedgerEntry | undefined }>;
  /** Every run that began at or after a time, oldest first. */
  readonly runsSince: (at: number) => Generator<PastRun>;
  readonly close: () => void;
}

/** Which entries are wanted; what is left out lets everything through. */
export interface EntryFilter {
  readonly platform?: string | undefined;
  readonly kind?: string | undefined;
  readonly standing?: string | undefined;
  readonly status?: string | undefined;
}

const together = 500;

/** Opens a ledger that is there. Throws LedgerFileError when it is not. */
export function readLedger(path: string): LedgerReading {
  if (!existsSync(path) || statSync(path).size === 0) {
    throw new LedgerFileError(`There is no ledger ${path}.`, "Specify it with --ledger, or run sync first.");
  }
  const database = openLedgerDatabase(path);
  const page = (after: string): readonly LedgerEntry[] =>
    database
      .prepare("SELECT * FROM request WHERE key > ? ORDER BY key LIMIT ?")
      .all(after, together)
      .map(entryOf);
  return {
    entries: function* (filter) {
      for (let after = ""; ;) {
        const entries = page(after);
        const last = entries.at(-1);
        if (last === undefined) return;
        after = last.key;
        for (const entry of entries) if (passes(entry, filter)) yield entry;
      }
    },
    changesSince: function* (at) {
      const find = database.prepare("SELECT * FROM request WHERE key = ?");
      for (let after = 0; ;) {
        const rows = database
          .prepare("SELECT * FROM change WHERE id > ? AND seen_at >= ? ORDER BY id LIMIT ?")
          .all(after, at, together);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = Number(last["id"]);
        for (const row of rows) {
          const key = String(row["key"]);
          const found = find.get(key);
          yield {
            key,
            from: String(row["from_status"]),
            to: String(row["to_status"]),
            seenAt: Number(row["seen_at"]),
            entry: found === undefined ? undefined : entryOf(found),
          };
        }
      }
    },
    runsSince: (at) => runsSince(database, at),
    close: () => database.close(),
  };
}

function passes(entry: LedgerEntry, filter: EntryFilter): boolean {
  const fits = (wanted: string | undefined, has: string | undefined): boolean =>
    wanted === undefined || wanted.toLowerCase() === (has ?? "").toLowerCase();
  return (
    fits(filter.platform, entry.platform) &&
    (fits(filter.kind, entry.kind) || fits(filter.kind, entry.kind.split(".")[1])) &&
    fits(filter.standing, entry.standing) &&
    fits(filter.status, entry.status)
  );
}
