import type { CheckedRoster } from "../../staging/check-roster.ts";
import { counted, thousands } from "../../text/counts.ts";
import { shortened, type Fault } from "../../faults/fault.ts";

/** All problems of one kind. */
export interface FaultKind {
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
export function faultKinds({ faults, warnings }: CheckedRoster): readonly FaultKind[] {
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
export function areFew({ faults, warnings }: CheckedRoster): boolean {
  return faults.length + warnings.length <= mostListed;
}

/** The kinds as text: how many, in how many rows, examples, and what to do; nothing when there are no problems. */
export function kindsAsText(checked: CheckedRoster): string {
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
