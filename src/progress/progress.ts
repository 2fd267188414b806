import { platformSettings, type Settings } from "../config/resolve.ts";
import { messageOf } from "../errors.ts";
import type { Client } from "../http/client.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../runtime.ts";
import type { Staging } from "../staging/staging.ts";
import type { Rate } from "../text/counts.ts";
import { snapshotOf, type CallsSoFar, type Snapshot, type Stage, RecentCalls } from "./gauge.ts";
import { progressFields, progressLines } from "./lines.ts";
import type { Screen } from "./screen.ts";

/** Where progress is shown: on a terminal, else in the log, or nowhere. */
export interface ProgressTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly screen: Screen | undefined;
  readonly colours: boolean;
  readonly shown: boolean;
}

/** What is watched once the roster has been read. */
export interface Watched {
  readonly rows: number;
  readonly staging: Staging;
  readonly connected: readonly { readonly name: string; readonly client: Pick<Client, "meter"> }[];
  readonly settings: Pick<Settings, "platforms">;
  /** Whether this run requests what is missing. */
  readonly sends: boolean;
}

const drawEveryMs = 250;
const logEveryMs = 30_000;
/** Counting may take this part of the time at most. */
const shareOfTime = 0.02;
const order: readonly Stage[] = ["reading the roster", "looking up", "comparing", "requesting", "settling"];

/** Shows how far a run is, until it is stopped. Nothing depends on it. */
export class Progress {
  readonly #tools: ProgressTools;
  readonly #stages = new Map<string, Stage>();
  readonly #recent = new Map<string, RecentCalls>();
  readonly #stopped = new AbortController();
  #paused = false;
  #hasBegun = false;

  constructor(tools: ProgressTools) {
    this.#tools = tools;
  }

  /** A platform run enters a stage; the one that is furthest behind is shown. */
  enter(platformRun: string, stage: Stage): void {
    this.#hasBegun = true;
    this.#stages.set(platformRun, stage);
  }

  /** A platform run has nothing left to do. */
  leave(platformRun: string): void {
    this.#stages.delete(platformRun);
  }

  /** Shows a stage in which nothing can be counted. */
  announce(stage: Stage): void {
    if (this.#isOnScreen()) this.#tools.screen?.draw(`${stage} …`);
  }

  /** Begins to watch; ends with {@link stop}. */
  watch(watched: Watched): void {
    if (!this.#tools.shown) return;
    // a run goes on without being watched
    this.#keepShowing(watched).catch((error: unknown) =>
      this.#tools.log.warn({ reason: messageOf(error) }, "progress cannot be shown any more"),
    );
  }

  /** Keeps the terminal free while a person is asked. */
  async pausedFor<T>(question: () => Promise<T>): Promise<T> {
    this.#paused = true;
    this.#tools.screen?.clear();
    try {
      return await question();
    } finally {
      this.#paused = false;
    }
  }

  /** Ends it and leaves no trace on the terminal. */
  stop(): void {
    this.#stopped.abort();
    this.#tools.screen?.clear();
  }

  #isOnScreen(): boolean {
    return this.#tools.shown && !this.#paused && !this.#stopped.signal.aborted;
  }

  async #keepShowing(watched: Watched): Promise<void> {
    const { clock, log, screen, colours } = this.#tools;
    const { signal } = this.#stopped;
    if (screen === undefined) await clock.sleep(logEveryMs, signal);
    while (!signal.aborted) {
      const began = clock.monotonic();
      const snapshot = this.#read(watched);
      const tookMs = clock.monotonic() - began;
      if (screen === undefined) log.info(progressFields(snapshot), "progress");
      else if (!this.#paused) screen.draw(progressLines(snapshot, screen.columns, colours));
      await clock.sleep(
        Math.max(screen === undefined ? logEveryMs : drawEveryMs, tookMs / shareOfTime),
        signal,
      );
    }
  }

  #read({ rows, staging, connected, settings, sends }: Watched): Snapshot {
    const calls = connected.map(({ name, client }) =>
      this.#calls(name, client.meter.counts.calls, platformSettings(settings, name).rate),
    );
    return snapshotOf(this.#stage(), rows, staging.standing.read(sends), calls);
  }

  #stage(): Stage {
    const stages = [...this.#stages.values()];
    const furthestBehind = order.find((stage) => stages.includes(stage)) ?? stages[0];
    return furthestBehind ?? (this.#hasBegun ? "writing the results" : "reading the roster");
  }

  #calls(platform: string, calls: number, rate: Rate): CallsSoFar {
    const recent = this.#recent.get(platform) ?? new RecentCalls(Math.max(60_000, rate.perMs));
    this.#recent.set(platform, recent);
    recent.note(this.#tools.clock.monotonic(), calls);
    return {
      platform,
      calls,
      lastMinute: recent.within(60_000),
      allowedPerMinute: Math.round((rate.calls / rate.perMs) * 60_000),
      rate,
      inWindow: recent.within(rate.perMs),
    };
  }
}
