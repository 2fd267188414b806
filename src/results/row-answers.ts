import type { LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { platformOf, workOf } from "../roster/request-spec.ts";
import type { ResultColumn } from "../roster/columns.ts";
import { labelled } from "../roster/previous.ts";
import type { Problem, StagedAsk, StagedRow } from "../staging/staged-rows.ts";
import type { Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";
import { columnsOf } from "./answer-columns.ts";
import {
  askOutcome,
  notReached,
  rowOutcome,
  type AskOutcome,
  type Outcome,
  type RunContext,
} from "./outcome.ts";
import { changeLabel } from "./labels.ts";
import type { RowAnswers } from "./layout.ts";
import type { Moved } from "./status-change.ts";
import type { StaleAnswer } from "./stale.ts";

/** One request of a row and everything that is known of it. */
export interface AnsweredAsk extends AskOutcome {
  readonly staged: StagedAsk;
  readonly want: Want | undefined;
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
  readonly asks: readonly AnsweredAsk[];
  /** The columns that follow from it, before anything is made harmless. */
  readonly answers: RowAnswers;
  /** Earlier answers of the row that were not its own. */
  readonly stale: readonly StaleAnswer[];
}

/** What telling what became of rows needs. */
export interface AnswerTools {
  readonly workspace: Workspace;
  readonly ledger: Ledger;
  readonly run: RunContext;
  /** Something has moved that was not told yet. */
  readonly anyChange: boolean;
}

/** Says what became of the requests of a row. */
export async function answerRow(staged: StagedRow, tools: AnswerTools): Promise<AnsweredRow> {
  if (staged.fault !== undefined) {
    return { outcome: "failed", problem: staged.fault, asks: [], answers: {}, stale: [] };
  }
  const asks: AnsweredAsk[] = [];
  const onDesk = tools.workspace.rows.asksOf(staged.row);
  const keys = onDesk.flatMap(({ key }) => key ?? []);
  const entries = await tools.ledger.requests.find(keys);
  const wants = tools.workspace.wants.findAll(keys);
  for (const ask of onDesk) {
    const key = ask.key ?? "";
    asks.push(await answerAsk(ask, wants.get(key), entries.get(key), tools));
  }
  const outcome = rowOutcome(asks.map((ask) => ask.outcome));
  const references = tools.workspace.questions
    .outcomes(onDesk.flatMap((ask) => ask.references))
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
    problem: problemOf(asks, outcome),
    asks,
    answers: { ...identity, ...askAnswers(asks) },
    stale: [...strangers, ...staleIds(asks)],
  };
}

async function answerAsk(
  staged: StagedAsk,
  want: Want | undefined,
  entry: LedgerEntry | undefined,
  { ledger, run, anyChange }: AnswerTools,
): Promise<AnsweredAsk> {
  const outcome = withNote(askOutcome(staged.problem, want, entry, run), want);
  const moved = await movedOf(staged, entry, anyChange, ledger);
  const known = entry?.standing === "accepted";
  const unread = !known && notReached.has((staged.problem ?? want?.problem)?.code ?? "");
  const told = want !== undefined && !unread ? staged.previousId : undefined;
  const staleId = told === entry?.remoteId ? undefined : told;
  return { ...outcome, staged, want, entry, moved, staleId, unread };
}

/** What there is and does not stand in the way is said beside a request that is made all the same. */
function withNote({ outcome, problem }: AskOutcome, want: Want | undefined): AskOutcome {
  const isMade = outcome === "created" || outcome === "planned";
  if (want?.note === undefined || problem !== undefined || !isMade) return { outcome, problem };
  return { outcome, problem: { code: "not_in_force", problem: want.note } };
}

function staleIds(asks: readonly AnsweredAsk[]): readonly StaleAnswer[] {
  const byColumn = new Map<ResultColumn, string[]>();
  for (const { staged, staleId } of asks) {
    const [column] = Object.keys(columnsOf[workOf(staged.ask.kind)] ?? {}) as ResultColumn[];
    if (staleId === undefined || column === undefined) continue;
    byColumn.set(column, [...(byColumn.get(column) ?? []), staleId]);
  }
  return [...byColumn].map(([column, ids]) => ({ column, value: ids.join("; "), whose: "request" as const }));
}

/** Against the roster's own earlier answer where it has one, else against what earlier results have told. */
async function movedOf(
  staged: StagedAsk,
  entry: LedgerEntry | undefined,
  anyChange: boolean,
  ledger: Ledger,
): Promise<Moved | undefined> {
  if (entry?.status === undefined) return undefined;
  const untold = anyChange ? await ledger.changes.untold(entry.key) : [];
  // the status beside an id that is another request's is that of the other, too
  const before = staged.previousId === entry.remoteId ? staged.previousStatus : undefined;
  const from = before ?? untold[0]?.from;
  if (from === undefined || from === entry.status) return undefined;
  return {
    platform: platformOf(staged.ask.kind),
    request: changeLabel(staged.ask),
    from,
    to: entry.status,
    seenAt: untold.at(-1)?.seenAt ?? entry.seenAt,
  };
}

/** One sentence for the row; each problem with the request that it is about, when there are several. */
function problemOf(asks: readonly AnsweredAsk[], outcome: Outcome): Problem | undefined {
  const troubled = asks.filter((ask) => ask.problem !== undefined);
  const [first] = troubled.filter((ask) => ask.outcome === outcome).concat(troubled);
  if (first?.problem === undefined) return undefined;
  const sentences = new Map<string, string[]>();
  for (const { problem, staged } of troubled) {
    if (problem === undefined) continue;
    sentences.set(problem.problem, [...(sentences.get(problem.problem) ?? []), changeLabel(staged.ask)]);
  }
  const alone = asks.length === 1 || (sentences.size === 1 && troubled.length === asks.length);
  const text = [...sentences].map(([sentence, labels]) =>
    alone ? sentence : `${labels.join(", ")}: ${sentence}`,
  );
  return { code: first.problem.code, problem: text.join(" ") };
}

/** What the roster says of a request that could not be read. */
function unreadAnswer(column: string, { previousId, previousStatus }: StagedAsk): string | undefined {
  if (column.endsWith("_id") || column.endsWith("_ids")) return previousId;
  return column.endsWith("_request_status") || column.endsWith("_statuses") ? previousStatus : undefined;
}

/** What is held already stands where the status of a request would. */
function heldAnswer(column: string, want: Want | undefined): string | undefined {
  if (want?.held === undefined) return undefined;
  return column.endsWith("_statuses") ? want.held : "";
}

function askAnswers(asks: readonly AnsweredAsk[]): RowAnswers {
  const answers: Record<string, string> = {};
  for (const [work, columns] of Object.entries(columnsOf)) {
    const mine = asks.filter(({ staged }) => workOf(staged.ask.kind) === work);
    if (mine.length === 0) continue;
    for (const [column, read] of Object.entries(columns)) {
      answers[column] = labelled(
        mine.map((ask) => [
          ask.staged.label,
          (ask.unread
            ? unreadAnswer(column, ask.staged)
            : (heldAnswer(column, ask.want) ?? read(ask.entry))) ?? "",
        ]),
      );
    }
  }
  return answers;
}
