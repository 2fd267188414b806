import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../runtime.ts";

/** What waiting before the first look needs. */
export interface FirstLook {
  readonly ledger: Pick<Ledger, "doubt">;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
  /** Told of the wait, for people. */
  readonly tell: (sentence: string) => void;
  readonly signal: AbortSignal;
  readonly writeTimeoutMs: number;
  readonly settleMs: number;
}

/**
 * Waits when records of the ledger may be gone, which is so after a failover or a restored backup: a request that was sent and
 * forgotten may still be on its way, or not be listed yet. After as long as a write may take and a list may lag it is
 * listed, and is adopted instead of being sent again.
 */
export async function waitBeforeFirstLook(look: FirstLook): Promise<void> {
  const { ledger, clock, log, tell, signal, writeTimeoutMs, settleMs } = look;
  if (ledger.doubt === undefined) return;
  const ms = writeTimeoutMs + settleMs;
  const seconds = Math.ceil(ms / 1000);
  log.warn({ seconds }, "records may be lost");
  tell(
    `The ledger's server was replaced or restored since the last run, so the ledger may have lost records. Waiting ${seconds} s before the first look, so that what was sent is listed.`,
  );
  await clock.sleep(ms, signal);
  if (!signal.aborted) await ledger.doubt.end();
}
