import type { CallEvent } from "../http/client.ts";
import type { Meter } from "../http/meter.ts";
import type { Stop } from "../http/reply.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../runtime.ts";

/** What telling of a platform's calls needs. */
export interface CallLogTools {
  readonly log: Log;
  readonly platform: string;
  readonly meter: Meter;
  readonly clock: Clock;
}

/** A platform that is busy says so with every call; so often it is told at most. */
const throttledEveryMs = 10_000;

/** So many tries without an answer are no chance any more. */
const triesUntilTold = 4;

/**
 * Writes what calls come to. Each call is an event at the level `debug`; what an operator has to know of is one at
 * `info` or above: a request that is refused or in doubt, a platform that is busy, and one that does not answer.
 */
export function callLog({ log, platform, meter, clock }: CallLogTools): (event: CallEvent) => void {
  let throttled = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    const { requestId, clockAheadMs: _, ...rest } = event;
    // which rows a call is about takes its time to find out
    if (log.isLevelEnabled("debug"))
      log.debug(
        { ...rest, platform, requestId: undefined, request_id: requestId, rows: rowsOf(event) },
        "call",
      );
    const fields = {
      platform,
      route: event.route,
      status: event.status,
      failure: event.failure,
      request_id: requestId,
    };
    const total = meter.counts.throttled;
    if (total > throttled) {
      throttled = total;
      if (clock.monotonic() - toldAt < throttledEveryMs) return;
      toldAt = clock.monotonic();
      log.warn({ ...fields, times: total }, "throttled");
      return;
    }
    if (event.outcome === "refused" && event.purpose === "submit") {
      log.info({ ...fields, rows: rowsOf(event) }, "refused");
    } else if (event.outcome === "unknown" && event.purpose === "submit") {
      log.warn({ ...fields, rows: rowsOf(event) }, "not answered");
    } else if (isFailing(event) && event.attempt % triesUntilTold === 0) {
      log.warn({ ...fields, tries: event.attempt }, "no answer yet");
    }
  };
}

/** Says that no more calls are made, of one kind or of any, in the moment in which that is decided. */
export function stopLog(log: Log, platform: string): (stop: Stop) => void {
  return ({ code, reason }) => log.error({ platform, code, reason }, "stopped");
}

function isFailing({ outcome }: CallEvent): boolean {
  return outcome === "unknown" || outcome === "not-processed";
}

/** What no row of this roster asks for has row 0. */
function rowsOf({ rows }: CallEvent): readonly number[] | undefined {
  return rows?.().filter((row) => row > 0);
}
