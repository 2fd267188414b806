import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { systemClock } from "../../src/runtime.ts";
import {
  faultPresets,
  generateWorld,
  startSandbox,
  type Fault,
  type Sandbox,
  type SeenRequest,
} from "../../src/sandbox/index.ts";
import { diceFrom } from "../../src/sandbox/seeded.ts";
import { doubles, naturalKeys } from "./natural-keys.ts";
import type { Line } from "./rehearsal.ts";
import { csv, mixedRoster, table } from "./rosters.ts";

const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** The bad night of the presets, with waits and lags short enough for a test. */
export const shortBadNight: readonly Fault[] = [
  ...faultPresets["bad-night"].filter(({ kind }) => kind !== "lagging-list" && kind !== "429"),
  { kind: "429", rate: 0.04, retryAfterSeconds: 0 },
  { kind: "429-bare", match: { platform: "medallion" }, rate: 0.002 },
  { kind: "lagging-list", match: { access: "write" }, rate: 0.25, ms: 250 },
];

/** So many whole runs may leave something unknown that the next one settles. */
const mostUnsettledRuns = 4;

/**
 * The sandbox's moods in which answers prove less than they seem, and those in which lists do, each with the troubles of
 * a short bad night.
 */
export const moods = {
  "bad night": shortBadNight,
  "rewritten words": [...faultPresets["rewritten-words"]],
  "half-made groups": [...faultPresets["half-made-group"], ...shortBadNight],
  "empty promises": [...faultPresets["empty-promises"], ...shortBadNight],
  "moving lists": [...listsOf("moving-list"), ...shortBadNight],
  "short lists": [...listsOf("short-list"), ...shortBadNight],
} as const satisfies Readonly<Record<string, readonly Fault[]>>;

/** What befalls lists only: the answers are lost by the bad night. */
function listsOf(preset: "moving-list" | "short-list"): readonly Fault[] {
  return faultPresets[preset].filter(({ kind }) => kind !== "lost-answer");
}

/** One job that is killed again and again until it is done. */
export interface KillPlan {
  readonly seed: number;
  readonly rows: number;
  readonly kills: number;
  readonly faults: readonly Fault[];
  readonly settleMs: number;
  readonly timeoutMs: number;
  /** The address of the ledger; a file beside the roster unless it is said. */
  readonly ledger?: string;
  /** The largest page of a list; 100 unless it is said. */
  readonly pageSize?: number;
  /** So many whole runs may leave rows that the next one takes up; four unless it is said. */
  readonly mostUnsettledRuns?: number;
}

/** What a job came to that was killed on its way. */
export interface KillReport {
  readonly kills: number;
  readonly runs: number;
  /** What the last run, which nobody killed, ended with. */
  readonly code: number;
  readonly stderr: string;
  readonly doubles: readonly string[];
  /** Requests on the platforms, to be held against what the roster asks for. */
  readonly requests: number;
  readonly lines: readonly Line[];
  readonly posts: number;
  /** All that the platforms have seen, and when each run began, in milliseconds since the epoch: to trace what went wrong. */
  readonly trace: { readonly begun: readonly number[]; readonly seen: readonly SeenRequest[] };
}

/** Runs the built program, kills it at moments that a seed decides, and runs it again until it ends by itself. */
export async function killRounds(plan: KillPlan): Promise<KillReport> {
  const dice = diceFrom(plan.seed);
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-kill-"));
  const world = generateWorld({ providers: plan.rows + 10, seed: plan.seed });
  writeFileSync(join(folder, "roster.csv"), csv(table(mixedRoster(world, plan.rows))));
  let onRequest: (seen: SeenRequest) => void = () => undefined;
  const sandbox = await startSandbox({
    now: systemClock.now,
    sleep: (ms) => systemClock.sleep(ms),
    world,
    seed: plan.seed,
    faults: plan.faults,
    limits: { medallion: null, verifiable: null },
    latencyMs: 2,
    ...(plan.pageSize === undefined ? {} : { pageSize: plan.pageSize }),
    onRequest: (seen) => onRequest(seen),
  });
  let [kills, unsettled] = [0, 0];
  const begun: number[] = [];
  try {
    for (;;) {
      const mayKill = kills < plan.kills;
      // half of the kills strike while a write is on its way, the others anywhere
      const atWrite = dice() < 0.5;
      const killAt = 1 + Math.floor(dice() * (atWrite ? 5 : 40));
      const late = dice() * 12;
      let seen = 0;
      const child = start(folder, sandbox, plan);
      begun.push(systemClock.now());
      const fate = { killed: false };
      const kill = (): void => {
        fate.killed = child.process.kill("SIGKILL") || fate.killed;
      };
      onRequest = ({ method, path }) => {
        if (atWrite && (method !== "POST" || path.startsWith("/auth/"))) return;
        seen += 1;
        if (mayKill && seen === killAt) setTimeout(kill, late);
      };
      const code = await child.ended;
      onRequest = () => undefined;
      if (fate.killed && code === null) {
        kills += 1;
        continue;
      }
      // what was lost twice in one run is settled by the next
      const isUnsettled = code === 1 && unsettled < (plan.mostUnsettledRuns ?? mostUnsettledRuns);
      if (isUnsettled) {
        unsettled += 1;
        continue;
      }
      return {
        kills,
        runs: begun.length,
        trace: { begun, seen: sandbox.requests },
        code: code ?? -1,
        stderr: child.stderr(),
        doubles: doubles(sandbox),
        requests: naturalKeys(sandbox).length,
        posts: sandbox.requests.filter(({ method, path }) => method === "POST" && !path.startsWith("/auth/"))
          .length,
        lines: parse(readFileSync(join(folder, "roster.results.csv")), { columns: true }),
      };
    }
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(
  folder: string,
  sandbox: Sandbox,
  { settleMs, timeoutMs, ledger }: KillPlan,
): {
  readonly process: ReturnType<typeof spawn>;
  readonly ended: Promise<number | null>;
  readonly stderr: () => string;
} {
  const rates = ["--medallion-rate", "100000/s", "--verifiable-rate", "100000/s", "--caqh-rate", "100000/s"];
  const times = ["--settle", `${settleMs}ms`, "--request-timeout", `${timeoutMs}ms`];
  const child = spawn(
    process.execPath,
    [program, "sync", "roster.csv", ...rates, ...times, "--log-level", "warn"],
    {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        ...sandbox.env,
        ...(ledger === undefined ? {} : { ROSTER_SYNC_LEDGER: ledger }),
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const chunks: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  return {
    process: child,
    ended: once(child, "close").then(([code]) => code as number | null),
    stderr: () => Buffer.concat(chunks).toString("utf8"),
  };
}

/** How many requests a mixed roster asks for, counted from its cells alone. */
export function askedFor(rows: readonly Readonly<Record<string, string>>[]): number {
  const keys = new Set<string>();
  const count = (cell: string | undefined): readonly string[] =>
    (cell ?? "").split(/[;,|]/).flatMap((part) => part.trim() || []);
  for (const [index, row] of rows.entries()) {
    const who = row["group_name"] ?? row["facility_name"] ?? String(index);
    for (const [column, cell] of Object.entries(row)) {
      if (column.endsWith("_states"))
        for (const state of count(cell)) keys.add(`${who} ${column} ${state} ${row["payer_name"] ?? ""}`);
    }
    if (row["credentialing"] !== undefined) keys.add(`${who} credentialing`);
  }
  return keys.size;
}
