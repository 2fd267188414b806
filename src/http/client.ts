import pLimit, { type LimitFunction } from "p-limit";
import type { IntentReceipt } from "../ledger/entry.ts";
import type { Permit, SharedAllowance } from "../ledger/shared-allowance.ts";
import type { Clock } from "../runtime.ts";
import { isWrite, type Call } from "./call.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { ageFrom, freshMs, KeptBackError } from "./intent-age.ts";
import type { Meter } from "./meter.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import {
  type CallEvent,
  failureOf,
  replyOf,
  replyOfFailure,
  type Reply,
  type Stop,
  type TransportAnswer,
} from "./reply.ts";
import { withRetries, type RetryPolicy, turnedAwayUntilForbidden, mostRepeats } from "./retry.ts";
import type { KeepBack, Transport } from "./transport.ts";

/** The platforms' clocks may differ from ours by so much. */
const clockSlackMs = 10 * 60_000;

/** How a platform wants to be told who is calling. */
export interface Credentials {
  /** The headers for the next call, signing in first where that is needed. */
  readonly headers: () => Promise<Readonly<Record<string, string>> | Stop>;
  /** A 401 came back for these headers: true when other headers are worth one more try. */
  readonly renew: (refused: Readonly<Record<string, string>>) => Promise<boolean>;
}

/** What a client is made of; everything that reaches outside is handed in. */
export interface ClientParts {
  readonly platform: string;
  readonly transport: Transport;
  readonly rateLimiter: RateLimiter;
  /** What others leave of the account's allowance; undefined when nobody else is known. */
  readonly shared?: SharedAllowance | undefined;
  readonly meter: Meter;
  readonly concurrency: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retryPolicy: RetryPolicy;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** Aborted with a {@link Stop} as its reason when no new call may start. */
  readonly signal: AbortSignal;
  readonly userAgent: string;
  readonly onCall: (event: CallEvent) => void;
  /** Told when no more calls will be made, of one kind or of any. */
  readonly onStop?: ((stop: Stop) => void) | undefined;
  /** Told right before each call leaves, so that later runs know what was spent. */
  readonly onSpend: (at: number) => void;
}

/**
 * The one way to a platform. Reads are tried again until they answer or the retry policy ends. A write is sent once,
 * and only against the receipt of an intent that is on the disk.
 */
export class Client {
  readonly #parts: ClientParts;
  readonly #slots: LimitFunction;
  readonly breaker: CircuitBreaker;
  #credentials: Credentials | undefined;
  /** By how much the platform's clock is ahead of ours, as its last answer told; never more than that. */
  #aheadMs: number | undefined;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    this.#slots = pLimit(parts.concurrency);
    this.breaker = new CircuitBreaker(parts.platform, parts.onStop);
  }

  get platform(): string {
    return this.#parts.platform;
  }

  get meter(): Meter {
    return this.#parts.meter;
  }

  /**
   * A moment that is not after now on the platform's clock; asked for later, since answers tell how that clock goes.
   * Without their word it lies back as far as clocks may differ.
   */
  platformTime(): () => number {
    const now = this.#parts.clock.now();
    return () => now + (this.#aheadMs ?? -clockSlackMs);
  }

  /** By how much the platform's clock was ahead of ours when it last said, in milliseconds; whole seconds at best. */
  get clockAheadMs(): number | undefined {
    return this.#aheadMs;
  }

  /** Says how to prove who is calling; signing in may itself need the client, hence not in the constructor. */
  use(credentials: Credentials): void {
    this.#credentials = credentials;
  }

  /** Why nothing can be sent any more, if so. */
  get stop(): Stop | undefined {
    if (this.#parts.signal.aborted) return this.#parts.signal.reason as Stop;
    return this.breaker.stop;
  }

  /** Reads, as often as it takes. */
  read(call: Call): Promise<Reply> {
    return this.#slots(() => this.#patiently((attempt) => this.#authorized(call, attempt)));
  }

  /** Signs in: a POST that makes nothing, outside the slots, since a call that waits for it may hold the last one. */
  signIn(call: Call): Promise<Reply> {
    return this.#patiently((attempt) => this.#attempt(call, {}, attempt));
  }

  /**
   * Sends a write once. `record` is called when its turn has come and nothing more lies between it and the wire;
   * what it resolves to is the proof that the intent is on the disk. A proof that is older than ten seconds when the bytes
   * would leave is not believed: nothing is sent then. Where the credentials were refused and renewed, it is called again,
   * with the proof under which nothing was carried out.
   * @param attempt 1 for the first time; for the log
   */
  async write(
    call: Call,
    record: (before: IntentReceipt | undefined) => Promise<IntentReceipt>,
    attempt = 1,
  ): Promise<{ readonly reply: Reply; readonly receipt: IntentReceipt | undefined }> {
    let receipt: IntentReceipt | undefined;
    const reply = await this.#slots(() =>
      this.#authorized(call, attempt, async () => {
        const age = ageFrom(this.#parts.clock);
        receipt = await record(receipt);
        return () => this.#keepBack(age());
      }),
    );
    return { reply, receipt };
  }

  #keepBack(ageMs: number): Error | undefined {
    const stop = this.stop;
    return stop !== undefined || ageMs > freshMs ? new KeptBackError(stop) : undefined;
  }

  async #patiently(attempt: (number: number) => Promise<Reply>): Promise<Reply> {
    let attempts = 0;
    const mayRepeat = (reply: Reply): boolean => attempts <= mostRepeats(reply);
    const reply = await withRetries(() => attempt((attempts += 1)), mayRepeat, this.#parts.retryPolicy, {
      clock: this.#parts.clock,
      random: this.#parts.random,
      signal: this.#parts.signal,
    });
    const stop = this.stop;
    return mayRepeat(reply) && stop !== undefined ? { kind: "not-sent", stop } : reply;
  }

  async #authorized(call: Call, attempt: number, beforeSending?: () => Promise<KeepBack>): Promise<Reply> {
    for (let renewed = false; ; renewed = true) {
      const stop = this.stop ?? this.breaker.stopOf(call.route, call.method);
      if (stop !== undefined) return { kind: "not-sent", stop };
      const headers = await this.#credentials?.headers();
      if (headers === undefined) throw new Error(`${this.platform}: no credentials are set`);
      if (isStop(headers)) return { kind: "not-sent", stop: headers };
      const reply = await this.#attempt(call, headers, attempt, beforeSending);
      if (reply.kind !== "forbidden") return reply;
      if (reply.status === 401 && !renewed && (await this.#credentials?.renew(headers)) === true) continue;
      if (call.furtherPage === true) return { kind: "unknown", reason: reply.reason };
      if (this.#isPassing(call, reply.status)) return reply;
      if (call.optional === true) return reply;
      return { kind: "not-sent", stop: this.breaker.forbid(call.route, reply.reason) };
    }
  }

  /** A firewall turns one question away, or all of them for a moment; credentials that answered a moment ago are good. */
  #isPassing(call: Call, status: number): boolean {
    return status === 403 && !isWrite(call) && this.breaker.turnedAway(call.route) < turnedAwayUntilForbidden;
  }

  async #attempt(
    call: Call,
    headers: Readonly<Record<string, string>>,
    attempt: number,
    beforeSending?: () => Promise<KeepBack>,
  ): Promise<Reply> {
    const { meter, clock, transport, signal } = this.#parts;
    const permit = await this.#permit();
    const stop = this.stop;
    if (permit === undefined || stop !== undefined) {
      permit?.done();
      return { kind: "not-sent", stop: stop ?? (signal.reason as Stop) };
    }
    try {
      const keepBack = await beforeSending?.();
      this.#parts.onSpend(clock.now());
      meter.started(call.purpose);
      const began = clock.monotonic();
      const { reply, answered, left } = await transport
        .send(call, { ...this.#commonHeaders(), ...headers }, this.#timeoutMs(call), keepBack)
        .then(
          (answer) => ({ reply: replyOf(answer, call, clock.now()), answered: answer, left: true }),
          (error: unknown) => ({
            reply: replyOfFailure(error),
            answered: undefined,
            left: !(error instanceof KeptBackError),
          }),
        );
      // what was kept back says nothing of the platform
      if (!left) return reply;
      this.#learn(reply, call);
      this.#tell(reply, call, { attempt, answered, ms: Math.round(clock.monotonic() - began) });
      return reply;
    } finally {
      permit.done();
    }
  }

  /** A place in this process's own allowance, and then in that of all who use the account. */
  async #permit(): Promise<Permit | undefined> {
    const { rateLimiter, shared, signal } = this.#parts;
    const own = await rateLimiter.acquire(signal);
    if (own === undefined || shared === undefined) return own;
    let common: Permit | undefined;
    try {
      common = await shared.take(signal);
    } finally {
      if (common === undefined) own.done();
    }
    const both = common;
    if (both === undefined) return undefined;
    return { done: () => (both.done(), own.done()) };
  }

  #learn(reply: Reply, call: Call): void {
    const { rateLimiter, shared, meter } = this.#parts;
    if (reply.kind === "put-off" || (reply.kind === "not-processed" && reply.throttled)) {
      meter.throttled();
      // a wait of nothing, or until a time that has passed, says as little as none
      const said = reply.retryAfterMs === 0 ? undefined : reply.retryAfterMs;
      const wait = said ?? this.breaker.throttledWithoutWaitMs();
      rateLimiter.hold(wait);
      shared?.hold(wait);
      if (said === undefined) rateLimiter.slowDown();
    } else if (reply.kind === "not-processed" && reply.byProxy === true) {
      meter.failed();
      this.breaker.refusedByProxy(reply.reason);
    } else if (reply.kind === "unknown" && reply.unreadable === true && call.only200 === true) {
      // it is there and answers; one row has to do without
      meter.failed();
      this.breaker.answered(call.route, false);
    } else if (reply.kind === "unknown" || reply.kind === "not-processed") {
      meter.failed();
      if (call.optional !== true) this.breaker.failed(reply.reason);
    } else {
      this.breaker.answered(call.route, reply.kind === "ok");
    }
  }

  #tell(
    reply: Reply,
    call: Call,
    how: { readonly attempt: number; readonly ms: number; readonly answered: TransportAnswer | undefined },
  ): void {
    const serverTime = how.answered?.serverTime;
    const clockAheadMs = serverTime === undefined ? undefined : serverTime - this.#parts.clock.now();
    this.#aheadMs = clockAheadMs ?? this.#aheadMs;
    this.#parts.onCall({
      platform: this.platform,
      method: call.method,
      route: call.route,
      purpose: call.purpose,
      outcome: reply.kind,
      status: "status" in reply ? reply.status : undefined,
      ...failureOf(reply, how.answered),
      clockAheadMs,
      rows: call.rows,
      attempt: how.attempt,
      ms: how.ms,
    });
  }

  #timeoutMs(call: Call): number {
    return call.method === "GET" ? this.#parts.readTimeoutMs : this.#parts.writeTimeoutMs;
  }

  #commonHeaders(): Record<string, string> {
    return { accept: "application/json", "user-agent": this.#parts.userAgent };
  }

  /** Closes the connections. Call it when nothing is under way any more. */
  close(): Promise<void> {
    return this.#parts.transport.close();
  }
}

function isStop(value: Readonly<Record<string, string>> | Stop): value is Stop {
  return "code" in value && "reason" in value;
}
