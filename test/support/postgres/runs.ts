import type { SeenRequest } from "../../../src/sandbox/index.ts";
import { startProgram, type Started } from "../program.ts";
import type { Rehearsal } from "../rehearsal.ts";

/** Rates that the sandbox has no limit for, and little patience, so that tests wait for nothing. */
const hasty = [
  ["--medallion-rate", "100000/s", "--verifiable-rate", "100000/s", "--caqh-rate", "100000/s"],
  ["--log-level", "warn", "--log-format", "json"],
].flat();

/** How patient a run is. */
export interface Patience {
  readonly settleMs?: number;
  readonly timeoutMs?: number;
  readonly more?: readonly string[];
}

/** Starts the built program on the roster of a rehearsal, with its ledger on PostgreSQL. */
export function startSync(
  { folder, sandbox }: Pick<Rehearsal, "folder" | "sandbox">,
  ledger: string,
  { settleMs = 300, timeoutMs = 2_000, more = [] }: Patience = {},
): Started {
  return startProgram(
    [
      "sync",
      "roster.csv",
      ...hasty,
      "--settle",
      `${settleMs}ms`,
      "--request-timeout",
      `${timeoutMs}ms`,
      ...more,
    ],
    folder,
    { ...sandbox.env, ROSTER_SYNC_LEDGER: ledger, USER: "tester" },
  );
}

/** Whether a request made or may have made something. */
export function isWrite({ method, path }: SeenRequest): boolean {
  return method === "POST" && !path.startsWith("/auth");
}

/** Resolves once the sandbox has received so many writes. */
export async function writesSeen({ sandbox }: Pick<Rehearsal, "sandbox">, count: number): Promise<void> {
  while (sandbox.requests.filter(isWrite).length < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Resolves once that holds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
