import type { Problem } from "../faults/problem.ts";
import type { CallCounts } from "../http/meter.ts";
import type { Stop } from "../http/reply.ts";
import { requestWorks, type Work, statusKinds } from "../platforms/catalog.ts";
import type { Verb } from "../requests/operation.ts";
import { redacted } from "./impersonal.ts";
import type { LapseCounts } from "./lapse-tally.ts";
import type { Outcome, Mode, RequestsByWork } from "./outcome.ts";
import type { EndedStatus } from "./standings.ts";
import type { Warning } from "./warnings.ts";

/** Statuses that could not be read, by a field for each of their sources. */
export interface StatusFailures {
  readonly [field: `${string}_failures`]: number;
}

/** What a run came to, as `--summary` writes it (docs/summary.md). A field that may be missing is never null. */
export interface Summary extends StatusFailures {
  readonly version: 2;
  readonly command: Mode;
  readonly run: string;
  readonly started_at: string;
  readonly ended_at: string;
  readonly rows: number;
  /** Rows, by what their `sync_result` says. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Requests, each counted once however many rows ask for it. */
  readonly requests: RequestCounts;
  readonly failures: readonly Failures[];
  readonly changes: number;
  /** Requests on a platform that are open, by who has to move next. */
  readonly waiting: Readonly<Record<"us" | "provider" | "platform" | "outside" | "another" | "hold", number>>;
  /** Requests that were granted or completed. */
  readonly completed: number;
  /** Requests that were denied, closed, canceled or stopped; `new`: since the last run. */
  readonly ended: {
    readonly count: number;
    readonly new: number;
    readonly statuses: readonly EndedStatus[];
  };
  /** What providers and groups have that has lapsed or is overdue, or lapses or is due in days 0 to 30, 31 to 60, 61 to 90. */
  readonly lapses: Readonly<Record<"lapsed" | "within_30" | "within_60" | "within_90", LapseCounts>>;
  readonly platforms: readonly PlatformSummary[];
  /** What is odd about the whole run, though nothing failed. */
  readonly warnings: readonly Warning[];
  /** Where the results are; missing when none were written. */
  readonly results?: string;
  /** Why the run ended before all was done; missing when it went through to its end. */
  readonly stop?: RunStop;
  readonly exit_code: number;
}

/** Why a run ended before all was done. */
export interface RunStop {
  readonly code: Stop["code"] | EndCode;
  /** A sentence or a clause for people. */
  readonly reason: string;
}

/** The ways in which a run as a whole ends early, beside those in which its calls do. */
type EndCode =
  | "usage"
  | "roster_unreadable"
  | "ledger_unusable"
  | "ledger_held"
  | "output_failed"
  | "program_failed";

/** What can be odd. */
export type WarningCode = "no_rows" | "no_rows_selected" | "held_not_compared" | "dates_not_read";

/** One platform's part. */
export interface PlatformSummary extends CallCounts {
  readonly platform: string;
  readonly stops: readonly Stop[];
  /** What one call per thing would have cost. */
  readonly one_by_one: number;
  /** The least time that the calls take at the platform's pace. */
  readonly seconds_at_pace: number;
  /** Calls still to come, when this was a plan. */
  readonly to_come?: { readonly submit: number; readonly confirm: number };
}

/** What became of requests, in the words of the summary. */
export const requestOutcomes = [
  "created",
  "existing",
  "held",
  "planned",
  "failed",
  "unknown",
  "skipped",
] as const;

/** What became of a request; `held` is what the provider has already, `skipped` what was not reached or not due. */
export type RequestOutcome = (typeof requestOutcomes)[number];

/** So many requests of each outcome. */
type OutcomeCounts = Readonly<Record<RequestOutcome, number>>;

/** Those of the `created` and `planned` ones, by kind, by which something was changed that is there already. */
export type ChangeCounts = Readonly<Record<(typeof changes)[number], RequestsByWork>>;

const changes = ["updated", "removed", "to_update", "to_remove"] as const;

/** The same of all requests and of each kind. */
export interface RequestCounts extends OutcomeCounts {
  readonly by_kind: Readonly<Record<Work, OutcomeCounts>>;
  /** Left out where nothing was changed, and nothing is to be. */
  readonly changes?: ChangeCounts;
}

/** What becomes of a request whose row says this of it. */
export function requestOutcome(outcome: Outcome, isHeld: boolean): RequestOutcome {
  if (isHeld) return "held";
  return outcome === "exists" ? "existing" : outcome;
}

/** The requests of one outcome, by kind. */
export function requestsThat(outcome: RequestOutcome, { by_kind }: RequestCounts): RequestsByWork {
  return Object.fromEntries(requestWorks.map((work) => [work, by_kind[work]?.[outcome] ?? 0]));
}

/** The requests of an outcome by which something new was made, or is to be. */
export function creationsThat(outcome: "created" | "planned", counts: RequestCounts): RequestsByWork {
  const [updates, removals] =
    outcome === "created"
      ? [counts.changes?.updated, counts.changes?.removed]
      : [counts.changes?.to_update, counts.changes?.to_remove];
  const all = requestsThat(outcome, counts);
  return Object.fromEntries(
    requestWorks.map((work) => [work, (all[work] ?? 0) - (updates?.[work] ?? 0) - (removals?.[work] ?? 0)]),
  );
}

/** As what a change is counted; undefined for what makes something new, or came to nothing. */
function changeOf(outcome: RequestOutcome, verb: Verb): (typeof changes)[number] | undefined {
  if (verb === "create" || (outcome !== "created" && outcome !== "planned")) return undefined;
  if (outcome === "created") return verb === "update" ? "updated" : "removed";
  return verb === "update" ? "to_update" : "to_remove";
}

/** Counts requests one by one. */
export class RequestTally {
  readonly #byKind = new Map(requestWorks.map((work) => [work, noRequests()]));
  readonly #changes: Record<(typeof changes)[number], Record<Work, number>> = {
    updated: {},
    removed: {},
    to_update: {},
    to_remove: {},
  };
  #anyChange = false;

  /** One more. */
  add(work: Work, outcome: RequestOutcome, verb: Verb = "create"): void {
    const counts = this.#byKind.get(work);
    if (counts === undefined) throw new Error(`${work} is no work that requests belong to`);
    counts[outcome] += 1;
    const change = changeOf(outcome, verb);
    if (change === undefined) return;
    this.#anyChange = true;
    this.#changes[change][work] = (this.#changes[change][work] ?? 0) + 1;
  }

  /** All so far. */
  get counts(): RequestCounts {
    const all = noRequests();
    for (const counts of this.#byKind.values()) {
      for (const outcome of requestOutcomes) all[outcome] += counts[outcome];
    }
    const by_kind = structuredClone(Object.fromEntries(this.#byKind));
    return { ...all, by_kind, ...(this.#anyChange ? { changes: structuredClone(this.#changes) } : {}) };
  }
}

function noRequests(): Record<RequestOutcome, number> {
  return { created: 0, existing: 0, held: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 };
}

/** Rows that failed for the same reason. */
interface Failures {
  readonly code: string;
  readonly rows: number;
  /** The first few rows, as a spreadsheet numbers them. */
  readonly examples: readonly number[];
  /** The sentence of the first, without that row's own values. */
  readonly example: string;
}

const examplesKept = 5;

/** Counts what came of the rows while they are written. */
export class Tally {
  #rows = 0;
  readonly #outcomes: Record<Outcome, number> = {
    created: 0,
    exists: 0,
    planned: 0,
    failed: 0,
    unknown: 0,
    skipped: 0,
  };
  readonly #reasons = new Map<string, { rows: number; examples: number[]; example: string }>();
  readonly #requests = new RequestTally();
  #changes = 0;
  readonly #statusFailures = new Map(statusKinds.map(({ name }) => [name, 0]));

  /** A row was written. */
  row(row: number, outcome: Outcome, problem: Problem | undefined): void {
    this.#rows += 1;
    this.#outcomes[outcome] += 1;
    if (problem === undefined) return;
    const reason = this.#reasons.get(problem.code) ?? {
      rows: 0,
      examples: [],
      example: redacted(problem.message),
    };
    reason.rows += 1;
    if (reason.examples.length < examplesKept) reason.examples.push(row);
    this.#reasons.set(problem.code, reason);
  }

  /** A request, of whichever row tells it first. */
  request(work: Work, outcome: RequestOutcome, verb?: Verb): void {
    this.#requests.add(work, outcome, verb);
  }

  /** Statuses that moved. */
  changed(count: number): void {
    this.#changes += count;
  }

  /** A status of this source could not be read. */
  statusFailed(source: string): void {
    this.#statusFailures.set(source, (this.#statusFailures.get(source) ?? 0) + 1);
  }

  get rows(): number {
    return this.#rows;
  }

  get outcomes(): Readonly<Record<Outcome, number>> {
    return this.#outcomes;
  }

  get requests(): RequestCounts {
    return this.#requests.counts;
  }

  get changes(): number {
    return this.#changes;
  }

  /** The statuses that could not be read, by the field of the summary that tells them. */
  get statusFailures(): StatusFailures {
    return Object.fromEntries(
      statusKinds.map(({ name, failures }) => [failures.field, this.#statusFailures.get(name) ?? 0]),
    );
  }

  /** The reasons, the commonest first. */
  get reasons(): readonly Failures[] {
    return [...this.#reasons]
      .map(([code, reason]) => ({ code, ...reason }))
      .toSorted((one, other) => other.rows - one.rows);
  }
}
