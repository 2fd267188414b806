import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { shortened, type Fault, faultSentence } from "../../faults/problem.ts";
import type { CheckedRoster } from "../../staging/check-roster.ts";
import { counted, thousands } from "../../text/counts.ts";

/** All problems of one kind. */
interface FaultKind {
  readonly code: string;
  readonly warning: boolean;
  readonly count: number;
  /** How many different rows they are in. */
  readonly rows: number;
  /** The first few, in the order of the rows. */
  readonly examples: readonly Fault[];
  /** What is wrong, the commonest first: one code may stand for several things, such as two columns that are missing. */
  readonly problems: readonly { readonly first: Fault; readonly count: number }[];
}

/** So many examples stand for a kind. */
const examplesKept = 3;

/** So many different problems are told apart under one code, and so many of them are listed. */
const problemsKept = 100;
const problemsListed = 6;

interface Collected {
  readonly examples: Fault[];
  readonly rows: Set<number>;
  readonly problems: Map<string, { readonly first: Fault; count: number }>;
  count: number;
}

/** Problems that differ in numbers and quoted words alone are the same. */
function sameProblem({ letter, problem }: Fault): string {
  return `${letter === undefined ? "row" : "cell"} ${problem.replaceAll(/"[^"]*"|\d+/g, "…")}`;
}

/** The problems by kind: faults before warnings, the commonest first. */
function faultKinds({ faults, warnings }: CheckedRoster): readonly FaultKind[] {
  return [...kindsOf(faults, false), ...kindsOf(warnings, true)];
}

function kindsOf(all: readonly Fault[], warning: boolean): readonly FaultKind[] {
  const kinds = new Map<string, Collected>();
  for (const fault of all) {
    const kind: Collected = kinds.get(fault.code) ?? {
      examples: [],
      rows: new Set(),
      count: 0,
      problems: new Map(),
    };
    kind.count += 1;
    kind.rows.add(fault.row);
    if (kind.examples.length < examplesKept) kind.examples.push(fault);
    const problem = sameProblem(fault);
    const known = kind.problems.get(problem);
    if (known !== undefined) known.count += 1;
    else if (kind.problems.size < problemsKept) kind.problems.set(problem, { first: fault, count: 1 });
    kinds.set(fault.code, kind);
  }
  return [...kinds]
    .map(([code, { examples, rows, count, problems }]) => ({
      code,
      warning,
      count,
      rows: rows.size,
      examples,
      problems: [...problems.values()].toSorted((one, other) => other.count - one.count),
    }))
    .toSorted((one, other) => other.count - one.count);
}

/** With more problems than this, only the kinds are listed unless all are asked for. */
const mostListed = 20;

/** Whether every problem is listed by default, or only the kinds. */
function areFew({ faults, warnings }: CheckedRoster): boolean {
  return faults.length + warnings.length <= mostListed;
}

/** The kinds as text: how many, in how many rows, examples, and what to do; nothing when there are no problems. */
function kindsAsText(checked: CheckedRoster): string {
  const lines = faultKinds(checked).map(kindAsText);
  const all = areFew(checked) ? "" : "Every one of them: the same command with --all, or -o FILE.\n";
  return lines.length === 0 ? "" : `${lines.join("")}${all}`;
}

function kindAsText({ code, warning, count, rows, examples, problems }: FaultKind): string {
  const where = count === rows ? counted(rows, "row") : `${thousands(count)} in ${counted(rows, "row")}`;
  const shown = examples.map(placeOf).join("; ");
  const more = count > examples.length ? "; …" : "";
  const told = problems.slice(0, problemsListed).map((problem) => {
    const { letter, problem: what, remedy } = problem.first;
    const often = problems.length === 1 ? "" : `${thousands(problem.count)}: `;
    return `         ${often}${letter === undefined ? "The row" : "The cell"} ${what}. ${remedy}\n`;
  });
  return `${warning ? "warning" : "fault  "}  ${code}: ${where}: ${shown}${more}\n${told.join("")}${
    problems.length > problemsListed ? "         and others\n" : ""
  }`;
}

function placeOf({ row, letter, header, value }: Fault): string {
  if (letter === undefined) return `row ${row}`;
  const cell = value === undefined || value === "" ? "" : ` "${shortened(value)}"`;
  return `${header === undefined || header === "" ? "" : `${shortened(header)} `}(${letter}${row})${cell}`;
}

interface Told extends Fault {
  readonly warning: boolean;
}

/** How the roster was read and what is wrong with it, as one JSON object. */
export function faultsAsJson(checked: CheckedRoster): string {
  const { reading, rows, faults, warnings, notices } = checked;
  const plain = ({ row, letter, header, value, code, problem, remedy }: Fault): object => ({
    row,
    column: letter,
    header,
    value,
    code,
    problem,
    remedy,
  });
  const kinds = faultKinds(checked).map(({ examples, warning, problems: _problems, ...kind }) => ({
    ...kind,
    severity: warning ? "warning" : "fault",
    examples: examples.map(({ row, letter }) => `${letter ?? "row "}${row}`),
  }));
  const all = { reading, notices, rows, kinds, faults: faults.map(plain), warnings: warnings.map(plain) };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

/** What is to be known about the file as a whole, a line each. */
export function noticesAsLines({ notices }: Pick<CheckedRoster, "notices">): string {
  return notices.map(({ sentence }) => `  note: ${sentence}\n`).join("");
}

/**
 * What is wrong, as much of it as a person can take in: every problem where they are few or all are wanted, else the
 * kinds of problems with examples.
 * @param columns the width of the terminal; undefined for files and pipes
 */
export function faultsAsText(checked: CheckedRoster, all: boolean, columns: number | undefined): string {
  if (!all && !areFew(checked)) return `${kindsAsText(checked)}${faultSummary(checked)}`;
  return columns === undefined ? faultsAsLines(checked) : faultsAsTable(checked, columns);
}

/** One line for each fault: for files, pipes and searches. */
export function faultsAsLines(checked: CheckedRoster): string {
  const lines = inOrder(checked).map(
    (fault) => `row ${fault.row}  ${fault.warning ? "warning" : "error  "}  ${faultSentence(fault)}\n`,
  );
  return `${lines.join("")}${faultSummary(checked)}`;
}

/** So wide a table is at least; what is wrong needs room. */
const leastWidth = 60;

/** A table as wide as the terminal: the cell, what stands in it, what is wrong and what to do. */
export function faultsAsTable(checked: CheckedRoster, columns: number): string {
  const told = inOrder(checked);
  if (told.length === 0) return faultSummary(checked);
  const lines = [
    ["cell", "column", "value", "what is wrong and what to do"],
    ...told.map((fault) => [
      fault.letter === undefined ? `row ${fault.row}` : `${fault.letter}${fault.row}`,
      shortened(fault.header ?? ""),
      fault.value === undefined || fault.value === "" ? "" : shortened(fault.value),
      `${fault.warning ? "warning: " : ""}${fault.problem}\n→ ${fault.remedy}`,
    ]),
  ];
  const narrow = [10, 20, 20].map((most, place) =>
    Math.min(Math.max(...lines.map((line) => stringWidth(line[place] ?? ""))), most),
  );
  const rest = Math.max(columns, leastWidth) - narrow.reduce((sum, width) => sum + width + 2, 0);
  const text = lines.map((line) => rowOf(line, [...narrow, rest])).join("\n");
  return `${text}\n\n${faultSummary(checked)}`;
}

/** A row of cells, each in as many lines as its width needs. */
function rowOf(cells: readonly string[], widths: readonly number[]): string {
  const columns = cells.map((cell, place) => wrapAnsi(cell, widths[place] ?? 1, { hard: true }).split("\n"));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, place) => {
        const part = column[line] ?? "";
        return part + " ".repeat(Math.max(0, (widths[place] ?? 0) - stringWidth(part)));
      })
      .join("  ")
      .trimEnd(),
  ).join("\n");
}

/** How many rows are good and how many are not. */
export function faultSummary({ rows, faults, warnings }: CheckedRoster): string {
  const failed = new Set(faults.map(({ row }) => row)).size;
  const told = failed === 0 ? "all good" : `${failed} with problems`;
  const warned = warnings.length === 0 ? "" : `, ${counted(warnings.length, "warning")}`;
  return `${counted(rows, "row")}: ${told}${warned}\n`;
}

function inOrder({ faults, warnings }: CheckedRoster): readonly Told[] {
  return [
    ...faults.map((fault) => ({ ...fault, warning: false })),
    ...warnings.map((fault) => ({ ...fault, warning: true })),
  ].toSorted((one, other) => one.row - other.row);
}
