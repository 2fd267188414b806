import { Approval, HeldError, type PlannedCreates } from "./approval.ts";
import type { Settings } from "./config/settings.ts";
import { connect, requestPlatforms, type Connected } from "./connect.ts";
import { exitCodes, messageOf, PersonError, type ExitCode } from "./errors.ts";
import type { Stop } from "./http/reply.ts";
import { FailureBudget } from "./failure-budget.ts";
import { runLane } from "./lane.ts";
import { openLedger, type Ledger } from "./ledger/ledger.ts";
import type { Log } from "./log.ts";
import { rowFilter } from "./plan/selection.ts";
import { stageRoster, type StagingRules } from "./plan/stage.ts";
import type { Mode } from "./results/ask-outcome.ts";
import { finishRun, type RunEnd } from "./results/finish.ts";
import type { AskDefaults } from "./roster/ask-defaults.ts";
import type { ColumnPlaces } from "./roster/cells.ts";
import { placeColumns } from "./roster/headers.ts";
import { openRoster, type RosterSource } from "./roster/source.ts";
import { Interruption, type Runtime } from "./runtime.ts";
import { readCaqhStatuses } from "./status/caqh-status.ts";
import { openWorkspace, type Workspace } from "./workspace/workspace.ts";

/** What a run over a roster is told from outside. */
export interface RunRequest {
  readonly mode: Mode;
  readonly roster: string;
  /** Where the results go; `-` is stdout. */
  readonly results: string;
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly log: Log;
  readonly runId: string;
  /** The command line as it may be shown: who holds the ledger. */
  readonly commandLine: string;
  /** A person to ask; undefined when there is none. */
  readonly ask: Asking | undefined;
}

/** The questions that a run may ask a person at a terminal. */
export interface Asking {
  /** May these be sent? Undefined when that is agreed already. */
  readonly beforeSending: ((plans: readonly PlannedCreates[]) => Promise<boolean>) | undefined;
  /** The canary is through: may the rest follow? */
  readonly afterCanary: () => Promise<boolean>;
}

/**
 * A whole run, stage after stage: the roster is read and checked, put on the desk, looked up, compared with what
 * the platforms have, requested, followed, and written back. The only file that knows this order.
 */
export async function runRoster(request: RunRequest): Promise<ExitCode> {
  const { settings, runtime } = request;
  const source = await openRoster(request.roster, runtime.stdin, settings);
  try {
    const places = placeColumns(source.header, settings.map);
    const startedAt = runtime.clock.now();
    const run = {
      id: request.runId,
      command: request.commandLine,
      pid: runtime.pid,
      host: runtime.host,
      startedAt,
    };
    const ledger = await openLedger(settings.ledger, run, runtime.randomHex(16));
    let exitCode: ExitCode = exitCodes.stoppedEarly;
    try {
      exitCode = await runWithLedger(request, source, places, ledger, startedAt);
    } finally {
      await ledger.close(exitCode, runtime.clock.now());
    }
    return exitCode;
  } finally {
    await source.close();
  }
}

async function runWithLedger(
  request: RunRequest,
  source: RosterSource,
  places: ColumnPlaces,
  ledger: Ledger,
  startedAt: number,
): Promise<ExitCode> {
  const { settings, runtime, log, mode, runId } = request;
  const workspace = openWorkspace();
  const stopping = stopOnInterruption(runtime);
  const { signal } = stopping;
  const connected = await connect({ settings, runtime, ledger, log, runId, signal });
  try {
    const rules = stagingRules(settings, places, runtime);
    const counts = await stageRoster(source.rows(), rules, workspace);
    log.info({ ...counts, ...stagedCounts(workspace), ...describe(source) }, "roster read");
    const budget = new FailureBudget(settings.holds.maxFailures, counts.selected, (stop) =>
      stopping.abort(stop),
    );
    budget.count(workspace.rows.failedCount());
    const problem = await workOn(request, connected, workspace, ledger, stopping, budget);
    await source.checkUnchanged();
    const end: RunEnd = { mode, runId, startedAt, results: request.results, problem, stop: stopOf(signal) };
    return await finishRun(end, {
      ...request,
      source,
      places,
      ledger,
      workspace,
      connected,
      rows: counts.rows,
    });
  } finally {
    await Promise.all(connected.map(({ client }) => client.close()));
    workspace.close();
  }
}

/** All platforms side by side. A held run and a ledger that fails end it, with everything so far in the results. */
async function workOn(
  request: RunRequest,
  connected: readonly Connected[],
  workspace: Workspace,
  ledger: Ledger,
  stopping: AbortController,
  budget: FailureBudget,
): Promise<PersonError | undefined> {
  const { settings, runtime, log, mode } = request;
  const lanes = connected.flatMap(({ platform, ...rest }) =>
    platform === undefined ? [] : [{ ...rest, platform }],
  );
  const { maxCreates, canary } = settings.holds;
  const approval = new Approval({
    lanes: lanes.length,
    maxCreates,
    canaryRow: canary === undefined ? undefined : () => workspace.wants.rowOfNthCreate(canary),
    askBefore: request.ask?.beforeSending,
    askAfterCanary: request.ask?.afterCanary,
  });
  const caqh = connected.find(({ name }) => name === "caqh");
  const { accounts } = settings;
  const work = lanes.map(({ platform, ...lane }) =>
    runLane({ ...lane, platform }, platform, {
      mode,
      ledger,
      workspace,
      runtime,
      log,
      approval,
      signal: stopping.signal,
      settleMs: settings.settleMs,
      writeTimeoutMs: settings.writeTimeoutMs,
      concurrency: settings.concurrency[lane.name],
      budget,
    }),
  );
  if (caqh !== undefined && accounts.caqh !== undefined) {
    const { client } = caqh;
    work.push(
      readCaqhStatuses({
        client,
        account: accounts.caqh,
        ledger,
        workspace,
        clock: runtime.clock,
        maxAgeMs: settings.caqhMaxAgeMs,
      }),
    );
  }
  const ends = await Promise.allSettled(
    work.map(async (lane) => {
      try {
        await lane;
      } catch (error) {
        // without its records nothing may go on anywhere; a hold is known to all lanes already
        if (!(error instanceof HeldError)) stopping.abort(stopFor(error));
        throw error;
      }
    }),
  );
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  const mistake = errors.find((error) => !(error instanceof PersonError));
  if (mistake !== undefined)
    throw mistake instanceof Error ? mistake : new Error(messageOf(mistake), { cause: mistake });
  return errors.find((error) => error instanceof PersonError);
}

function stopFor(error: unknown): Stop {
  return {
    code: "too_many_failures",
    reason: error instanceof PersonError ? error.message : "the program failed",
  };
}

function stopOf(signal: AbortSignal): Stop | undefined {
  return signal.aborted ? (signal.reason as Stop) : undefined;
}

function stopOnInterruption(runtime: Runtime): AbortController {
  const stopping = new AbortController();
  const stop = (): void => {
    const reason: unknown = runtime.interrupted.reason;
    const word = reason instanceof Interruption ? reason.message : "interrupted";
    stopping.abort({
      code: "interrupted",
      reason: `the run was ${word} before this was reached`,
    } satisfies Stop);
  };
  if (runtime.interrupted.aborted) stop();
  else runtime.interrupted.addEventListener("abort", stop, { once: true });
  return stopping;
}

function stagingRules(settings: Settings, places: ColumnPlaces, runtime: Runtime): StagingRules {
  const books = requestPlatforms(settings).flatMap((platform) => platform.books);
  return {
    places,
    defaults: askDefaults(settings, runtime),
    only: settings.only,
    books: new Map(books.map((book) => [book.kind, book])),
    caqh: settings.accounts.caqh !== undefined && settings.only.has("caqh"),
    filter: rowFilter(settings.selection, places),
  };
}

/** What counts where a cell is blank; today is the earlier of the local and the UTC day. */
export function askDefaults(settings: Settings, runtime: Runtime): AskDefaults {
  const now = new Date(runtime.clock.now());
  const utc = now.toISOString().slice(0, 10);
  const local = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  return {
    isMedallionOwned: settings.isMedallionOwned,
    isSelfManaged: settings.isSelfManaged,
    today: local < utc ? local : utc,
  };
}

function stagedCounts(workspace: Workspace): object {
  const { asks, faulty } = workspace.rows.counts();
  return { asks, faulty };
}

function describe({ dialect }: RosterSource): object {
  const { encoding, bom, delimiter, lineEnd } = dialect;
  return { encoding: bom ? `${encoding} with BOM` : encoding, delimiter, lineEnd };
}
