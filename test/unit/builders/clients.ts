import type { Call } from "../../../src/http/call.ts";
import { Client, type ClientParts } from "../../../src/http/client.ts";
import { Meter } from "../../../src/http/meter.ts";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { CallEvent, Stop, TransportAnswer } from "../../../src/http/reply.ts";
import type { IntentReceipt } from "../../../src/ledger/entry.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";

/** A call as it left, with the headers that it had. */
export interface Left {
  readonly call: Call;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** On the monotonic clock. */
  readonly at: number;
}

/** A client whose platform is a function, and everything that can be seen of it. */
export interface Stage {
  readonly client: Client;
  readonly clock: ManualClock;
  readonly rateLimiter: RateLimiter;
  readonly left: readonly Left[];
  readonly events: readonly CallEvent[];
  /** Ends all work, as an interruption does. */
  readonly stop: (reason: Stop) => void;
}

/** What a platform answers; an error is a connection that fails. */
export type Platform = (left: Left, number: number) => TransportAnswer | Error | Promise<TransportAnswer>;

/** An answer of a platform's; a text goes out as it is, all else as JSON. */
export function answer(status: number, body: unknown = {}, retryAfter?: string): TransportAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, retryAfter, text } as TransportAnswer;
}

/** A read of a list, with nothing special about it. */
export const someRead: Call = { method: "GET", path: "/providers", route: "/providers", purpose: "look-up" };

/** A write, with nothing special about it. */
export const someWrite: Call = {
  method: "POST",
  path: "/requests",
  route: "/requests",
  body: { a: 1 },
  purpose: "submit",
};

/** Proof that an intent is on record, for tests that have no ledger. */
export const receipt = { keys: ["k"], intendedAt: 0 } as unknown as IntentReceipt;

/** A client with credentials that are always there, before a platform. */
export function stage(platform: Platform, parts: Partial<ClientParts> = {}): Stage {
  const clock = manualClock();
  const rateLimiter = new RateLimiter(clock, { calls: 1_000, perMs: 1_000 });
  const left: Left[] = [];
  const events: CallEvent[] = [];
  const ending = new AbortController();
  const client = new Client({
    platform: "Medallion",
    transport: {
      send: async (call, headers, timeoutMs, keepBack) => {
        const why = keepBack?.();
        if (why !== undefined) throw why;
        const one = { call, headers, timeoutMs, at: clock.monotonic() };
        left.push(one);
        const said = await platform(one, left.length);
        if (said instanceof Error) throw said;
        return said;
      },
      close: () => Promise.resolve(),
    },
    rateLimiter,
    meter: new Meter(),
    concurrency: 4,
    clock,
    random: () => 0,
    retryPolicy: { retries: 2, throttledRetries: 3, firstWaitMs: 100, longestWaitMs: 1_000 },
    readTimeoutMs: 30_000,
    writeTimeoutMs: 60_000,
    signal: ending.signal,
    userAgent: "roster-sync/test (run abc)",
    onCall: (event) => events.push(event),
    onSpend: () => undefined,
    ...parts,
  });
  client.use({
    headers: () => Promise.resolve({ "x-api-key": "secret-key" }),
    renew: () => Promise.resolve(false),
  });
  return { client, clock, rateLimiter, left, events, stop: (reason) => ending.abort(reason) };
}

/** Waits for a promise while time passes. */
export async function inTime<T>(clock: ManualClock, promise: Promise<T>, ms = 600_000): Promise<T> {
  const guarded = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await clock.advance(ms);
  const ended = await Promise.race([guarded, Promise.resolve(undefined)]);
  if (ended === undefined) throw new Error(`nothing came of it in ${ms} ms`);
  if ("error" in ended) throw ended.error;
  return ended.value;
}
