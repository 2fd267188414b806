import { Approval, HeldError } from "./approval.ts";
import { canaryFacts, type CanaryReport } from "./canary-words.ts";
import { CanaryRun } from "./canary.ts";
import { messageOf, PersonError, type ExitCode } from "./errors.ts";
import { FailureBudget } from "./failure-budget.ts";
import type { Stop } from "./http/reply.ts";
import { runLane } from "./lane.ts";
import { finishRun } from "./results/finish.ts";
import { inSession, savedMeanwhile, stage, type RunRequest, type Session } from "./session.ts";
import { readCaqhStatuses } from "./status/caqh-status.ts";

/**
 * A whole run, stage after stage: the roster is read and checked, put on the desk, looked up, compared with what
 * the platforms have, requested, followed, and written back. The only file that knows this order.
 */
export function runRoster(request: RunRequest): Promise<ExitCode> {
  return inSession(request, async (session) => {
    const { settings, workspace, stopping, progress, connected, mode } = session;
    const { rows, selected } = await stage(session);
    progress.watch({ rows: selected, workspace, connected, rates: settings.rates, sends: mode === "sync" });
    const budget = new FailureBudget(settings.holds.maxFailures, selected, (stop) => stopping.abort(stop));
    budget.count(workspace.rows.failedCount());
    const halt = await workOnPlatforms(session, budget);
    progress.enter("run", "writing the results");
    const problem = halt ?? (await savedMeanwhile(session));
    const stop = stopping.signal.aborted ? (stopping.signal.reason as Stop) : undefined;
    return finishRun({ ...session, problem, stop }, { ...session, rows, selected });
  });
}

/**
 * All platforms side by side, each in a lane of its own (lane.ts); CAQH is only asked. A hold and a ledger that
 * fails end the work, and what was done until then is in the results.
 */
async function workOnPlatforms(session: Session, budget: FailureBudget): Promise<PersonError | undefined> {
  const { settings, runtime, connected, ledger, workspace, stopping, progress } = session;
  const lanes = connected.filter(({ platform }) => platform !== undefined);
  const approval = approvalFor(session, lanes.length);
  const work = connected.map(async (each) => {
    const { name, client, platform } = each;
    if (platform === undefined) {
      const account = settings.accounts.caqh;
      if (account === undefined) throw new Error(`${name} has no account`);
      const { clock } = runtime;
      progress.enter(name, "asking CAQH");
      await readCaqhStatuses({ client, account, ledger, workspace, clock, maxAgeMs: settings.caqhMaxAgeMs });
      progress.leave(name);
      return;
    }
    await runLane(each, platform, {
      ...session,
      approval,
      budget,
      signal: stopping.signal,
      settleMs: settings.settleMs,
      writeTimeoutMs: settings.writeTimeoutMs,
      concurrency: settings.concurrency[name],
    });
    progress.leave(name);
  });
  return firstProblem(work, stopping);
}

function approvalFor(session: Session, lanes: number): Approval {
  const { settings, runtime, ask } = session;
  const { maxCreates, canary } = settings.holds;
  const tell = (report: CanaryReport): void => {
    if (!settings.quiet) runtime.stderr.write(`${canaryFacts(report)}\n`);
  };
  return new Approval({
    lanes,
    maxCreates,
    canary:
      canary === undefined ? undefined : new CanaryRun(canary, session, { ask: ask?.afterCanary, tell }),
    askBefore: ask?.beforeSending,
  });
}

/** Waits for all; a mistake of the program is thrown, what a person can see to is answered. */
async function firstProblem(
  work: readonly Promise<void>[],
  stopping: AbortController,
): Promise<PersonError | undefined> {
  const guarded = work.map(async (part) => {
    try {
      await part;
    } catch (error) {
      // without its records nothing may go on anywhere; a hold is known to all lanes already
      const reason = error instanceof PersonError ? error.message : "the program failed";
      if (!(error instanceof HeldError)) stopping.abort({ code: "ledger_failed", reason } satisfies Stop);
      throw error;
    }
  });
  const ends = await Promise.allSettled(guarded);
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  const mistake = errors.find((error) => !(error instanceof PersonError));
  if (mistake instanceof Error) throw mistake;
  if (mistake !== undefined) throw new Error(messageOf(mistake), { cause: mistake });
  return errors.find((error) => error instanceof PersonError);
}
