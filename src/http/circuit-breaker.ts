import type { Stop } from "./reply.ts";

/** So many attempts in a row without any answer, over all workers, and the platform is taken to be down. */
const failuresUntilDown = 24;

/** So often in a row a proxy may refuse before it is believed. */
const refusalsByProxy = 3;

/** The waits after 429s that do not say how long: they double up to the longest window that a platform documents. */
const firstThrottleWaitMs = 1_000;
const longestThrottleWaitMs = 300_000;

/** What a client has learned of its platform: whether it answers, and what the credentials are good for. */
export class CircuitBreaker {
  readonly #platform: string;
  #stop: Stop | undefined;
  readonly #forbidden = new Map<string, Stop>();
  readonly #gone = new Map<string, Stop>();
  #anySuccess = false;
  #failuresInARow = 0;
  #throttlesInARow = 0;
  #refusedByProxy = 0;
  /** Kinds of calls that were answered, and how often in a row they were turned away since. */
  readonly #answeredRoutes = new Map<string, number>();

  readonly #onStop: (stop: Stop) => void;

  /** @param onStop told of each stop in the moment in which it is decided */
  constructor(platform: string, onStop: (stop: Stop) => void = () => undefined) {
    this.#platform = platform;
    this.#onStop = onStop;
  }

  /** Why all work on the platform has ended, if so. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** Whether any call has succeeded, so that the credentials are good for something. */
  get hasAnswered(): boolean {
    return this.#anySuccess;
  }

  /** Why calls of one kind have ended, if so. */
  stopOf(route: string, method = "GET"): Stop | undefined {
    return this.#stop ?? this.#forbidden.get(route) ?? this.#gone.get(`${method} ${route}`);
  }

  /** Every stop so far; empty when all is well. */
  get stops(): readonly Stop[] {
    return [
      ...(this.#stop === undefined ? [] : [this.#stop]),
      ...this.#forbidden.values(),
      ...this.#gone.values(),
    ];
  }

  /** Ends all work on the platform; the first reason stays. */
  halt(stop: Stop): Stop {
    if (this.#stop !== undefined) return this.#stop;
    this.#stop = stop;
    this.#onStop(stop);
    return stop;
  }

  /**
   * A 401 or 403 that stays. Before anything has succeeded the credentials are wrong; after that they are good,
   * but not for calls of this kind.
   */
  forbid(route: string, reason: string): Stop {
    if (!this.#anySuccess) {
      return this.halt({
        code: "credentials_refused",
        reason: `${this.#platform} refused the credentials (${reason})`,
      });
    }
    const stop: Stop = {
      code: "forbidden",
      reason: `${this.#platform} does not allow these credentials to use ${route} (${reason})`,
    };
    if (!this.#forbidden.has(route)) this.#onStop(stop);
    this.#forbidden.set(route, stop);
    return stop;
  }

  /** The platform does not take calls of this kind any more; reads of the same route go on. */
  retire(method: string, route: string, reason: string): Stop {
    const stop: Stop = {
      code: "operation_gone",
      reason: `${this.#platform} no longer accepts ${method} ${route} (${reason}); none was sent after that`,
    };
    this.#gone.set(`${method} ${route}`, stop);
    return stop;
  }

  /** The platform answered. */
  answered(route: string, success: boolean): void {
    this.#failuresInARow = 0;
    this.#throttlesInARow = 0;
    this.#refusedByProxy = 0;
    if (!success) return;
    this.#anySuccess = true;
    this.#answeredRoutes.set(route, 0);
  }

  /**
   * A kind of call was turned away: how often now since it was last answered. One that never was counts for one more,
   * and where nothing has succeeded yet, for infinitely many.
   */
  turnedAway(route: string): number {
    const before = this.#answeredRoutes.get(route) ?? (this.#anySuccess ? 1 : Infinity);
    const times = before + 1;
    this.#answeredRoutes.set(route, times);
    return times;
  }

  /** A proxy on the way said no: for want of a password or by its rules, which asking again does not change. */
  refusedByProxy(reason: string): void {
    this.#refusedByProxy += 1;
    if (this.#refusedByProxy < refusalsByProxy) return;
    this.halt({ code: "proxy_refused", reason: `${this.#platform} cannot be reached: ${reason}` });
  }

  /** The platform did not answer, or not with anything that can be read. */
  failed(reason: string): void {
    this.#failuresInARow += 1;
    if (this.#failuresInARow < failuresUntilDown) return;
    this.halt({
      code: "platform_unavailable",
      reason: `${this.#platform} is not answering (${this.#failuresInARow} failures in a row, the last: ${reason})`,
    });
  }

  /** How long to wait after a 429 that does not say. */
  throttledWithoutWaitMs(): number {
    const wait = Math.min(firstThrottleWaitMs * 2 ** this.#throttlesInARow, longestThrottleWaitMs);
    this.#throttlesInARow += 1;
    return wait;
  }
}
