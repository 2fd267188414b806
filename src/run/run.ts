import { platformSettings } from "../config/resolve.ts";
import type { RunEnding } from "../ending/end-line.ts";
import { HeldError, UserError, placesOf, ProgramMistake } from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log/log.ts";
import { stopOf } from "../results/run-stop.ts";
import { type Runtime, type Clock, uncaught } from "../runtime.ts";
import { plainLines } from "../text/plain-text.ts";
import { Approval, FailureBudget } from "./approval.ts";
import { canaryFacts, type CanaryReport, CanaryRun } from "./canary.ts";
import { finishRun } from "./finish.ts";
import { requestsAnything, runPlatform } from "./platform-run.ts";
import { inSession, savedMeanwhile, stage, type RunRequest, type Session } from "./session.ts";

/**
 * A whole run, stage after stage: the roster is read and checked, staged, looked up, compared with what
 * the platforms have, requested, followed, and written back. The only file that knows this order.
 */
export async function runRoster(request: RunRequest): Promise<RunEnding> {
  let ending: RunEnding | undefined;
  try {
    await inSession(request, async (session) => {
      ending = await runIn(session);
      return ending.exitCode;
    });
  } catch (error) {
    // all is written, and only the closing failed
    if (ending === undefined || !(error instanceof UserError)) throw error;
    const { exitCode } = error;
    const summary = { ...ending.summary, stop: stopOf(error), exit_code: exitCode };
    return { ...ending, exitCode, summary, problems: [...ending.problems, error] };
  }
  if (ending === undefined) throw new Error("the run has no end");
  return ending;
}

async function runIn(session: Session): Promise<RunEnding> {
  const { settings, staging, stopping, progress, connected, mode } = session;
  const { rows, selected } = await stage(session);
  progress.watch({ rows: selected, staging, connected, settings, sends: mode === "sync" });
  const budget = new FailureBudget(settings.holds.maxFailures, selected, (stop) => stopping.abort(stop));
  budget.count(staging.rows.failedCount());
  const halt = await workOnPlatforms(session, budget);
  progress.enter("run", "writing the results");
  const problem = halt ?? (await savedMeanwhile(session));
  const stop = stopping.signal.aborted ? (stopping.signal.reason as Stop) : undefined;
  return finishRun({ ...session, problem, stop }, { ...session, rows, selected });
}

/**
 * All platforms side by side, each in a run of its own (platform-run.ts). A hold and a ledger that fails end the work, and
 * what was done until then is in the results.
 */
async function workOnPlatforms(session: Session, budget: FailureBudget): Promise<UserError | undefined> {
  const { settings, connected, stopping, progress } = session;
  const approval = approvalFor(session, connected.filter(requestsAnything).length);
  const mayLook = firstLook(session);
  const work = connected.map(async (each) => {
    await mayLook;
    await runPlatform(each, {
      ...session,
      approval,
      budget,
      signal: stopping.signal,
      settleMs: settings.settleMs,
      writeTimeoutMs: settings.writeTimeoutMs,
      concurrency: platformSettings(settings, each.name).concurrency,
    });
    progress.leave(each.name);
  });
  return firstProblem(work, session);
}

/** Only who sends has to know whether all is listed that was sent before. */
function firstLook({ mode, ledger, runtime, settings, log, stopping }: Session): Promise<void> {
  if (mode !== "sync") return Promise.resolve();
  return waitBeforeFirstLook({
    ledger,
    clock: runtime.clock,
    log,
    tell: (sentence) => {
      if (!settings.quiet) runtime.stderr.write(plainLines(`${sentence}\n`));
    },
    signal: stopping.signal,
    writeTimeoutMs: settings.writeTimeoutMs,
    settleMs: settings.settleMs,
  });
}

function approvalFor(session: Session, platformRuns: number): Approval {
  const { settings, runtime, log, ask } = session;
  const { maxCreates, canary } = settings.holds;
  const tell = (report: CanaryReport): void => {
    if (!settings.quiet) runtime.stderr.write(plainLines(`${canaryFacts(report)}\n`));
  };
  return new Approval({
    platformRuns,
    maxCreates,
    canary:
      canary === undefined ? undefined : new CanaryRun(canary, session, { ask: ask?.afterCanary, tell }),
    askBefore: ask?.beforeSending,
    onHeld: ({ message }) => log.warn({ code: "held", reason: message }, "held"),
  });
}

/** So long the platform runs may take to end once a mistake has hit the program: the deadline of a call, and a little. */
const windingDownMs = 5_000;

/** Waits for all. What a person can see to is answered, and so is a mistake of the program: the results are still written. */
async function firstProblem(
  work: readonly Promise<void>[],
  { stopping, runtime, settings, log }: Session,
): Promise<UserError | undefined> {
  const problems: UserError[] = [];
  const guarded = work.map(async (part) => {
    try {
      await part;
    } catch (error) {
      const problem = error instanceof UserError ? error : new ProgramMistake(error);
      problems.push(problem);
      if (problem instanceof ProgramMistake) logMistake(log, error);
      // without its records nothing may go on anywhere; a hold is known to all platform runs already
      if (!(problem instanceof HeldError))
        stopping.abort({ code: "ledger_failed", reason: problem.message } satisfies Stop);
    }
  });
  await Promise.race([
    Promise.all(guarded),
    afterMistake(runtime, () => runtime.clock.sleep(settings.writeTimeoutMs + windingDownMs)),
  ]);
  const mistake = uncaught(runtime);
  if (mistake !== undefined) {
    logMistake(log, mistake.cause);
    problems.push(mistake);
  }
  return problems.find((problem) => problem instanceof ProgramMistake) ?? problems[0];
}

/** Resolves when an error that nobody caught has hit the program and the platform runs had their time: one may wait for ever now. */
async function afterMistake(runtime: Runtime, retryPolicy: () => Promise<void>): Promise<void> {
  const { interrupted } = runtime;
  if (!interrupted.aborted)
    await new Promise((resolve) => interrupted.addEventListener("abort", resolve, { once: true }));
  // after a signal the platform runs end by themselves
  await (uncaught(runtime) === undefined ? new Promise(() => undefined) : retryPolicy());
}

/** Says where the program failed, without any of the data at hand. */
export function logMistake(log: Log, error: unknown): void {
  log.error(
    { error: error instanceof Error ? error.name : typeof error, at: placesOf(error) },
    "internal error",
  );
}

/** What waiting before the first look needs. */
interface FirstLook {
  readonly ledger: Pick<Ledger, "doubt">;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
  /** Told of the wait, for people. */
  readonly tell: (sentence: string) => void;
  readonly signal: AbortSignal;
  readonly writeTimeoutMs: number;
  readonly settleMs: number;
}

/**
 * Waits when records of the ledger may be gone, which is so after a failover or a restored backup: a request that was sent and
 * forgotten may still be on its way, or not be listed yet. After as long as a write may take and a list may lag it is
 * listed, and is adopted instead of being sent again.
 */
export async function waitBeforeFirstLook(look: FirstLook): Promise<void> {
  const { ledger, clock, log, tell, signal, writeTimeoutMs, settleMs } = look;
  if (ledger.doubt === undefined) return;
  const ms = writeTimeoutMs + settleMs;
  const seconds = Math.ceil(ms / 1000);
  log.warn({ seconds }, "records may be lost");
  tell(
    `The ledger's server was replaced or restored since the last run, so the ledger may have lost records. Waiting ${seconds} s before the first look, so that what was sent is listed.`,
  );
  await clock.sleep(ms, signal);
  if (!signal.aborted) await ledger.doubt.end();
}
