import type { Ledger } from "../../src/ledger/ledger.ts";
import { openPlace } from "../../src/ledger/open.ts";
import type { RunRecord } from "../../src/ledger/entry.ts";
import { fileLedger } from "../../src/ledger/sqlite/file-ledger.ts";
import type { LedgerPlace } from "../../src/ledger/store.ts";
import { manualClock } from "./manual-clock.ts";

/** Whom a test opens a ledger for; what is left out is made up. */
export interface TestRun extends Partial<RunRecord> {
  /** The Medallion organization that the run is for. */
  readonly organization?: string | undefined;
}

/** The ledger in a file. */
export function fileAt(path: string): LedgerPlace {
  return fileLedger({ engine: "file", path, shown: path });
}

/** Opens a ledger for a run. */
export function openFor(place: LedgerPlace, { organization, ...run }: TestRun = {}): Promise<Ledger> {
  return openPlace(place, {
    run: { id: "run", command: "roster-sync sync", pid: 1, host: "test", startedAt: 0, ...run },
    salt: "salt",
    clock: manualClock(),
    owner:
      organization === undefined
        ? undefined
        : {
            platform: "medallion",
            title: "Medallion",
            organization,
            setting: "MEDALLION_ORGANIZATION_ID",
          },
  });
}
