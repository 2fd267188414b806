import { caqhPlatform } from "./caqh/platform.ts";
import { credentials, makeContext, windowsOf, type SandboxOptions } from "./context.ts";
import type { Fault } from "./faults/fault.ts";
import { FaultDice, type Ending, makeTrouble } from "./faults/trouble.ts";
import { filesPlatform } from "./files-platform.ts";
import { type Call, type Platform, type PlatformName, html, type Reply } from "./http/platform.ts";
import type { RollingWindow } from "./http/rolling-window.ts";
import { medallionPlatform } from "./medallion/platform.ts";
import { type SeenRequest, noteDown, type OpenRequest } from "./seen-request.ts";
import { advanceOneDay } from "./state/advance.ts";
import type { SandboxState } from "./state/sandbox-state.ts";
import { verifiablePlatform } from "./verifiable/platform.ts";
import type { World } from "./world/world.ts";

/** The settings that lead a client to the sandbox at this address. */
function sandboxEnv(url: string, world: World): SandboxEnv {
  return {
    MEDALLION_API_KEY: credentials.MEDALLION_API_KEY,
    MEDALLION_ORGANIZATION_ID: world.medallion.organizationId,
    MEDALLION_BASE_URL: `${url}/medallion`,
    VERIFIABLE_EMAIL: credentials.VERIFIABLE_EMAIL,
    VERIFIABLE_PASSWORD: credentials.VERIFIABLE_PASSWORD,
    VERIFIABLE_BASE_URL: `${url}/verifiable/api`,
    CAQH_USERNAME: credentials.CAQH_USERNAME,
    CAQH_PASSWORD: credentials.CAQH_PASSWORD,
    CAQH_ORGANIZATION_ID: world.caqh.organizationId,
    CAQH_BASE_URL: `${url}/caqh`,
  };
}

/** A running imitation of the three platforms. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Settings, by the names of their environment variables, with which a client reaches this sandbox. */
  readonly env: SandboxEnv;
  /** The other way to sign in to Verifiable, instead of e-mail and password. */
  readonly clientCredentials: Readonly<Record<"VERIFIABLE_CLIENT_ID" | "VERIFIABLE_CLIENT_SECRET", string>>;
  /** Everything received, in order; a live list. */
  readonly requests: readonly SeenRequest[];
  readonly state: SandboxState;
  /**
   * Moves the statuses of all requests on, day by day and always the same way. The clock stays the
   * caller's: the changes are dated `now()`.
   */
  advanceDays(days: number): void;
  /** Ends the server and every connection, also those that wait for an answer. */
  close(): Promise<void>;
}

/** The settings that lead a client to a sandbox. */
export type SandboxEnv = Readonly<
  Record<
    | "MEDALLION_API_KEY"
    | "MEDALLION_ORGANIZATION_ID"
    | "MEDALLION_BASE_URL"
    | "VERIFIABLE_EMAIL"
    | "VERIFIABLE_PASSWORD"
    | "VERIFIABLE_BASE_URL"
    | "CAQH_USERNAME"
    | "CAQH_PASSWORD"
    | "CAQH_ORGANIZATION_ID"
    | "CAQH_BASE_URL",
    string
  >
>;

/** The three platforms without a server: whoever has a request hands it in. */
export interface Imitation extends Omit<Sandbox, "url" | "close"> {
  /** Takes one request and says how it ends; `silence` for one that is never answered. */
  readonly receive: (call: Call) => Promise<Ending>;
  /** From now on this goes wrong, and nothing of what went wrong before. */
  readonly trouble: (faults: readonly Fault[], seed: number) => void;
  /** Nothing is carried out any more. */
  readonly stop: () => void;
}

/**
 * Imitates the three platforms.
 * @param origin scheme, host and port under which they are reached; asked for with each use
 */
export function imitate(options: SandboxOptions, origin: () => string): Imitation {
  let closing = false;
  let day = 0;
  const log: SeenRequest[] = [];
  const context = makeContext(options, origin);
  const { stores } = context;
  const reception = {
    platforms: [
      medallionPlatform(context),
      verifiablePlatform(context),
      caqhPlatform(context),
      filesPlatform(context),
    ],
    windows: windowsOf(options.limits ?? {}),
    dice: new FaultDice(options.faults ?? [], options.seed ?? 1),
    now: options.now,
    sleep: options.sleep,
    latencyMs: options.latencyMs ?? 0,
    onRequest: (seen: SeenRequest) => options.onRequest?.(seen),
    log,
    isClosing: () => closing,
  };
  return {
    get env() {
      return sandboxEnv(origin(), context.world);
    },
    clientCredentials: {
      VERIFIABLE_CLIENT_ID: credentials.VERIFIABLE_CLIENT_ID,
      VERIFIABLE_CLIENT_SECRET: credentials.VERIFIABLE_CLIENT_SECRET,
    },
    requests: log,
    state: {
      get day() {
        return day;
      },
      licenseRequests: stores.licenseRequests.rows,
      enrollments: stores.enrollments.rows,
      credentialing: stores.credentialing.rows,
      credentialingRequests: stores.credentialingRequests.rows,
    },
    advanceDays: (days) => {
      for (let passed = 0; passed < days; passed += 1) {
        day += 1;
        advanceOneDay(stores, day, options.now());
      }
    },
    trouble: (faults, seed) => {
      reception.dice = new FaultDice(faults, seed);
    },
    receive: (call) => receive(reception, call),
    stop: () => {
      closing = true;
    },
  };
}

/** What the reception works with. */
interface Reception {
  readonly platforms: readonly Platform[];
  readonly windows: ReadonlyMap<PlatformName, RollingWindow>;
  readonly dice: FaultDice;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly latencyMs: number;
  readonly onRequest: (seen: SeenRequest) => void;
  /** Where every request is noted down, in order of arrival. */
  readonly log: SeenRequest[];
  /** True once the sandbox is being closed; nothing is carried out any more. */
  readonly isClosing: () => boolean;
}

/** Takes one request through its stations: note it, wait, limit, trouble, platform, and says how it ends. */
async function receive(reception: Reception, whole: Call): Promise<Ending> {
  const platform = reception.platforms.find(({ prefix }) => belongsTo(whole.path, prefix));
  const call = platform === undefined ? whole : { ...whole, path: whole.path.slice(platform.prefix.length) };
  const seen = noteDown(call, platform, reception.now());
  reception.log.push(seen);
  if (reception.latencyMs > 0) await reception.sleep(reception.latencyMs);
  if (reception.isClosing()) return { kind: "silence" };
  const ending = await endingOf(reception, platform, call, seen);
  if (ending.kind === "answer" || ending.kind === "cut") {
    seen.status = ending.reply.status;
    seen.rows = ending.reply.rows;
  }
  reception.onRequest(seen);
  return ending;
}

/** Refused calls cost no place in the window and meet no trouble; neither are they carried out. */
async function endingOf(
  reception: Reception,
  platform: Platform | undefined,
  call: Call,
  seen: OpenRequest,
): Promise<Ending> {
  if (platform === undefined) return { kind: "answer", reply: html(404, "Not Found") };
  const waitMs = reception.windows.get(platform.name)?.waitFor(reception.now()) ?? 0;
  if (waitMs > 0) return { kind: "answer", reply: platform.tooMany(waitMs) };
  const { trouble, lagMs, listTroubles } = reception.dice.draw({ ...call, platform: platform.name });
  seen.lagMs = lagMs;
  const execute = (text = call.text): Reply => {
    if (reception.isClosing()) return html(503, "Closing");
    seen.executed = true;
    return platform.answer({ ...call, text, lagMs, listTroubles });
  };
  seen.fault = listTroubles[0]?.kind;
  if (trouble === undefined) return { kind: "answer", reply: execute() };
  seen.fault = trouble.kind;
  return makeTrouble(trouble, { platform, call, execute, sleep: reception.sleep, now: reception.now });
}

function belongsTo(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
}
