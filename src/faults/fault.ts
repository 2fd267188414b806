import { textOfProblem, type Problem } from "./problem.ts";

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
