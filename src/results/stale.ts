import type { KnownColumn } from "../roster/columns.ts";
import { columnLetter, faultSentence } from "../faults/fault.ts";
import type { Problem } from "../requests/problem.ts";

/** An answer of an earlier run that belongs to something else than the row that it stands in. */
export interface StaleAnswer {
  readonly column: KnownColumn;
  readonly value: string;
  /** What it belongs to instead; `nobody known` where what the row names now cannot tell. */
  readonly whose: "request" | "someone else" | "nobody known";
  /** What takes its place, where that does not follow from the row's requests. */
  readonly right?: string | undefined;
}

const problems = {
  request: "belongs to another request than the row asks for",
  "someone else": "belongs to someone or something else than the row names",
  "nobody known": "was not found by what the row names now",
} as const satisfies Readonly<Record<StaleAnswer["whose"], string>>;

/** The warning about the old answers of a row; undefined when there are none. */
export function staleProblem(
  row: number,
  stale: readonly StaleAnswer[],
  where: {
    readonly header: readonly string[];
    readonly indexOf: (column: StaleAnswer["column"]) => number | undefined;
  },
): Problem | undefined {
  if (stale.length === 0) return undefined;
  const sentences = stale.map(({ column, value, whose }) => {
    const index = where.indexOf(column) ?? 0;
    return faultSentence({
      row,
      letter: columnLetter(index),
      header: where.header[index],
      value,
      problem: problems[whose],
      remedy: "It was ignored.",
    });
  });
  return { code: "stale_answer", message: [...new Set(sentences)].join(" ") };
}
