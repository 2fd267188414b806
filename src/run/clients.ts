import { createHash } from "node:crypto";
import { callLog, stopLog } from "./call-log.ts";
import type { Settings } from "../config/settings.ts";
import type { Call } from "../http/call.ts";
import { Client, type CallEvent, type Credentials } from "../http/client.ts";
import { Meter } from "../http/meter.ts";
import { RateLimiter } from "../http/rate-limiter.ts";
import type { Stop } from "../http/reply.ts";
import { defaultRetryPolicy } from "../http/retry.ts";
import { openTransport } from "../http/transport.ts";
import type { CallLog } from "../ledger/stores.ts";
import type { Log } from "../log/log.ts";
import { caqhCredentials, statusCheck } from "../platforms/caqh/status-check.ts";
import { medallion, medallionCheapRead, medallionCredentials } from "../platforms/medallion/medallion.ts";
import type { PlatformName, RequestPlatform } from "../platforms/platform.ts";
import { titles } from "../platforms/titles.ts";
import { VerifiableCredentials } from "../platforms/verifiable/sign-in.ts";
import { verifiable, verifiableCheapRead } from "../platforms/verifiable/verifiable.ts";
import type { Runtime } from "../runtime.ts";
import { version } from "../version.ts";

/** A platform that takes part in the run, and the way to it. */
export interface Connected {
  readonly name: PlatformName;
  readonly client: Client;
  /** A call that costs little and needs the credentials. */
  readonly probe: Call;
  /** Undefined for CAQH, which is only asked. */
  readonly platform: RequestPlatform | undefined;
  /** Why this account may request nothing, if that is known. */
  readonly readOnly: () => Stop | undefined;
}

/** What connecting needs. */
export interface ConnectTools {
  readonly settings: Settings;
  readonly runtime: Runtime;
  /** What earlier runs spent of the allowances; undefined when nobody remembers. */
  readonly calls: CallLog | undefined;
  readonly log: Log;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Told of every call. */
  readonly onCall?: ((event: CallEvent) => void) | undefined;
}

/** The platforms that can be asked for things, as far as they are configured. A fourth one would be a line here. */
export function requestPlatforms(settings: Settings): readonly RequestPlatform[] {
  const { accounts, oneRequestPerState } = settings;
  return [
    ...(accounts.medallion === undefined
      ? []
      : [medallion({ organizationId: accounts.medallion.organizationId, oneRequestPerState })]),
    ...(accounts.verifiable === undefined ? [] : [verifiable]),
  ];
}

/** Opens the ways to all configured platforms. No call is made yet. */
export async function connect(tools: ConnectTools): Promise<readonly Connected[]> {
  const { accounts } = tools.settings;
  const platforms = new Map(requestPlatforms(tools.settings).map((platform) => [platform.name, platform]));
  const connected: Connected[] = [];
  const add = async (
    name: PlatformName,
    baseUrl: string,
    secret: string,
    probe: Call,
    credentials: (client: Client) => Credentials & { readonly readOnly?: Stop | undefined },
  ): Promise<void> => {
    const client = await clientFor(name, baseUrl, secret, tools);
    const proof = credentials(client);
    client.use(proof);
    const platform = platforms.get(name);
    connected.push({ name, client, platform, probe, readOnly: () => proof.readOnly });
  };
  if (accounts.medallion !== undefined) {
    const { apiKey, apiVersion, baseUrl } = accounts.medallion;
    await add("medallion", baseUrl, apiKey, medallionCheapRead, () =>
      medallionCredentials(apiKey, apiVersion),
    );
  }
  if (accounts.verifiable !== undefined) {
    const { login, baseUrl } = accounts.verifiable;
    await add(
      "verifiable",
      baseUrl,
      JSON.stringify(login),
      verifiableCheapRead,
      (client) => new VerifiableCredentials(client, login, tools.runtime.clock),
    );
  }
  if (accounts.caqh !== undefined) {
    const { caqh } = accounts;
    // nothing depends on how many calls this one takes
    const probe = { ...statusCheck(nobody, caqh), only200: false };
    await add("caqh", caqh.baseUrl, `${caqh.username}:${caqh.password}`, probe, () => caqhCredentials(caqh));
  }
  return connected;
}

/** A CAQH id that nobody has: an answer that nobody was found shows that the credentials are good. */
const nobody = "id:00000000";

/** A call of an earlier run is taken to have ended so long after it was begun. */
const assumedCallMs = 1_000;

async function clientFor(
  name: PlatformName,
  baseUrl: string,
  secret: string,
  { settings, runtime, calls, log, runId, signal, onCall }: ConnectTools,
): Promise<Client> {
  const { clock } = runtime;
  const rate = settings.rates[name];
  const concurrency = settings.concurrency[name];
  // what was spent is kept for each key, and the key itself never
  const account = createHash("sha256").update(`${baseUrl} ${secret}`).digest("base64url");
  const since = clock.now() - rate.perMs - assumedCallMs;
  await calls?.forget(account, since);
  const spent = (await calls?.since(account, since)) ?? [];
  const meter = new Meter();
  const logCall = callLog({ log, platform: name, meter, clock });
  return new Client({
    platform: titles[name],
    // one more than slots: signing in has none
    transport: openTransport(baseUrl, concurrency + 1, settings.proxies),
    rateLimiter: new RateLimiter(
      clock,
      rate,
      spent.map((at) => Math.max(0, clock.now() - at - assumedCallMs)),
      ({ ms, why }) => log.info({ platform: name, why: waits[why], ...waitOf(ms, clock) }, "waiting"),
    ),
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
