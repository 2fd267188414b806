import type { StaleAnswer } from "../cells/stale-answer.ts";
import { columnLetter, faultSentence } from "../faults/fault.ts";
import type { Problem } from "../faults/problem.ts";

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
