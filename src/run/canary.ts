import { rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { HeldError, exitCodes, OutputError } from "../errors.ts";
import { placeOf } from "../outputs/place.ts";
import { changeLabel } from "../platforms/catalog.ts";
import { doneWords, type Verb } from "../requests/operation.ts";
import { operationsIn, type Plan } from "../requests/plan.ts";
import { layOut } from "../results/layout.ts";
import { excelDialect, openSink } from "../results/open-results.ts";
import type { Outcome } from "../results/outcome.ts";
import { type ReportedRow, reportRow } from "../results/reported-row.ts";
import { counted, thousands } from "../text/counts.ts";
import { type Canary, heldBy, type Answer, type CanaryRules } from "./approval.ts";
import type { Session } from "./session.ts";

/** What became of one request of the canary. */
interface CanaryRequest {
  readonly row: number;
  /** For example `license CA`. */
  readonly request: string;
  readonly outcome: Outcome;
  readonly verb: Verb;
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

function requestLine({ row, request, outcome, verb, id, status, problem }: CanaryRequest): string {
  const attributes = [id ?? "no id yet", ...(status === undefined ? [] : [status])].join(", ");
  const why = problem === undefined ? "" : `: ${problem}`;
  switch (outcome) {
    case "created":
      return `  row ${row}: ${request} ${doneWords[verb]} (${attributes})`;
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

/** Who says whether the rest may follow. */
interface CanaryJudge {
  /** Asks a person; undefined when there is none. */
  readonly ask: ((report: CanaryReport) => Promise<Answer>) | undefined;
  /** Says what was sent, where nobody is asked. */
  readonly tell: (report: CanaryReport) => void;
}

/** The canary of a run: what the first rows ask for is sent, looked at, and then all else or nothing. */
export class CanaryRun implements CanaryRules {
  readonly #rows: number;
  readonly #session: Session;
  readonly #judge: CanaryJudge;
  #keys: ReadonlySet<string> = new Set();

  /** @param rows for how many rows it is sent */
  constructor(rows: number, session: Session, judge: CanaryJudge) {
    this.#rows = rows;
    this.#session = session;
    this.#judge = judge;
  }

  /** The first rows with something to create; undefined when there are no others. */
  choose(plan: Plan): Canary | undefined {
    const { workItems } = this.#session.staging;
    const upToRow = workItems.rowOfNthCreate(this.#rows);
    if (upToRow === undefined) return undefined;
    const { rows, keys } = workItems.createsUpTo(upToRow);
    this.#keys = keys;
    const others = operationsIn(plan) - keys.size;
    return others === 0 ? undefined : { upToRow, rows, requests: keys.size, others };
  }

  /** Says what was sent, and why nothing may follow; undefined when a person says that it may. */
  async judge(canary: Canary): Promise<HeldError | undefined> {
    const rows = await canaryRows(canary.rows, this.#session);
    const sent = rows.flatMap(({ reported }) => this.#requestsOf(reported));
    const rest = `the other ${counted(canary.others, "request")} ${canary.others === 1 ? "was" : "were"} not sent`;
    if (sent.every(({ outcome }) => outcome === "skipped")) {
      const why = sent.find(({ problem }) => problem !== undefined)?.problem;
      const because = why === undefined ? "" : ` ${why}`;
      const sentence = `The canary could not be sent, and ${rest}.${because}`;
      return new HeldError(sentence, undefined, exitCodes.stoppedEarly);
    }
    const refused = sent.filter(({ outcome }) => outcome === "failed").length;
    this.#session.log.info(
      { rows: canary.rows, requests: canary.requests, refused, others: canary.others },
      "canary sent",
    );
    const { ask, tell } = this.#judge;
    if (ask === undefined) {
      tell({ ...canary, sent, file: undefined });
      return new HeldError(
        `The canary was sent: ${counted(canary.requests, "request")} for ${rowsSentence(canary.rows)}; ${rest}.`,
        "Check those rows in the results; the same command without --canary sends the rest, and nothing twice.",
      );
    }
    const path = canaryFile(this.#session);
    try {
      const file = await writeCanaryFile(path, rows, this.#session);
      const answer = await ask({ ...canary, sent, file });
      return answer === "yes" ? undefined : heldBy(answer, `The canary was sent, and ${rest}`);
    } finally {
      // whatever follows, these rows will be in the results
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** What was sent for a row; what several rows share is told of the first. */
  #requestsOf({ row, specs }: ReportedRow): readonly CanaryRequest[] {
    return specs
      .filter(({ staged, workItem }) => workItem?.row === row && this.#keys.has(staged.key ?? ""))
      .map(({ staged, workItem, entry, outcome, problem }) => ({
        row,
        request: changeLabel(staged.spec),
        outcome,
        verb: workItem?.verb ?? "create",
        id: entry?.remoteId,
        status: entry?.status,
        problem: problem?.message,
      }));
  }
}

/** A row of the canary with its own cells. */
interface CanaryRow {
  readonly cells: readonly string[];
  readonly reported: ReportedRow;
}

/** All there is to say of some rows while the run is still at work. */
async function canaryRows(
  rows: readonly number[],
  { source, places, staging, ledger, mode, runId, runtime, settings }: Session,
): Promise<readonly CanaryRow[]> {
  const last = rows.at(-1) ?? 0;
  const wanted = new Set(rows);
  const tools = {
    places,
    layout: layOut(places),
    staging,
    ledger,
    run: { mode, runId },
    anyChange: false,
    only: settings.only,
    statuses: [],
    absent: [],
    syncedAt: new Date(runtime.clock.now()).toISOString(),
  };
  const found: CanaryRow[] = [];
  for await (const { row, cells } of source.rows()) {
    if (row > last) break;
    if (!wanted.has(row)) continue;
    const [staged] = staging.rows.page(row, 1);
    found.push({ cells, reported: await reportRow({ row, cells, staged }, tools) });
  }
  return found;
}

/** Beside the results, and named after the run, so that it takes nobody's place: `NAME.canary.RUN.csv`. */
function canaryFile({ results, roster, runId }: Session): string {
  const { kind } = placeOf(results);
  const beside = kind === "file" || kind === "missing" ? results : roster;
  const name = basename(beside, extname(beside)).replace(/\.results$/, "");
  return join(dirname(beside), `${name}.canary.${runId}.csv`);
}

/** Writes the canary's rows as a CSV of their own. Answers its path; undefined when it cannot be written. */
async function writeCanaryFile(
  path: string,
  rows: readonly CanaryRow[],
  { source, places, outputs }: Session,
): Promise<string | undefined> {
  const layout = layOut(places);
  const dialect = source.format.kind === "csv" ? source.format.dialect : excelDialect;
  try {
    const sink = await openSink(await outputs.begin(path, "canary"), dialect);
    try {
      await sink.row(layout.header);
      for (const { cells, reported } of rows) await sink.row(layout.rowOf(cells, reported.answers));
      await sink.finish();
      return path;
    } finally {
      await sink.abandon();
    }
  } catch (error) {
    if (error instanceof OutputError) return undefined;
    throw error;
  }
}
