import type { Canary } from "./approval.ts";
import type { Outcome } from "../results/outcome.ts";
import { counted, thousands } from "../text/counts.ts";

/** What became of one request of the canary. */
export interface CanaryRequest {
  readonly row: number;
  /** For example `license CA`. */
  readonly request: string;
  readonly outcome: Outcome;
  readonly id: string | undefined;
  /** The platform's word for its status. */
  readonly status: string | undefined;
  readonly problem: string | undefined;
}

/** What a person needs to know to say whether the rest may follow. */
export interface CanaryReport extends Canary {
  readonly sent: readonly CanaryRequest[];
  /** Where the rows of the canary can be looked at; undefined when that file could not be written. */
  readonly file: string | undefined;
}

/** So many requests of a canary are listed; the others are in the file. */
const mostListed = 20;

/** What was sent for which row and what the platform made of it, a line for each request. */
export function canaryFacts({ rows, requests, sent }: CanaryReport): string {
  const listed = sent.slice(0, mostListed).map(requestLine);
  return [
    `The canary was sent: ${counted(requests, "request")} for ${rowsSentence(rows)}.`,
    ...listed,
    ...(sent.length > listed.length ? [`  … and ${thousands(sent.length - listed.length)} more`] : []),
  ].join("\n");
}

function requestLine({ row, request, outcome, id, status, problem }: CanaryRequest): string {
  const attributes = [id ?? "no id yet", ...(status === undefined ? [] : [status])].join(", ");
  const why = problem === undefined ? "" : `: ${problem}`;
  switch (outcome) {
    case "created":
      return `  row ${row}: ${request} requested (${attributes})`;
    case "exists":
      return `  row ${row}: ${request} already existed (${attributes})`;
    case "failed":
      return `  row ${row}: ${request} was refused${why}`;
    case "unknown":
      return `  row ${row}: ${request} was sent; the platform has not confirmed it yet`;
    case "planned":
    case "skipped":
      return `  row ${row}: ${request} was not sent${why}`;
  }
}

/** Rows as a sentence names them: `row 2`, `rows 2 and 3`, `rows 2, 3 and 7`, `20 rows from 2 to 44`. */
export function rowsSentence(rows: readonly number[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return "no rows";
  if (rows.length === 1) return `row ${first}`;
  if (rows.length > mostNamed) return `${rows.length} rows from ${first} to ${last}`;
  return `rows ${rows.slice(0, -1).join(", ")} and ${last}`;
}

const mostNamed = 8;
