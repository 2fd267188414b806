import pRetry from "p-retry";
import type { Clock } from "../runtime.ts";
import type { Reply } from "./reply.ts";

/** How patient a call is. */
export interface RetryPolicy {
  /** Tries after the first that failed for the platform's or the network's sake. */
  readonly retries: number;
  /** Tries after the first that met a 429; each waits as long as it is told. */
  readonly throttledRetries: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/** With one call in four failing by chance, nine tries leave one call in 260,000 without an answer. */
export const defaultRetryPolicy: RetryPolicy = {
  retries: 8,
  throttledRetries: 40,
  firstWaitMs: 250,
  longestWaitMs: 8_000,
};

class TryAgain extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super("try again");
    this.reply = reply;
  }
}

/** What retrying needs from outside. */
interface RetryTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/**
 * Makes an attempt again while `mayRepeat` says so of its reply, waiting longer each time (full jitter), and
 * answers the last reply. A 429 does not wait here: the pace holds everybody back until the stated time.
 */
export async function withRetries(
  attempt: () => Promise<Reply>,
  mayRepeat: (reply: Reply) => boolean,
  retryPolicy: RetryPolicy,
  tools: RetryTools,
): Promise<Reply> {
  let failures = 0;
  let throttles = 0;
  const mayTryAgain = (reply: Reply): boolean => {
    if (tools.signal.aborted) return false;
    return isThrottled(reply) ? throttles <= retryPolicy.throttledRetries : failures <= retryPolicy.retries;
  };
  try {
    return await pRetry(
      async () => {
        const reply = await attempt();
        if (mayRepeat(reply)) throw new TryAgain(reply);
        return reply;
      },
      {
        retries: retryPolicy.retries + retryPolicy.throttledRetries,
        minTimeout: 0,
        factor: 1,
        // p-retry calls this first after every failure, the last one included
        onFailedAttempt: async ({ error }) => {
          if (!(error instanceof TryAgain)) return;
          if (isThrottled(error.reply)) throttles += 1;
          else failures += 1;
          if (isThrottled(error.reply) || !mayTryAgain(error.reply)) return;
          const longest = Math.min(retryPolicy.firstWaitMs * 2 ** (failures - 1), retryPolicy.longestWaitMs);
          await tools.clock.sleep(longest * (0.5 + tools.random() / 2), tools.signal);
        },
        shouldRetry: ({ error }) => error instanceof TryAgain && mayTryAgain(error.reply),
      },
    );
  } catch (error) {
    if (error instanceof TryAgain) return error.reply;
    throw error;
  }
}

function isThrottled(reply: Reply): boolean {
  return reply.kind === "put-off" || (reply.kind === "not-processed" && reply.throttled);
}

/** So many refusals of one kind of read in a row, and they are meant. */
export const turnedAwayUntilForbidden = 3;

/** How often at most a read may be made again after a reply, as far as the reply goes. */
export function mostRepeats(reply: Reply): number {
  switch (reply.kind) {
    case "unknown":
      return reply.repeats ?? Infinity;
    case "not-processed":
    case "put-off":
      return Infinity;
    case "forbidden":
      // one that stays comes as `not-sent`
      return 1;
    case "ok":
    case "refused":
    case "not-sent":
      return 0;
  }
}
