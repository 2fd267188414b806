import { caqhPlatform } from "./caqh/platform.ts";
import { makeContext, windowsOf } from "./context.ts";
import { credentials } from "./credentials.ts";
import type { Fault } from "./faults/fault.ts";
import { FaultDice, type Ending } from "./faults/trouble.ts";
import { filesPlatform } from "./files-platform.ts";
import type { Call } from "./http/platform.ts";
import { medallionPlatform } from "./medallion/platform.ts";
import { receive } from "./reception.ts";
import { sandboxEnv } from "./sandbox-env.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import type { SeenRequest } from "./seen-request.ts";
import { advanceOneDay } from "./state/advance.ts";
import { verifiablePlatform } from "./verifiable/platform.ts";

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
  const desk = {
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
      desk.dice = new FaultDice(faults, seed);
    },
    receive: (call) => receive(desk, call),
    stop: () => {
      closing = true;
    },
  };
}
