import type { Problem } from "../faults/problem.ts";
import { redacted } from "./impersonal.ts";
import type { Outcome } from "./outcome.ts";
import type { StatusFailures } from "./summary.ts";
import { RequestTally, type RequestCounts, type RequestOutcome } from "./request-counts.ts";
import { statusKinds, type Work } from "../platforms/catalog.ts";

/** Rows that failed for the same reason. */
export interface Failures {
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
  request(work: Work, outcome: RequestOutcome): void {
    this.#requests.add(work, outcome);
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
