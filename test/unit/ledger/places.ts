import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../src/database/database.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { sqlStore } from "../../../src/ledger/sql/store.ts";
import { sqliteEngine } from "../../../src/ledger/sqlite/file-ledger.ts";
import { prepareSchema } from "../../../src/ledger/sqlite/schema.ts";
import type { LedgerPlace, LedgerStore } from "../../../src/ledger/store.ts";
import { fileAt } from "../../support/ledgers.ts";
import { manualClock } from "../../support/manual-clock.ts";

const run = { id: "run", command: "sync", pid: 1, host: "h", startedAt: 0 };
const immortal = { lost: new AbortController().signal, clockAheadMs: () => 0 };

/** A sort of ledgers that tests run over: makes new, empty ones, and clears them away. */
export interface Places {
  readonly engine: string;
  readonly place: () => LedgerPlace;
  /** A new ledger, as something that holds it anew each time it is called: whoever held it before is gone without a word. */
  readonly mortal: () => () => Promise<LedgerStore>;
  readonly clear: () => void;
}

/** Ledgers in files of a temporary folder. */
export function filePlaces(): Places {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-ledgers-"));
  let count = 0;
  const newPath = (): string => {
    count += 1;
    return join(folder, `${count}.db`);
  };
  return {
    engine: "a file",
    place: () => fileAt(newPath()),
    mortal: () => {
      const path = newPath();
      // the connection before it is left as it is
      return async () => {
        const database = openDatabase(path);
        prepareSchema(database, path);
        return sqlStore(sqliteEngine(database), { ...immortal, close: async () => database.close() });
      };
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Ledgers in memory. */
export function memoryPlaces(): Places {
  return {
    engine: "memory",
    place: () => memoryLedger(),
    mortal: () => {
      const ledger = memoryLedger();
      return () => {
        ledger.crash(() => false);
        return ledger.hold({ run, clock: manualClock() });
      };
    },
    clear: () => undefined,
  };
}
