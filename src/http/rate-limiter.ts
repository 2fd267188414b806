import { longWaitMs, type Permit, type LongWait } from "../ledger/shared-allowance.ts";
import type { Clock } from "../runtime.ts";
import { windowMs, type Rate } from "../text/counts.ts";

/**
 * Never lets a platform see more than the allowed number of calls in any window of any alignment, and never
 * leaves a place unused while somebody waits for one.
 *
 * A call counts from its start until one window after its end. It arrives at the platform somewhere between the
 * two, so the promise holds however long calls take on their way; the price is one latency a window.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #rate: Rate;
  readonly #onWait: (wait: LongWait) => void;
  readonly #windowMs: number;
  #allowed: number;
  #inFlight = 0;
  /** When the calls of the last window ended, oldest first, on the monotonic clock. */
  readonly #ended: number[] = [];
  readonly #waiting: { readonly start: (permit: Permit) => void }[] = [];
  #heldUntil = 0;
  #wakeAt = Number.POSITIVE_INFINITY;
  #recoverAt = Number.POSITIVE_INFINITY;

  /**
   * @param spentMsAgo how long ago calls ended that somebody else made on the same account
   * @param onWait told when everybody has to wait for longer than ten seconds
   */
  constructor(
    clock: Clock,
    rate: Rate,
    spentMsAgo: readonly number[] = [],
    onWait: (wait: LongWait) => void = () => undefined,
  ) {
    this.#onWait = onWait;
    this.#clock = clock;
    this.#rate = rate;
    this.#windowMs = windowMs(rate);
    this.#allowed = rate.calls;
    const now = clock.monotonic();
    this.#ended.push(...spentMsAgo.map((ago) => now - ago).toSorted((a, b) => a - b));
  }

  /** Resolves when the next call may start; in the order of asking. Undefined when the signal was aborted first. */
  acquire(signal: AbortSignal): Promise<Permit | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const waiter = {
        start: (permit: Permit) => {
          signal.removeEventListener("abort", giveUp);
          resolve(permit);
        },
      };
      const giveUp = (): void => {
        const place = this.#waiting.indexOf(waiter);
        if (place >= 0) this.#waiting.splice(place, 1);
        resolve(undefined);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiting.push(waiter);
      this.#pump();
    });
  }

  /** Nobody starts for so long. Of several holds the longest counts. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock.monotonic() + ms);
  }

  /**
   * The platform complained without saying how long to wait: half as many calls from now on, and a twentieth of
   * the allowance more after each window without a complaint, up to the full allowance again.
   */
  slowDown(): void {
    this.#allowed = Math.max(1, Math.floor(this.#allowed / 2));
    this.#recoverAt = this.#clock.monotonic() + this.#windowMs;
  }

  /** How many calls a window may hold at present. */
  get allowed(): number {
    return this.#allowed;
  }

  /** How many calls ended or are under way within the last window. */
  get spent(): number {
    this.#forget(this.#clock.monotonic());
    return this.#inFlight + this.#ended.length;
  }

  #pump(): void {
    while (this.#waiting.length > 0) {
      const now = this.#clock.monotonic();
      this.#forget(now);
      this.#recover(now);
      if (now < this.#heldUntil) return this.#wake(this.#heldUntil, now, "asked");
      if (this.#inFlight + this.#ended.length >= this.#allowed) {
        const oldest = this.#ended[this.#inFlight + this.#ended.length - this.#allowed];
        // with none to wait for, all places are taken by calls under way, and the end of one brings us back here
        const free = Math.min((oldest ?? Number.POSITIVE_INFINITY) + this.#windowMs, this.#recoverAt);
        if (free < Number.POSITIVE_INFINITY) this.#wake(free, now, "allowance");
        return;
      }
      this.#inFlight += 1;
      this.#waiting.shift()?.start(this.#permit());
    }
  }

  #permit(): Permit {
    let open = true;
    return {
      done: () => {
        if (!open) return;
        open = false;
        this.#inFlight -= 1;
        this.#ended.push(this.#clock.monotonic());
        this.#pump();
      },
    };
  }

  #forget(now: number): void {
    let old = 0;
    while (old < this.#ended.length && (this.#ended[old] ?? now) + this.#windowMs <= now) old += 1;
    if (old > 0) this.#ended.splice(0, old);
  }

  #recover(now: number): void {
    while (now >= this.#recoverAt) {
      this.#allowed = Math.min(this.#rate.calls, this.#allowed + Math.ceil(this.#rate.calls / 20));
      this.#recoverAt =
        this.#allowed === this.#rate.calls ? Number.POSITIVE_INFINITY : this.#recoverAt + this.#windowMs;
    }
  }

  #wake(at: number, now: number, why: LongWait["why"]): void {
    if (this.#wakeAt <= at && this.#wakeAt > now) return;
    this.#wakeAt = at;
    if (at - now > longWaitMs) this.#onWait({ ms: Math.ceil(at - now), why });
    // timers may fire a little early; then this comes round once more
    void this.#clock.sleep(Math.max(1, Math.ceil(at - now))).then(() => {
      if (this.#wakeAt === at) this.#wakeAt = Number.POSITIVE_INFINITY;
      this.#pump();
    });
  }
}
