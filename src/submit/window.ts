import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Clock } from "../runtime.ts";
import type { WorkItem } from "../staging/work-items.ts";

/** What the time of settling depends on. */
export interface WindowTools {
  readonly ledger: { readonly requests: Pick<Ledger["requests"], "run"> };
  readonly clock: Pick<Clock, "now">;
  readonly settleMs: number;
  readonly writeTimeoutMs: number;
  readonly clockAheadMs: () => number | undefined;
}

/** Over which time a request is looked for. */
export interface SettlingWindow {
  /** Nothing of it can have been on its way after this; milliseconds since the epoch. */
  readonly from: number;
  readonly ms: number;
}

/** A clock that differs from the platform's by more than this proves nothing about other nights. */
const mostApartMs = 10_000;

/** `Date` has whole seconds, so a clock that is right reads half a second behind on average. */
const dateGrainMs = 500;

/**
 * When the settling time of a request began, and how long it is. A second silence speaks for a list that lags, so what
 * was sent again in this run has twice the time. What another run sent counts from the first look of this one: two
 * clocks, or one that was set between, measure nothing together, unless the platform's own agrees with both.
 */
export function windowOf(
  workItem: WorkItem,
  entry: LedgerEntry | undefined,
  firstLook: number,
  tools: WindowTools,
): SettlingWindow {
  const ms = (workItem.resends ?? 0) > 0 ? tools.settleMs * 2 : tools.settleMs;
  const now = tools.clock.now();
  if (entry === undefined) return { from: firstLook, ms };
  const left =
    workItem.state === "confirm"
      ? (entry.settledAt ?? now)
      : (entry.doubtSince ?? (entry.intendedAt ?? now) + tools.writeTimeoutMs);
  if (entry.run === tools.ledger.requests.run) return { from: left, ms };
  const apart = workItem.state === "confirm" ? undefined : apartMs(entry.clockAheadMs, tools.clockAheadMs());
  if (apart === undefined) return { from: firstLook, ms };
  // what a run that died had just sent may still be on its way; a time in the future counts as now
  const latest = entry.doubtSince === undefined ? firstLook + tools.writeTimeoutMs : firstLook;
  return { from: Math.min(left + apart, latest), ms };
}

/** By how much two runs' clocks may differ, told by the platform's; undefined when it disagrees with either. */
function apartMs(then: number | undefined, now: number | undefined): number | undefined {
  if (then === undefined || now === undefined) return undefined;
  const off = (ahead: number): number => Math.max(0, Math.abs(ahead + dateGrainMs) - dateGrainMs);
  const [one, other] = [off(then), off(now)];
  return one > mostApartMs || other > mostApartMs ? undefined : one + other;
}
