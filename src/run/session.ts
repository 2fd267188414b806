import { setMaxListeners } from "node:events";
import { basename, resolve } from "node:path";
import type { ColumnPlaces } from "../cells/cells.ts";
import type { Settings } from "../config/resolve.ts";
import { beforeSending } from "../database/temporary-folder.ts";
import { exitCodes, OutputError, type ExitCode } from "../errors.ts";
import { faultSentence, type Notice } from "../faults/problem.ts";
import type { Stop } from "../http/reply.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log/log.ts";
import { checkClaims, runClaims } from "../outputs/claims.ts";
import { lockFilesOf } from "../outputs/give-name.ts";
import { placeOf, sameFile } from "../outputs/place.ts";
import { beginRunOutputs, type RunOutputs } from "../outputs/run-outputs.ts";
import type { Progress } from "../progress/progress.ts";
import type { Plan } from "../requests/plan.ts";
import { resolveLineFor, type ResolveLine } from "../requests/wording.ts";
import type { Mode } from "../results/outcome.ts";
import { warningsOf } from "../results/warnings.ts";
import { placeColumns } from "../roster/headers.ts";
import { openRoster } from "../roster/open.ts";
import { perhapsHeld } from "../roster/perhaps-held.ts";
import { readingFields, readingLines } from "../roster/reading-text.ts";
import { nearMisses, readingOf } from "../roster/reading.ts";
import { describeFormat, type RosterSource } from "../roster/source.ts";
import { Interruption, type Runtime } from "../runtime.ts";
import { cellUnder, rowFilter } from "../staging/selection.ts";
import { IdleRows } from "../staging/staged-rows.ts";
import { stageRoster, type StagingCounts, openStaging, type Staging } from "../staging/staging.ts";
import { plainLines } from "../text/plain-text.ts";
import type { Answer, Canary } from "./approval.ts";
import type { CanaryReport } from "./canary.ts";
import { connect, openPlatforms, type Connected, openRunPace, sharedClock } from "./clients.ts";
import { parseRules } from "./parse-rules.ts";
import { openRunLedger, stopWhenLost } from "./run-ledger.ts";

/** Where the results of a run are to go. */
export interface ResultsWish {
  /** Their path, which depends on whether the roster is an earlier results file; `-` is stdout. */
  readonly pathFor: (rosterIsResults: boolean) => string;
  /** Whether a roster that is an earlier results file may be replaced by them. */
  readonly mayBeRoster: boolean;
}

/** What a run over a roster is told from outside. */
export interface RunRequest {
  readonly mode: Mode;
  readonly roster: string;
  readonly results: ResultsWish;
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly log: Log;
  readonly progress: Progress;
  readonly runId: string;
  /** The command line as it may be shown: who holds the ledger. */
  readonly commandLine: string;
  /** A person to ask; undefined when there is none. */
  readonly ask: Asking | undefined;
}

/** The questions that a run may ask a person at a terminal. */
export interface Asking {
  /** May these be sent, or the canary's part of them first? Undefined when that is agreed already. */
  readonly beforeSending: ((plan: Plan, canary: Canary | undefined) => Promise<Answer>) | undefined;
  /** The canary is through: may the rest follow? */
  readonly afterCanary: (report: CanaryReport) => Promise<Answer>;
}

/** Everything that the stages of a run work with, open from its first to its last moment. */
export interface Session extends Omit<RunRequest, "results"> {
  /** Where the results go; `-` is stdout. */
  readonly results: string;
  /** The files that it writes, begun already. */
  readonly outputs: RunOutputs;
  readonly startedAt: number;
  readonly source: RosterSource;
  readonly places: ColumnPlaces;
  readonly ledger: Ledger;
  readonly staging: Staging;
  readonly connected: readonly Connected[];
  /** Aborting it, with a {@link Stop} as the reason, lets no new call start. */
  readonly stopping: AbortController;
  /** The command by which a person settles a request in this ledger. */
  readonly resolveLine: ResolveLine;
}

/** Opens all that a run needs, in an order in which nothing is touched before what comes first is in order, and closes it. */
export async function inSession(
  request: RunRequest,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { settings, runId, log, progress } = request;
  const { cwd, stdin, stdout, interrupted, pid, host, clock } = request.runtime;
  const source = await openRoster(request.roster, stdin, settings, interrupted, true);
  try {
    const places = placeColumns(source.header, settings.map, source);
    rowFilter(settings.selection, places);
    cellUnder("--report-by", settings.outputs.reportBy, places);
    const rosterIsResults = places.indexOf.has("sync_result");
    const results = request.results.pathFor(rosterIsResults);
    const rosterIsOutput = rosterIsResults && request.results.mayBeRoster;
    // before the ledger is made: it may have the name of another file
    checkClaims(runClaims(settings, { roster: request.roster, results, rosterIsOutput, cwd }), stdout);
    warnOfLocks([request.roster, results], request);
    const startedAt = clock.now();
    const run = { id: runId, command: request.commandLine, pid, host, startedAt };
    const ledger = await openRunLedger(run, request);
    const runtime = { ...request.runtime, clock: sharedClock(request.runtime.clock, ledger) };
    let exitCode: ExitCode = exitCodes.stoppedEarly;
    let outputs: RunOutputs | undefined;
    try {
      outputs = await beginRunOutputs(results, {
        settings,
        runtime,
        runId,
        ledger,
        roster: { ...source, isOutput: sameFile(placeOf(results), placeOf(request.roster)) },
      });
      const staging = await beforeSending(openStaging);
      const stopping = stopOnInterruption(runtime);
      logStop(stopping.signal, log);
      stopWhenLost(ledger.lost, stopping);
      const { signal } = stopping;
      const sharedPace = await openRunPace(settings.ledger, { run: runId, clock: runtime.clock });
      if (sharedPace !== undefined) stopWhenLost(sharedPace.lost, stopping);
      // what is spent is kept by one of them
      const calls = sharedPace === undefined ? ledger.calls : undefined;
      try {
        const connected = await connect({ settings, runtime, calls, sharedPace, log, runId, signal });
        try {
          const isDefault = settings.ledger.shown === resolve(cwd, "roster-sync.db");
          const resolveLine = resolveLineFor(isDefault ? undefined : settings.ledger.shown);
          const opened = {
            runtime,
            results,
            outputs,
            // by the clock that is asked how long it took
            startedAt: Math.round(startedAt + ledger.clockAheadMs()),
            source,
            places,
            ledger,
            staging,
            connected,
            stopping,
            resolveLine,
          };
          exitCode = await work({ ...request, ...opened });
        } finally {
          progress.stop();
          await Promise.all(connected.map(({ client }) => client.close()));
          staging.close();
        }
      } finally {
        await sharedPace?.close();
      }
    } finally {
      await outputs?.abandon();
      await ledger.close(exitCode, runtime.clock.now());
    }
    return exitCode;
  } finally {
    await source.close();
  }
}

/** Somebody may have the roster or the results open: what they save later would replace what this run writes. */
function warnOfLocks(paths: readonly string[], { settings, runtime, log }: RunRequest): void {
  for (const { lock, file } of lockFilesOf(paths)) {
    log.warn({ lock: basename(lock), file: basename(file) }, "the file is open in another program");
    if (!settings.quiet)
      runtime.stderr.write(
        `warning: ${basename(file)} seems to be open in another program (${lock} exists). Close it without saving, or save now: a later save would overwrite these results.\n`,
      );
  }
}

/** Reads the roster and puts what its rows ask for staged. */
export async function stage(session: Session): Promise<StagingCounts> {
  const { settings, places, runtime, source, staging, log, progress } = session;
  showReading(session);
  progress.announce("reading the roster");
  const platforms = openPlatforms(settings);
  const resources = platforms.flatMap((platform) => platform.resources);
  const rules = {
    places,
    parsing: parseRules(settings, runtime.clock.now()),
    only: settings.only,
    resources: new Map(resources.map((resource) => [resource.kind, resource])),
    statuses: platforms
      .flatMap(({ statuses }) => statuses.map(({ kind }) => kind))
      .filter(({ name }) => settings.only.has(name)),
    filter: rowFilter(settings.selection, places),
    dates: settings.only.has("dates") ? platforms : [],
  };
  const idle = new IdleRows();
  const counts = await beforeSending(() =>
    stageRoster(source.rows(), rules, staging, ({ row, warnings }) => idle.note(row, warnings)),
  );
  // a log on stderr is read there already
  idle.tell(log, settings.quiet || settings.log.file === undefined ? undefined : runtime.stderr);
  showNotices(session, [...source.notices, ...counts.notices]);
  const { specs, faulty } = staging.rows.counts();
  const { rows, selected } = counts;
  log.info({ rows, selected, requests: specs, rows_with_faults: faulty }, "roster read");
  log.debug(describeFormat(source.format), "roster format");
  for (const { code, message } of warningsOf({ settings, ...counts }))
    log.warn({ code, reason: message }, "nothing selected");
  return counts;
}

/** Says how the header was understood, before anything is asked or sent. */
function showReading({ settings, places, runtime, source, log }: Session): void {
  const { row } = source.headerPlace;
  const reading = readingOf(places, source.headerPlace);
  const isReadBelow = runtime.stderr.isTerminal && settings.log.file === undefined && !settings.quiet;
  if (!isReadBelow) log.info(readingFields(reading), "columns read");
  for (const warning of [...nearMisses(places, row), ...perhapsHeld(places, row)])
    log.warn({ column: warning.letter, code: warning.code }, faultSentence(warning));
  if (!settings.quiet)
    runtime.stderr.write(plainLines(readingLines(source.name, reading, source.headerPlace)));
}

/** Says what a person should know about the file before anything is sent. */
function showNotices({ settings, runtime, log }: Session, notices: readonly Notice[]): void {
  const isReadBelow = runtime.stderr.isTerminal && settings.log.file === undefined && !settings.quiet;
  for (const { code, sentence } of notices) {
    if (!isReadBelow) log.info({ code }, sentence);
    if (!settings.quiet) runtime.stderr.write(`  note: ${sentence}\n`);
  }
}

/**
 * What a person has to see to when somebody saved the roster during the run: the results are those of the roster as it
 * was read. Where it is its own output, giving the results their name sees to it.
 */
export async function savedMeanwhile({ source, outputs, roster }: Session): Promise<OutputError | undefined> {
  if (!(await source.isReadable())) {
    throw new OutputError(
      `${source.name} was changed while this run was in progress, and there was no room for a copy of it, so no results are written.`,
      "Everything requested so far is in the ledger. Run the same command again; nothing is requested twice.",
    );
  }
  if (sameFile(placeOf(outputs.results.path), placeOf(roster)) || (await source.isUnchanged()))
    return undefined;
  return new OutputError(
    `${source.name} was changed while this run was in progress; the results are based on the roster as it was before.`,
    "Run the same command again; nothing is requested twice.",
  );
}

/** Says why no new call is made from some moment on, in that moment. */
function logStop(signal: AbortSignal, log: Log): void {
  const tell = (): void => {
    const { code, reason } = signal.reason as Stop;
    log[code === "interrupted" ? "warn" : "error"]({ code, reason }, "stopped");
  };
  if (signal.aborted) tell();
  else signal.addEventListener("abort", tell, { once: true });
}

function stopOnInterruption(runtime: Runtime): AbortController {
  const stopping = new AbortController();
  // everybody who waits listens to it, and that is no leak
  setMaxListeners(0, stopping.signal);
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
