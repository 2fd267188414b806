import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import type { CheckedRoster } from "../../staging/check-roster.ts";
import { areFew, faultKinds, kindsAsText } from "./fault-kinds.ts";
import { faultSentence, shortened, type Fault } from "../../faults/fault.ts";

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
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
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
