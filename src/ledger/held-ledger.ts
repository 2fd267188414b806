import { LedgerHeldError } from "../errors.ts";
import type { Clock } from "../runtime.ts";

/** How long to wait for a ledger that another run holds. */
export interface HeldPatience {
  readonly waitMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Told once, when the waiting begins, who holds it. */
  readonly onWait: (held: LedgerHeldError) => void;
}

const againMs = 2_000;

/**
 * Tries to hold a ledger again and again while another run has it. Throws the last LedgerHeldError when that goes on for
 * longer than it is to wait, or when the signal is aborted.
 */
export async function holdPatiently<Store>(
  hold: () => Promise<Store>,
  clock: Clock,
  patience: HeldPatience | undefined,
): Promise<Store> {
  const until = clock.monotonic() + (patience?.waitMs ?? 0);
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await hold();
    } catch (error) {
      if (!(error instanceof LedgerHeldError) || patience === undefined) throw error;
      const left = until - clock.monotonic();
      if (left <= 0 || patience.signal.aborted) throw error;
      if (isFirst) patience.onWait(error);
      await clock.sleep(Math.min(againMs, left), patience.signal);
    }
  }
}
