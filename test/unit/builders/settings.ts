import type { RawOptions } from "../../../src/config/flags.ts";
import { resolveSettings, type SettingSources, type Settings } from "../../../src/config/resolve.ts";

const nowhere = { medallion: undefined, verifiable: undefined, caqh: undefined };

/** Settings made from flags, in a folder `/home/team`, with nothing else said. */
export function settings(flags: RawOptions = {}, more: Partial<SettingSources> = {}): Settings {
  return resolveSettings({ flags, file: {}, accounts: nowhere, env: {}, cwd: "/home/team", ...more });
}
