import { createHash } from "node:crypto";
import { platformSettings, type Settings } from "../config/resolve.ts";
import type { Call } from "../http/call.ts";
import { Client } from "../http/client.ts";
import { Meter } from "../http/meter.ts";
import { RateLimiter } from "../http/rate-limiter.ts";
import type { CallEvent, Stop } from "../http/reply.ts";
import { defaultRetryPolicy } from "../http/retry.ts";
import type { LedgerAddress } from "../ledger/address.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { LongWait, SharedPace } from "../ledger/shared-allowance.ts";
import type { CallLog } from "../ledger/stores.ts";
import type { Log } from "../log/log.ts";
import { platforms } from "../platforms/index.ts";
import type { OpenPlatform, Platform } from "../platforms/platform.ts";
import type { Runtime, Clock } from "../runtime.ts";
import { version } from "../version.ts";

/** A platform that takes part in the run, and the way to it. */
export interface Connected {
  readonly name: string;
  readonly client: Client;
  readonly baseUrl: string;
  /** A call that costs little and needs the credentials. */
  readonly probe: Call;
  readonly platform: OpenPlatform;
  /** Why this account may request nothing, if that is known. */
  readonly readOnly: () => Stop | undefined;
}

/** What connecting needs. */
interface ConnectTools {
  readonly settings: Settings;
  readonly runtime: Runtime;
  /** What earlier runs spent of the allowances; undefined when nobody remembers. */
  readonly calls: CallLog | undefined;
  readonly log: Log;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** What others leave of the allowances; undefined when this ledger is nobody else's. */
  readonly sharedPace?: SharedPace | undefined;
  /** Told of every call. */
  readonly onCall?: ((event: CallEvent) => void) | undefined;
}

/** The platforms as their accounts see them, as far as they are configured. */
export function openPlatforms(settings: Settings): readonly OpenPlatform[] {
  return platforms.flatMap((platform) => {
    const account = settings.accounts[platform.name];
    return account === undefined ? [] : [openPlatform(platform, account, settings)];
  });
}

function openPlatform(platform: Platform, account: unknown, settings: Settings): OpenPlatform {
  const { name, title, holdings = [] } = platform;
  return { name, title, holdings, ...platform.open(account, platformSettings(settings, name).options) };
}

/** Opens the ways to all configured platforms. No call is made yet. */
export function connect(tools: ConnectTools): Promise<readonly Connected[]> {
  const { accounts } = tools.settings;
  return Promise.all(
    platforms.flatMap((platform) => {
      const account = accounts[platform.name];
      return account === undefined ? [] : [connectTo(platform, account, tools)];
    }),
  );
}

async function connectTo(platform: Platform, account: unknown, tools: ConnectTools): Promise<Connected> {
  const { name } = platform;
  const { baseUrl, user, credentials, probe } = platform.connect(account);
  const client = await clientFor(platform, baseUrl, user, tools);
  const proof = credentials(client, tools.runtime.clock);
  client.use(proof);
  return {
    name,
    client,
    baseUrl,
    platform: openPlatform(platform, account, tools.settings),
    probe,
    readOnly: () => proof.readOnly,
  };
}

/** A call of an earlier run is taken to have ended so long after it was begun. */
const assumedCallMs = 1_000;

async function clientFor(
  { name, title }: Platform,
  baseUrl: string,
  user: string,
  { settings, runtime, calls, sharedPace, log, runId, signal, onCall }: ConnectTools,
): Promise<Client> {
  const { clock } = runtime;
  const { rate, concurrency } = platformSettings(settings, name);
  // what was spent is kept for each key or user: no key in the clear, and no password, whose hash might be guessed
  const account = createHash("sha256").update(`${baseUrl} ${user}`).digest("base64url");
  const since = clock.now() - rate.perMs - assumedCallMs;
  await calls?.forget(account, since);
  const spent = (await calls?.since(account, since)) ?? [];
  const meter = new Meter();
  const onWait = ({ ms, why }: LongWait): void =>
    log.info({ platform: name, why: waits[why], ...waitOf(ms, clock) }, "waiting");
  const deadlineMs = Math.max(settings.readTimeoutMs, settings.writeTimeoutMs) + connectingMs;
  const logCall = callLog({ log, platform: name, meter, clock });
  return new Client({
    platform: title,
    // one more than slots: signing in has none
    transport: runtime.openTransport(baseUrl, concurrency + 1, settings.proxies),
    rateLimiter: new RateLimiter(
      clock,
      rate,
      spent.map((at) => Math.max(0, clock.now() - at - assumedCallMs)),
      onWait,
    ),
    shared: sharedPace?.of(account, { rate, deadlineMs, onWait }),
    meter,
    concurrency,
    clock,
    random: runtime.random,
    retryPolicy: defaultRetryPolicy,
    readTimeoutMs: settings.readTimeoutMs,
    writeTimeoutMs: settings.writeTimeoutMs,
    signal,
    userAgent: `roster-sync/${version} (run ${runId})`,
    onCall: (event) => {
      onCall?.(event);
      logCall(event);
    },
    onStop: stopLog(log, name),
    onSpend: (at) => {
      // a ledger that cannot be written fails the next intent; here there is nobody to tell
      calls?.add(account, at).catch(() => undefined);
    },
  });
}

/** So much longer than its deadline a call may take that has to open a connection first. */
const connectingMs = 15_000;

const waits = {
  asked: "the platform asked for a pause",
  allowance: "the rate limit is used up",
} as const;

/** A wait as the log tells it: how long, and until when. */
export function waitOf(
  ms: number,
  clock: Runtime["clock"],
): { readonly seconds: number; readonly until: string } {
  return { seconds: Math.round(ms / 1000), until: new Date(clock.now() + ms).toISOString() };
}

/** What telling of a platform's calls needs. */
interface CallLogTools {
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
function callLog({ log, platform, meter, clock }: CallLogTools): (event: CallEvent) => void {
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
function stopLog(log: Log, platform: string): (stop: Stop) => void {
  return ({ code, reason }) => log.error({ platform, code, reason }, "stopped");
}

function isFailing({ outcome }: CallEvent): boolean {
  return outcome === "unknown" || outcome === "not-processed";
}

/** What no row of this roster asks for has row 0. */
function rowsOf({ rows }: CallEvent): readonly number[] | undefined {
  return rows?.().filter((row) => row > 0);
}

/** What keeps an allowance together with other processes. */
interface RunPace extends SharedPace {
  /** Aborted, with an Error as its reason, once nobody can say any more what others do. */
  readonly lost: AbortSignal;
}

/**
 * The way to the allowances that all keep together whose ledgers are in the same database; undefined for a ledger that only
 * this machine has. Throws LedgerFileError when there is no such way.
 */
export async function openRunPace(
  address: LedgerAddress,
  how: { readonly run: string; readonly clock: Clock },
): Promise<RunPace | undefined> {
  if (address.engine !== "postgres") return undefined;
  // who keeps the ledger in a file never loads it
  const { openSharedPace } = await import("../ledger/postgres/session.ts");
  const pace = await openSharedPace(address, how);
  const lost = new AbortController();
  pace.onLost((why) => lost.abort(why));
  return { of: pace.of, close: pace.close, lost: lost.signal };
}

/**
 * The time that all who use a ledger go by: the next run may be made by another machine, whose clock is off by something
 * else, and counts from what this one wrote.
 */
export function sharedClock(clock: Clock, { clockAheadMs }: Pick<Ledger, "clockAheadMs">): Clock {
  return { ...clock, now: () => Math.round(clock.now() + clockAheadMs()) };
}
