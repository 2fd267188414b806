import type { PlatformName } from "./http/platform.ts";
import { RollingWindow } from "./http/rolling-window.ts";
import type { Limit } from "./http/rolling-window.ts";
import type { Limits } from "./sandbox.ts";

/** Medallion's and Verifiable's pages on rate limits; CAQH has none. */
const documentedLimits: Readonly<Record<PlatformName, Limit | null>> = {
  medallion: { calls: 240, perMs: 60_000 },
  verifiable: { calls: 10_000, perMs: 300_000 },
  caqh: null,
  files: { calls: 30, perMs: 60_000 },
};

/** One window for each limited platform. */
export function windowsOf(limits: Limits): ReadonlyMap<PlatformName, RollingWindow> {
  const windows = new Map<PlatformName, RollingWindow>();
  for (const name of ["medallion", "verifiable", "caqh", "files"] as const) {
    const asked = limits[name];
    const limit = asked === undefined ? documentedLimits[name] : asked;
    if (limit !== null) windows.set(name, new RollingWindow(limit));
  }
  return windows;
}
