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

/** What is wrong with a cell or a row, as a word that scripts may rely on (docs/errors.md). */
export type FaultCode =
  | "unknown_column"
  | "perhaps_held"
  | "nothing_asked"
  | "hint_row"
  | "ragged_row"
  | "missing_value"
  | "placeholder"
  | "no_identity"
  | "ambiguous_subject"
  | "invalid_npi"
  | "invalid_uuid"
  | "invalid_email"
  | "invalid_date"
  | "invalid_boolean"
  | "invalid_choice"
  | "invalid_payer"
  | "unknown_state"
  | "state_not_taken"
  | "unknown_certificate_type"
  | "prescriptive_authority_unusual"
  | "spreadsheet_error"
  | "spreadsheet_damage"
  | "contradiction"
  | "not_configured"
  /** What only one platform can find wrong; its folder has advice on each. */
  | (string & {});

/** One thing that is wrong in a roster, with everything a person needs to find and mend it. */
export interface Fault {
  /** Row number as a spreadsheet shows it; the header is row 1. */
  readonly row: number;
  /** Column letter as a spreadsheet shows it; undefined when the whole row is meant. */
  readonly letter?: string | undefined;
  readonly header?: string | undefined;
  readonly value?: string | undefined;
  readonly code: FaultCode;
  /** What is wrong, as a clause: "is not a state". */
  readonly problem: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

const longestShown = 40;

/** A value as it is quoted to a person: short, on one line. */
export function shown(value: string): string {
  return `"${shortened(value)}"`;
}

/** A text as it is told to a person without quotes: short, on one line. */
export function shortened(text: string): string {
  const line = text.slice(0, longestShown + 1).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
  return text.length <= longestShown ? line : `${line.slice(0, longestShown - 1)}…`;
}

/** The fault as one sentence and its remedy. */
export function faultSentence(fault: Omit<Fault, "code">): string {
  return textOfProblem({ message: messageOf(fault), remedy: fault.remedy });
}

/** The fault as a problem of its row. */
export function problemOfFault(fault: Fault): Problem {
  return { code: fault.code, message: messageOf(fault), remedy: fault.remedy };
}

function messageOf(fault: Omit<Fault, "code" | "remedy">): string {
  const where = fault.header === undefined ? "" : `${shortened(fault.header)} (${fault.letter}${fault.row})`;
  const what = fault.value === undefined || fault.value === "" ? "" : shown(fault.value);
  const subject = [where, what].filter((part) => part !== "").join(" ");
  return `${subject === "" ? "The row" : subject} ${fault.problem}.`;
}

/** The letters that a spreadsheet gives a column, counted from 0: A, …, Z, AA, … */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? "" : columnLetter(rest)) + String.fromCodePoint(65 + (index % 26));
}

/** The flag that makes a header mean a column, or nothing, as it is typed into a shell: on one line. */
export function mapFlag(header: string, column: string): string {
  const line = header.trim().replaceAll(/\s+/g, " ");
  return `--map "${line.replaceAll(/["$`\\]/g, "\\$&")}=${column}"`;
}
