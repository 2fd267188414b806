import { quotedReason, type Problem } from "../faults/problem.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import { knownKind, titleOf, requestKinds, requestWorks, type Work } from "../platforms/catalog.ts";
import type { WorkItem } from "../staging/work-item.ts";
import { counted, thousands } from "../text/counts.ts";

/** What a results row says of it all; the words of `sync_result`. */
export type Outcome = "created" | "exists" | "planned" | "failed" | "unknown" | "skipped";

/** What a run was to do. */
export type Mode = "sync" | "plan" | "status";

/** What became of one request of one row. */
export interface RequestReport {
  readonly outcome: Outcome;
  readonly problem: Problem | undefined;
}

/** Problems after which a request was not reached, rather than gone wrong: a later run takes it up. */
export const notReached: ReadonlySet<string> = new Set([
  "interrupted",
  "too_many_failures",
  "credentials_refused",
  "proxy_refused",
  "forbidden",
  "operation_gone",
  "platform_unavailable",
  "list_incomplete",
  "held",
  "ledger_failed",
  "removal_not_shown",
]);

/** Problems after which only the next run, or a person, can tell what became of a request. */
const unknownCodes = new Set(["outcome_unknown", "not_listed"]);

/** Whether a problem says that a request was not reached, rather than that it went wrong. */
export function wasNotReached(code: string): boolean {
  return notReached.has(code);
}

/** What the outcomes of a run are told from. */
export interface RunContext {
  readonly mode: Mode;
  readonly runId: string;
  /** Why the run ended before all was done, where that ended everything. */
  readonly stop?: Problem | undefined;
}

/** Says what became of one request. */
export function reportOf(
  problem: Problem | undefined,
  workItem: WorkItem | undefined,
  entry: LedgerEntry | undefined,
  run: RunContext,
): RequestReport {
  if (problem !== undefined) return ended(problem);
  if (workItem === undefined) return { outcome: "skipped", problem: run.stop };
  if (workItem.problem !== undefined && unknownCodes.has(workItem.problem.code)) {
    return { outcome: "unknown", problem: workItem.problem };
  }
  if (entry?.standing === "accepted") return existing(entry, workItem, run);
  if (workItem.state === "poll") return { outcome: "unknown", problem: stillProcessing };
  if (workItem.state === "doubt" || entry?.standing === "in_doubt" || entry?.standing === "intended") {
    return { outcome: "unknown", problem: inDoubt(workItem, entry) };
  }
  if (workItem.problem !== undefined) return ended(workItem.problem);
  if (workItem.held !== undefined) return { outcome: "exists", problem: undefined };
  switch (run.mode) {
    case "plan":
      return { outcome: "planned", problem: undefined };
    case "sync":
      return {
        outcome: "skipped",
        problem: run.stop ?? { code: "held", message: "Not requested: the run was held before this." },
      };
    case "status":
      return {
        outcome: "skipped",
        problem: { code: "not_requested", message: "Not requested yet; run roster-sync sync to request it." },
      };
  }
}

function ended(problem: Problem): RequestReport {
  return { outcome: outcomeAfter(problem), problem };
}

/** What a problem makes of what it ended: `skipped` when a later run takes it up, `failed` when a person has to. */
export function outcomeAfter({ code }: Problem): "skipped" | "failed" {
  return notReached.has(code) ? "skipped" : "failed";
}

function existing(entry: LedgerEntry, workItem: WorkItem, run: RunContext): RequestReport {
  const problem = workItem.problem;
  if (problem?.code === "request_gone") return { outcome: "failed", problem };
  const made = entry.origin === "created" && entry.run === run.runId;
  const unread = problem !== undefined && notReached.has(problem.code) ? problem : undefined;
  if (entry.remoteId === undefined && (workItem.state === "confirm" || unread !== undefined)) {
    if (!made) return { outcome: "unknown", problem: stillUnlisted(problem) };
    if (problem === unread) return { outcome: "created", problem: unconfirmed(unread ?? notListedInTime) };
  }
  return { outcome: made ? "created" : "exists", problem: problem ?? unexpectedOf(workItem, entry) };
}

/** A run that is stopped leaves what it waits for as it is. */
const notListedInTime: Pick<Problem, "message"> = { message: "The run ended before the platform listed it." };

/** It is requested, whatever kept its id from being read. */
function unconfirmed({ message: problem }: Pick<Problem, "message">): Problem {
  return {
    code: "id_unconfirmed",
    message: `The request was made, but its id could not be read (${quotedReason(problem)}). The next run fills it in.`,
  };
}

/** An earlier run was told that it is made, and nothing has shown it since. */
function stillUnlisted(problem: Problem | undefined): Problem {
  const why = problem === undefined ? "" : ` (${quotedReason(problem.message)})`;
  return {
    code: "not_listed",
    message: `The platform accepted the request in an earlier run, but has not listed it yet${why}. roster-sync sync looks for it again.`,
  };
}

/** The platform took it and works on it under a number that is on record. */
const stillProcessing: Problem = {
  code: "still_processing",
  message:
    "The platform accepted the request and is still processing it. The next run asks what came of it; it is not sent again.",
};

function inDoubt(workItem: WorkItem, entry: LedgerEntry | undefined): Problem {
  const why = workItem.problem?.message ?? entry?.problem;
  const because = why === undefined ? "" : ` (${quotedReason(why)})`;
  return {
    code: "outcome_unknown",
    message: `The request was sent, but the platform has not confirmed it yet${because}. Run the same command again: it is settled first, and never sent twice.`,
  };
}

const order: readonly Outcome[] = ["failed", "unknown", "skipped", "planned", "created", "exists"];

/** What a row says of several requests: the one that needs most attention. */
export function rowOutcome(outcomes: readonly Outcome[]): Outcome {
  return order.find((outcome) => outcomes.includes(outcome)) ?? "skipped";
}

/**
 * What a request that exists has about it that its row would not expect: somebody else works it than the row says, or
 * there are several like it. Nothing that fails the row, since it is requested.
 */
function unexpectedOf(workItem: WorkItem, entry: LedgerEntry): Problem | undefined {
  const found = [otherWorker(workItem, entry), alike(entry)].filter((problem) => problem !== undefined);
  const [first] = found;
  if (first === undefined) return undefined;
  return { code: first.code, message: found.map(({ message: problem }) => problem).join(" ") };
}

function otherWorker(
  { attributes }: WorkItem,
  { details, platform, kind }: LedgerEntry,
): Problem | undefined {
  const { workerColumn } = knownKind(kind) ?? {};
  if (workerColumn === undefined) return undefined;
  const { column, oursIs } = workerColumn;
  const [wanted, shown] = [attributes[column], details?.[column]];
  if (typeof wanted === "boolean" && shown !== undefined && shown !== (wanted ? "yes" : "no")) {
    const isOurs = shown === oursIs;
    const them = titleOf(platform);
    const [works, said] = isOurs ? ["your own team", them] : [them, "your own team"];
    return {
      code: "other_worker",
      message: `It is already requested, but ${works} works it, and the row says that ${said} does (${column} ${wanted ? "yes" : "no"}). That cannot be changed afterwards: settle it with ${them}, or correct the row.`,
    };
  }
  return undefined;
}

function alike({ details, platform }: LedgerEntry): Problem | undefined {
  const ids = details?.["alike"];
  if (ids === undefined) return undefined;
  const them = titleOf(platform);
  return {
    code: "several_alike",
    message: `${them} has more than one open request for this: ${ids}. Have the extra ones closed there.`,
  };
}

/** So many requests of each kind of work; kinds without any may be left out. */
export type RequestsByWork = Readonly<Partial<Record<Work, number>>>;

/** All of them together. */
export function sumOfRequests(counts: RequestsByWork): number {
  return requestWorks.reduce((sum, work) => sum + (counts[work] ?? 0), 0);
}

const singular: ReadonlyMap<Work, string> = new Map(requestKinds.map(({ work, words }) => [work, words.one]));

/** The kinds that there are, with their numbers: `13 licenses, 1 enrollment, 3 credentialing`. */
export function kindsSentence(counts: RequestsByWork): string {
  return requestWorks
    .flatMap((work) => {
      const count = counts[work] ?? 0;
      return count === 0 ? [] : [`${thousands(count)} ${count === 1 ? (singular.get(work) ?? work) : work}`];
    })
    .join(", ");
}

/** A number of requests with their kinds: `19 requests: 13 licenses, 3 enrollments, 3 credentialing`. */
export function requestsSentence(counts: RequestsByWork): string {
  const sum = sumOfRequests(counts);
  return sum === 0 ? "no requests" : `${counted(sum, "request")}: ${kindsSentence(counts)}`;
}
