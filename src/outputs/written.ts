import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Ledger } from "../ledger/ledger.ts";

/** Remembers what this program wrote, so that what people made of it since can be told from it. Holds hashes alone. */
export interface Written {
  /** Whether a file of just this content was written by this program. */
  readonly has: (hash: string) => Promise<boolean>;
  /** Resolves once it is remembered. */
  readonly add: (hash: string) => Promise<void>;
}

/** So many are remembered outside a ledger; one line each. */
const mostRemembered = 2_000;

/**
 * The memory of commands that have no ledger, or one that is thrown away: a file in the folder that the system keeps for
 * such things (`XDG_STATE_HOME`, else `.local/state` in the home folder). Where there is none, nothing is remembered, and
 * every file counts as somebody else's.
 */
export function writtenByUser(env: Readonly<Record<string, string | undefined>>): Written {
  const path = memoryPath(env);
  if (path === undefined) return { has: async () => false, add: () => Promise.resolve() };
  return {
    has: async (hash) => linesOf(path).includes(hash),
    add: async (hash) => remember(path, hash),
  };
}

/** What runs with a ledger wrote. */
export function writtenWith({ written }: Pick<Ledger, "written">): Written {
  return { has: async (hash) => (await written.known([hash])).has(hash), add: written.add };
}

/** What any of them knows; all of them learn. One that fails costs a copy too many, and no results. */
export function allOf(memories: readonly Written[]): Written {
  return {
    has: async (hash) => {
      for (const memory of memories) if (await memory.has(hash).catch(() => false)) return true;
      return false;
    },
    add: async (hash) => {
      for (const memory of memories) await memory.add(hash).catch(() => undefined);
    },
  };
}

function memoryPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const [state, home, local] = [env["XDG_STATE_HOME"], env["HOME"], env["LOCALAPPDATA"]];
  const under = (folder: string | undefined, ...names: readonly string[]): string | undefined =>
    folder === undefined || folder === "" ? undefined : join(folder, ...names, "roster-sync", "written");
  return under(state) ?? under(local) ?? under(home, ".local", "state");
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
}

/** A memory that cannot be kept costs a copy too many, and no run. */
function remember(path: string, hash: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const lines = linesOf(path);
    if (lines.length < mostRemembered) appendFileSync(path, `${hash}\n`, { mode: 0o600 });
    else writeFileSync(path, `${[...lines.slice(mostRemembered / -2), hash].join("\n")}\n`, { mode: 0o600 });
  } catch {
    // no folder of that kind, or not ours
  }
}
