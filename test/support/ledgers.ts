import { afterEach } from "vitest";
import type { RequestIdentity, RunRecord } from "../../src/ledger/entry.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { openPlace } from "../../src/ledger/open.ts";
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

/** Ledgers that are closed when the test that has opened them ends, however it ends. */
export function ledgersOfATest(): {
  readonly opened: (place: LedgerPlace, run?: TestRun) => Promise<Ledger>;
  /** Closes one before its time. */
  readonly closed: (ledger: Ledger) => Promise<void>;
} {
  const open: Ledger[] = [];
  afterEach(async () => {
    for (const ledger of open.splice(0)) await ledger.close(0, 0);
  });
  return {
    opened: async (place, run) => {
      const ledger = await openFor(place, run);
      open.push(ledger);
      return ledger;
    },
    closed: async (ledger) => {
      open.splice(open.indexOf(ledger), 1);
      await ledger.close(0, 2_000);
    },
  };
}

/** A license request as ledgers know it. */
export function licenseWithKey(key: string): RequestIdentity {
  return {
    key,
    platform: "medallion",
    kind: "medallion.license",
    organization: "org",
    subject: "provider",
    attributes: { state: "CA", specialties: ["a", "b"], owned: true },
  };
}
