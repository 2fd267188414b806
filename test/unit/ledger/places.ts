import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { fileLedger } from "../../../src/ledger/sqlite/file-ledger.ts";
import type { LedgerPlace } from "../../../src/ledger/store.ts";

/** A sort of ledgers that tests run over: makes new, empty ones, and clears them away. */
export interface Places {
  readonly engine: string;
  readonly place: () => LedgerPlace;
  readonly clear: () => void;
}

/** Ledgers in files of a temporary folder. */
export function filePlaces(): Places {
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-ledgers-"));
  let count = 0;
  return {
    engine: "a file",
    place: () => {
      count += 1;
      const path = join(folder, `${count}.db`);
      return fileLedger({ engine: "file", path, shown: path });
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Ledgers in memory. */
export function memoryPlaces(): Places {
  return { engine: "memory", place: () => memoryLedger(), clear: () => undefined };
}
