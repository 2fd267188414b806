import type { RawOptions } from "../../config/flags.ts";
import type { Settings } from "../../config/resolve.ts";
import { exitCodes, type ExitCode, LedgerHeldError, UserError, messageOf } from "../../errors.ts";
import { proxyTo } from "../../http/proxy.ts";
import type { StopCode } from "../../http/reply.ts";
import type { LedgerAddress } from "../../ledger/address.ts";
import { ledgerAbsence, openLedger } from "../../ledger/open.ts";
import { openLog } from "../../log/log.ts";
import { platforms } from "../../platforms/index.ts";
import { connect, type Connected, openRunPace } from "../../run/clients.ts";
import { ledgerOwner } from "../../run/run-ledger.ts";
import type { Runtime } from "../../runtime.ts";
import { isLoopback } from "../../text/loopback.ts";
import { plainJson, plainLines } from "../../text/plain-text.ts";
import { settingsOf } from "../settings.ts";
import { type Finding, examineSources, examinePermissions } from "./sources.ts";

/** Examines what a run needs and tells what it found; exit 0 when nothing is wrong, else 2. */
export async function examine(options: RawOptions, json: boolean, runtime: Runtime): Promise<ExitCode> {
  const settings = settingsOf(options, runtime);
  const findings = [
    ...examineSources(options, runtime),
    ...examineSettings(settings),
    ...(await examineLedger(settings, runtime)),
    ...(await examinePlatforms(settings, runtime)),
  ];
  if (json) {
    await runtime.stdout.writeAll(`${plainJson(JSON.stringify(findings, undefined, 2))}\n`);
  } else {
    for (const finding of findings) await runtime.stdout.writeAll(plainLines(line(finding)));
  }
  return findings.some(({ verdict }) => verdict === "wrong") ? exitCodes.unusable : exitCodes.done;
}

const marks = { good: "ok   ", left_out: "-    ", odd: "warn ", wrong: "WRONG" } as const;

function line({ verdict, what, says, remedy }: Finding): string {
  return `${marks[verdict]}  ${what}: ${says}${remedy === undefined ? "" : `\n       ${remedy}`}\n`;
}

/** Which platforms take part. None at all is wrong. */
function examineSettings(settings: Settings): readonly Finding[] {
  const { accounts } = settings;
  const isAny = platforms.some(({ name }) => accounts[name] !== undefined);
  return platforms.map(({ name, title, account: spec, connect: connection }): Finding => {
    const what = `${title} settings`;
    const account = accounts[name];
    if (account !== undefined)
      return { what, verdict: "good", says: `complete, ${connection(account).baseUrl}` };
    return {
      what,
      verdict: isAny ? "left_out" : "wrong",
      says: "not configured (skipped)",
      remedy: `To use it, set ${spec.credentials} in the environment or in a .env file.`,
    };
  });
}

/** Whether the ledger can be opened and written. One that does not exist yet is not made. */
async function examineLedger(settings: Settings, runtime: Runtime): Promise<readonly Finding[]> {
  const { ledger: address } = settings;
  const what = `ledger ${address.shown}`;
  try {
    const absence = await ledgerAbsence(address);
    const found: Finding =
      absence === undefined ? await openedOnce(what, settings, runtime) : { what, ...absence };
    return [found, ...(await examineServerOf(address, what, runtime))];
  } catch (error) {
    return [{ what, ...wrongBy(error) }];
  }
}

async function openedOnce(what: string, settings: Settings, runtime: Runtime): Promise<Finding> {
  const { clock } = runtime;
  const run = {
    id: runtime.randomHex(6),
    command: "roster-sync doctor",
    pid: runtime.pid,
    host: runtime.host,
    startedAt: clock.now(),
  };
  try {
    const owner = ledgerOwner(settings);
    const ledger = await openLedger(settings.ledger, { run, salt: runtime.randomHex(16), clock, owner });
    await ledger.close(0, clock.now());
    return { what, verdict: "good", says: "can be read and written" };
  } catch (error) {
    if (error instanceof LedgerHeldError) return { what, verdict: "odd", says: error.message };
    return { what, ...wrongBy(error) };
  }
}

/** How well a server keeps what it acknowledges; a file is kept by the disk. */
async function examineServerOf(
  address: LedgerAddress,
  what: string,
  { clock }: Runtime,
): Promise<readonly Finding[]> {
  if (address.engine !== "postgres") return [];
  // who keeps the ledger in a file never loads it
  const { examineServer } = await import("../../ledger/postgres/server.ts");
  return (await examineServer(address, clock)).map((finding) => ({ what, ...finding }));
}

function wrongBy(error: unknown): Omit<Finding, "what"> {
  const remedy = error instanceof UserError ? error.remedy : undefined;
  return { verdict: "wrong", says: messageOf(error), ...(remedy === undefined ? {} : { remedy }) };
}

/** So far may a clock be off before sign-ins and "made since" become doubtful. */
const clockToleranceMs = 2 * 60_000;

/** Whether each platform answers and takes the credentials: one cheap read each. */
async function examinePlatforms(settings: Settings, runtime: Runtime): Promise<readonly Finding[]> {
  const aheadMs = new Map<string, number>();
  // that there is no way to the ledger's server is a finding of its own
  const sharedPace = await openRunPace(settings.ledger, { run: "doctor", clock: runtime.clock }).catch(
    () => undefined,
  );
  const connected = await connect({
    settings,
    runtime,
    calls: undefined,
    sharedPace,
    log: openLog({ file: undefined, format: "json", level: "silent" }, runtime, "doctor"),
    runId: "doctor",
    signal: new AbortController().signal,
    onCall: ({ platform, clockAheadMs }) => {
      if (clockAheadMs !== undefined) aheadMs.set(platform, clockAheadMs);
    },
  });
  try {
    const findings = await Promise.all(connected.map((each) => examinePlatform(each, settings)));
    return [...findings.flat(), ...clockFinding([...aheadMs])];
  } finally {
    await Promise.all(connected.map(({ client }) => client.close()));
    await sharedPace?.close();
  }
}

async function examinePlatform(
  { client, baseUrl, probe, readOnly, platform }: Connected,
  settings: Settings,
): Promise<readonly Finding[]> {
  const what = client.platform;
  const way = wayTo(baseUrl, settings);
  const reply = await client.read(probe);
  if (reply.kind === "ok") {
    const stop = readOnly();
    const permissions = await examinePermissions(platform, client);
    if (stop === undefined)
      return [{ what, verdict: "good", says: `answers and accepts the credentials; ${way}` }, ...permissions];
    return [
      ...permissions,
      {
        what,
        verdict: "odd",
        says: `answers, but ${stop.reason}; ${way}`,
        remedy: "Statuses can be read, nothing requested.",
      },
    ];
  }
  if (reply.kind !== "not-sent") {
    return [
      {
        what,
        verdict: "wrong",
        says: `does not answer as documented (${reply.reason}); ${way}`,
        remedy:
          reply.kind === "not-processed"
            ? "Check the network, the proxy (HTTPS_PROXY, NO_PROXY), the company's certificate (NODE_EXTRA_CA_CERTS) and the base URL."
            : "Check the base URL.",
      },
    ];
  }
  return [
    {
      what,
      verdict: "wrong",
      says: `${reply.stop.reason}; ${way}`,
      remedy: remedyOf(reply.stop.code),
    },
  ];
}

function remedyOf(code: StopCode): string {
  switch (code) {
    case "credentials_refused":
    case "forbidden":
      return "Check the credentials; a demo login does not work in production.";
    case "proxy_refused":
      return "Check the user and password in the proxy's address, or have the proxy allow the platform's host.";
    case "platform_unavailable":
    case "operation_gone":
    case "interrupted":
    case "too_many_failures":
    case "held":
    case "ledger_failed":
      return "Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the base URL.";
  }
}

/** Which way a platform is reached. */
function wayTo(baseUrl: string, { proxies }: Settings): string {
  const url = new URL(baseUrl);
  const proxy = proxyTo(url, proxies);
  if (proxy !== undefined) return `reached through the proxy ${proxy.shown} (${proxy.variable})`;
  const why =
    proxies.proxy === undefined
      ? ""
      : isLoopback(url.hostname)
        ? " (it is this machine)"
        : " (because of NO_PROXY)";
  return `reached directly${why}`;
}

function clockFinding(ahead: readonly (readonly [string, number])[]): readonly Finding[] {
  const [worst] = ahead.toSorted(([, one], [, other]) => Math.abs(other) - Math.abs(one));
  if (worst === undefined) return [];
  const [platform, ms] = worst;
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (Math.abs(ms) <= clockToleranceMs)
    return [{ what: "clock", verdict: "good", says: "matches the platforms' clocks" }];
  return [
    {
      what: "clock",
      verdict: "odd",
      says: `is ${seconds} s ${ms > 0 ? "behind" : "ahead of"} ${platform}'s`,
      remedy: "Synchronize the machine's clock over the network (NTP).",
    },
  ];
}
