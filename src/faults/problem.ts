/**
 * Why something did not go as wanted, in one shape for rows, requests, runs and errors. What decides looks at the
 * code, and at the facts where they are (an answer's status, a ledger's entry); the message and the remedy are for
 * people, and nothing reads them back.
 */
export interface Problem {
  /** A word that scripts may rely on (docs/errors.md). */
  readonly code: string;
  /** What is the matter: one or more whole sentences. */
  readonly message: string;
  /** What to do about it, as sentences of their own; undefined when there is nothing, or the message says it. */
  readonly remedy?: string | undefined;
}

/** All that a problem has to say to a person, on one line. */
export function textOfProblem({ message, remedy }: Pick<Problem, "message" | "remedy">): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}

/** Why calls are not made any more, as a problem of what they were for. */
export function problemOfStop({ code, reason }: { readonly code: string; readonly reason: string }): Problem {
  return { code, message: sentence(reason) };
}

/** Makes a whole sentence of a clause: a capital first, a full stop last. */
export function sentence(clause: string): string {
  const text = clause.slice(0, 1).toUpperCase() + clause.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}

/** A sentence as it is quoted inside another one, in brackets: without its full stop. */
export function quotedReason(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}

/** Something about a roster that a person should know before anything is sent. It is no fault of a row. */
export interface Notice {
  readonly code: NoticeCode;
  /** What is there, what it means for the run, and what to do if something else is meant. */
  readonly sentence: string;
}

/** What a notice is about, as a word that scripts may rely on. */
type NoticeCode =
  | "doubtful_encoding"
  | "short_rows"
  | "merged_cells"
  | "hidden_rows"
  | "table_totals"
  | "formulas_without_values";

/** Makes a notice, where there is anything to be said. */
export function notice(code: NoticeCode, count: number, says: string): readonly Notice[] {
  return count === 0 ? [] : [{ code, sentence: says }];
}

const mostNamed = 6;

/** The first few of many, and that there are more: `3, 5, 8, …`. */
export function firstFew(items: readonly (string | number)[], count = items.length): string {
  const more = count > mostNamed ? ", …" : "";
  return `${items.slice(0, mostNamed).join(", ")}${more}`;
}

/** Says that rows end before the header does, where some do. */
export function shortRowsNotice(count: number, rows: readonly number[]): readonly Notice[] {
  const what = count === 1 ? "One row has" : `${count} rows have`;
  const which = `${count === 1 ? "row" : "rows"} ${firstFew(rows, count)}`;
  return notice(
    "short_rows",
    count,
    `${what} fewer cells than the header (${which}): the missing cells at the end count as blank.`,
  );
}

/** What is to be known about a cell that reads as blank. */
export type CellRemark =
  /** It is merged with the cell of that name, which has the text of both. */
  | { readonly kind: "merged"; readonly with: string }
  /** It is a formula whose value no spreadsheet program has stored yet. */
  | { readonly kind: "uncalculated" };

/** The remarks on the cells of a row, by column from 0. */
export type RowRemarks = ReadonlyMap<number, CellRemark>;
