import type { CheckedRoster } from "../plan/check.ts";
import { counted, thousands } from "../results/thousands.ts";
import { shortened, type Fault } from "../roster/fault.ts";

/** All problems of one kind. */
export interface FaultKind {
  readonly code: string;
  readonly warning: boolean;
  readonly count: number;
  /** How many different rows they are in. */
  readonly rows: number;
  /** The first few, in the order of the rows. */
  readonly examples: readonly Fault[];
}

/** So many examples stand for a kind. */
const examplesKept = 3;

/** The problems by kind: faults before warnings, the commonest first. */
export function faultKinds({ faults, warnings }: CheckedRoster): readonly FaultKind[] {
  return [...kindsOf(faults, false), ...kindsOf(warnings, true)];
}

function kindsOf(all: readonly Fault[], warning: boolean): readonly FaultKind[] {
  const kinds = new Map<string, { readonly examples: Fault[]; readonly rows: Set<number>; count: number }>();
  for (const fault of all) {
    const kind = kinds.get(fault.code) ?? { examples: [], rows: new Set(), count: 0 };
    kind.count += 1;
    kind.rows.add(fault.row);
    if (kind.examples.length < examplesKept) kind.examples.push(fault);
    kinds.set(fault.code, kind);
  }
  return [...kinds]
    .map(([code, { examples, rows, count }]) => ({ code, warning, count, rows: rows.size, examples }))
    .toSorted((one, other) => other.count - one.count);
}

/** With more problems than this, only the kinds are listed unless all are asked for. */
const mostListed = 20;

/** Whether every problem is listed by default, or only the kinds. */
export function areFew({ faults, warnings }: CheckedRoster): boolean {
  return faults.length + warnings.length <= mostListed;
}

/** The kinds as text: how many, in how many rows, examples, and what to do; nothing when there are no problems. */
export function kindsAsText(checked: CheckedRoster): string {
  const lines = faultKinds(checked).map(kindAsText);
  const all = areFew(checked) ? "" : "Every one of them: the same command with --all, or -o FILE.\n";
  return lines.length === 0 ? "" : `${lines.join("")}${all}`;
}

function kindAsText({ code, warning, count, rows, examples }: FaultKind): string {
  const where = count === rows ? counted(rows, "row") : `${thousands(count)} in ${counted(rows, "row")}`;
  const shown = examples.map(placeOf).join("; ");
  const more = count > examples.length ? "; …" : "";
  const [first] = examples;
  return (
    `${warning ? "warning" : "fault  "}  ${code}: ${where}: ${shown}${more}\n` +
    `         ${first === undefined ? "" : `${first.letter === undefined ? "The row" : "The cell"} ${first.problem}. ${first.remedy}`}\n`
  );
}

function placeOf({ row, letter, header, value }: Fault): string {
  if (letter === undefined) return `row ${row}`;
  const cell = value === undefined || value === "" ? "" : ` "${shortened(value)}"`;
  return `${header === undefined || header === "" ? "" : `${shortened(header)} `}(${letter}${row})${cell}`;
}
