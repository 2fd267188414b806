import type { ResultColumn } from "../cells/cells.ts";
import type { StaleAnswer } from "../cells/stale-answer.ts";
import type { Problem } from "../faults/problem.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { changeLabel, platformOf, workOf, requestKinds, type Work } from "../platforms/catalog.ts";
import { type AnswerColumns, namesOf } from "../platforms/request-kind.ts";
import { doneWords } from "../requests/operation.ts";
import type { Moved } from "../requests/status-change.ts";
import { labelled, valuesIn } from "../roster/row.ts";
import type { StagedSpec, StagedRow } from "../staging/staged-rows.ts";
import type { Staging } from "../staging/staging.ts";
import type { WorkItem } from "../staging/work-item.ts";
import type { RowAnswers } from "./layout.ts";
import {
  reportOf,
  notReached,
  rowOutcome,
  type RequestReport,
  type Outcome,
  type RunContext,
} from "./outcome.ts";

/** One request of a row and everything that is known of it. */
export interface AnsweredRequest extends RequestReport {
  readonly staged: StagedSpec;
  readonly workItem: WorkItem | undefined;
  readonly entry: LedgerEntry | undefined;
  readonly moved: Moved | undefined;
  /** The id that the roster gave for it, if that turned out to be another request's. */
  readonly staleId: string | undefined;
  /** Nothing could be learned of it in this run, so that what the roster says of it stays. */
  readonly unread: boolean;
}

/** What a row's requests came to. */
export interface AnsweredRow {
  readonly outcome: Outcome;
  readonly problem: Problem | undefined;
  readonly specs: readonly AnsweredRequest[];
  /** The columns that follow from it, before anything is made harmless. */
  readonly answers: RowAnswers;
  /** Earlier answers of the row that were not its own. */
  readonly stale: readonly StaleAnswer[];
}

/** What telling what became of rows needs. */
interface AnswerTools {
  readonly staging: Staging;
  readonly ledger: Ledger;
  readonly run: RunContext;
  /** Something has moved that was not told yet. */
  readonly anyChange: boolean;
}

/** Says what became of the requests of a row. */
export async function answerRow(staged: StagedRow, tools: AnswerTools): Promise<AnsweredRow> {
  if (staged.fault !== undefined) {
    return { outcome: "failed", problem: staged.fault, specs: [], answers: {}, stale: [] };
  }
  const specs: AnsweredRequest[] = [];
  const stagedSpecs = tools.staging.rows.specsOf(staged.row);
  const keys = stagedSpecs.flatMap(({ key }) => key ?? []);
  const entries = await tools.ledger.requests.findMany(keys);
  const workItems = tools.staging.workItems.findAll(keys);
  for (const spec of stagedSpecs) {
    const key = spec.key ?? "";
    specs.push(await answerRequest(spec, workItems.get(key), entries.get(key), tools));
  }
  const outcome = rowOutcome(specs.map((spec) => spec.outcome));
  const references = tools.staging.queries
    .outcomes(stagedSpecs.flatMap((spec) => spec.references))
    .flatMap(({ fills, ...found }) => (fills === undefined ? [] : [{ fills, ...found }]));
  const identity: RowAnswers = Object.fromEntries(
    references.flatMap(({ fills, answer }) => (answer === undefined ? [] : [[fills, answer]])),
  );
  const strangers = references.flatMap(({ fills, staleId, answer }) =>
    staleId === undefined
      ? []
      : [{ column: fills, value: staleId, whose: "someone else" as const, right: answer }],
  );
  return {
    outcome,
    problem: problemOf(specs, outcome),
    specs,
    answers: { ...identity, ...requestAnswers(specs) },
    stale: [...strangers, ...staleIds(specs)],
  };
}

async function answerRequest(
  staged: StagedSpec,
  workItem: WorkItem | undefined,
  entry: LedgerEntry | undefined,
  { ledger, run, anyChange }: AnswerTools,
): Promise<AnsweredRequest> {
  const outcome = withNote(reportOf(staged.problem, workItem, entry, run), workItem);
  const moved = await movedOf(staged, entry, anyChange, ledger);
  const known = entry?.standing === "accepted";
  const unread = !known && notReached.has((staged.problem ?? workItem?.problem)?.code ?? "");
  const told = workItem !== undefined && !unread ? staged.previousId : undefined;
  const staleId = told === (entry?.remoteId ?? workItem?.target) ? undefined : told;
  return { ...outcome, staged, workItem, entry, moved, staleId, unread };
}

/** What there is and does not stand in the way is said beside a request that is made all the same. */
function withNote({ outcome, problem }: RequestReport, workItem: WorkItem | undefined): RequestReport {
  const isMade = outcome === "created" || outcome === "planned";
  if (workItem?.note === undefined || problem !== undefined || !isMade) return { outcome, problem };
  return { outcome, problem: { code: "not_in_force", message: workItem.note } };
}

function staleIds(specs: readonly AnsweredRequest[]): readonly StaleAnswer[] {
  const byColumn = new Map<ResultColumn, string[]>();
  for (const { staged, staleId } of specs) {
    const column = columnsOf.get(workOf(staged.spec.kind))?.ids;
    if (staleId === undefined || column === undefined) continue;
    byColumn.set(column, [...(byColumn.get(column) ?? []), staleId]);
  }
  return [...byColumn].map(([column, ids]) => ({ column, value: ids.join("; "), whose: "request" as const }));
}

/** Against the roster's own earlier answer where it has one, else against what earlier results have told. */
async function movedOf(
  staged: StagedSpec,
  entry: LedgerEntry | undefined,
  anyChange: boolean,
  ledger: Ledger,
): Promise<Moved | undefined> {
  if (entry?.status === undefined) return undefined;
  const unreported = anyChange ? ((await ledger.changes.unreportedOf([entry.key])).get(entry.key) ?? []) : [];
  // the status beside an id that is another request's is that of the other, too
  const before = staged.previousId === entry.remoteId ? staged.previousStatus : undefined;
  const from = before ?? unreported[0]?.from;
  if (from === undefined || from === entry.status) return undefined;
  return {
    platform: platformOf(staged.spec.kind),
    request: changeLabel(staged.spec),
    from,
    to: entry.status,
    seenAt: unreported.at(-1)?.seenAt ?? entry.seenAt,
  };
}

/** One sentence for the row; each problem with the request that it is about, when there are several. */
function problemOf(specs: readonly AnsweredRequest[], outcome: Outcome): Problem | undefined {
  const troubled = specs.filter((spec) => spec.problem !== undefined);
  const [first] = troubled.filter((spec) => spec.outcome === outcome).concat(troubled);
  if (first?.problem === undefined) return undefined;
  const sentences = new Map<string, string[]>();
  for (const { problem, staged } of troubled) {
    if (problem === undefined) continue;
    sentences.set(problem.message, [...(sentences.get(problem.message) ?? []), changeLabel(staged.spec)]);
  }
  const alone = sentences.size === 1 && troubled.length === specs.length;
  const text = [...sentences].map(([sentence, labels]) =>
    alone ? sentence : `${labels.join(", ")}: ${sentence}`,
  );
  return { code: first.problem.code, message: text.join(" ") };
}

/** What would be done for a request, or was done to what was there; what was requested shows by its id. */
export function doneSentences({ staged, workItem, outcome }: AnsweredRequest): readonly string[] {
  const verb = workItem?.verb ?? "create";
  const done = doneWords[verb];
  if (outcome === "planned") return [`${changeLabel(staged.spec)}: would be ${done}`];
  return outcome === "created" && verb !== "create" ? [`${changeLabel(staged.spec)}: ${done}`] : [];
}

/** What of a request has no id and no details: it is held already, or it is not there any more. */
function isGone({ workItem, entry }: AnsweredRequest): boolean {
  return workItem?.held !== undefined || (workItem?.verb === "remove" && entry?.standing === "accepted");
}

/** What the roster says of a request that could not be read stays. */
function idAnswer(spec: AnsweredRequest): string | undefined {
  if (spec.unread) return spec.staged.previousId;
  return isGone(spec) ? "" : spec.entry?.remoteId;
}

/** What is held already stands where the status of a request would; what this program removed says so there. */
function statusAnswer(spec: AnsweredRequest): string | undefined {
  const { unread, staged, workItem, entry } = spec;
  if (unread) return staged.previousStatus;
  if (!isGone(spec)) return entry?.status;
  return workItem?.held ?? (entry?.origin === "created" ? doneWords.remove : "");
}

function requestAnswers(specs: readonly AnsweredRequest[]): RowAnswers {
  const answers: Record<string, string> = {};
  for (const [work, { ids, statuses, details = {} }] of columnsOf) {
    const mine = specs.filter(({ staged }) => workOf(staged.spec.kind) === work);
    if (mine.length === 0) continue;
    const told = (answerOf: (spec: AnsweredRequest) => string | undefined): string =>
      labelled(mine.map((spec) => [spec.staged.label, answerOf(spec) ?? ""]));
    answers[ids] = told(idAnswer);
    answers[statuses] = told(statusAnswer);
    // where nothing could be read, what an earlier run has said of it stays
    if (mine.every(({ unread }) => unread)) continue;
    for (const [column, read] of Object.entries(details))
      answers[column] = told((spec) => (spec.unread || isGone(spec) ? "" : read(spec.entry)));
  }
  return answers;
}

/** Old answers to what a row asks no more. */
export interface UnaskedAnswers {
  readonly answers: RowAnswers;
  readonly stale: readonly StaleAnswer[];
}

/**
 * Old answers to what a row does not ask now stay, as the ledger knows them, where it has them for somebody or something
 * that the row names; else they were copied or pasted from another row, and go.
 * @param asked the kinds of work that the row asks for, or that this run leaves alone
 * @param subjects ids of whom the row names
 */
export async function unaskedAnswers(
  asked: ReadonlySet<Work>,
  cell: (column: ResultColumn) => string,
  subjects: ReadonlySet<string>,
  ledger: Ledger,
): Promise<UnaskedAnswers> {
  const answers: Record<ResultColumn, string> = {};
  const stale: StaleAnswer[] = [];
  for (const [work, columns] of columnsOf) {
    if (asked.has(work)) continue;
    const { ids: idColumn, statuses, details = {} } = columns;
    if (namesOf(columns).every((column) => cell(column) === "")) continue;
    const reported = [...valuesIn(cell(idColumn))].map(([label, id]) => [label, id.toLowerCase()] as const);
    const ids = reported.map(([, id]) => id);
    const ofWork = requestKinds.flatMap(({ kind, work: its }) => (its === work ? [kind] : []));
    const found = await ledger.requests.withRemoteIds(ofWork, ids);
    const mine = new Map(
      found.filter(({ subject }) => subjects.has(subject)).map((entry) => [entry.remoteId, entry]),
    );
    const strange = ids.filter((id) => !mine.has(id));
    if (strange.length > 0) stale.push({ column: idColumn, value: strange.join("; "), whose: "request" });
    const reads = {
      [idColumn]: (entry: LedgerEntry | undefined) => entry?.remoteId,
      [statuses]: (entry: LedgerEntry | undefined) => entry?.status,
      ...details,
    };
    for (const [column, read] of Object.entries(reads)) {
      answers[column] = labelled(
        reported.flatMap(([label, id]) => (mine.has(id) ? [[label, read(mine.get(id)) ?? ""] as const] : [])),
      );
    }
  }
  return { answers, stale };
}

/** Which columns tell of the requests of each kind of work, on whichever platform they are. */
const columnsOf: ReadonlyMap<Work, AnswerColumns> = requestKinds.reduce((all, { work, kind, answers }) => {
  const before = all.get(work) ?? answers;
  if (before.ids !== answers.ids || before.statuses !== answers.statuses)
    throw new Error(`${kind} has its ids and statuses in other columns than the other kinds of ${work}`);
  return all.set(work, { ...answers, details: { ...before.details, ...answers.details } });
}, new Map<Work, AnswerColumns>());

/** The columns that answers to requests stand in. */
export const requestColumns: readonly ResultColumn[] = [...columnsOf.values()].flatMap(namesOf);
