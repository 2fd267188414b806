import type { Holding } from "../ledger/holding.ts";
import { isInForce } from "../platforms/holding-source.ts";
import { codeIn, payerRank } from "../platforms/reading.ts";
import type { Named } from "../roster/named.ts";
import { allLabelled, labelled } from "../roster/previous.ts";
import type { ToldDay } from "./date-answers.ts";
import type { RowAnswers } from "./layout.ts";

/**
 * The enrollment columns of a row, by state: of the payer that it names, or of all that is in force. Where there are
 * several, the earliest day counts. What has ended, and what does not participate, has no days. Pure.
 */
export function enrollmentDates(
  { enrollments: named }: Named,
  holdings: readonly Holding[],
  today: string,
): { readonly answers: RowAnswers; readonly days: readonly ToldDay[] } {
  const all = holdings.filter(
    ({ kind, until, attributes }) =>
      kind === "enrollment" &&
      !(until !== undefined && until < today) &&
      codeIn(attributes["par_status"]) !== "non_par",
  );
  const inForce = all.filter((holding) => isInForce(holding, today));
  const states =
    named.length > 0
      ? named.map(({ state, ...payer }) => ({
          state,
          enrollments: all.filter((each) => each.state === state && payerRank(payer, each.attributes) > 0),
        }))
      : [...new Set(inForce.flatMap(({ state }) => state ?? []))]
          .toSorted()
          .map((state) => ({ state, enrollments: inForce.filter((each) => each.state === state) }));
  const write = named.length > 0 ? labelled : allLabelled;
  const told = (day: "from" | "due"): readonly (readonly [string, Holding | undefined])[] =>
    states.map(({ state, enrollments }) => [state, earliest(enrollments, day)]);
  const cells = (day: "from" | "due"): string =>
    write(told(day).map(([state, holding]) => [state, holding?.[day] ?? ""]));
  const days = (["from", "due"] as const).flatMap((day) =>
    told(day).flatMap(([state, holding]) => toldDay(state, holding, day)),
  );
  return {
    answers: {
      enrollment_effective_dates: cells("from"),
      enrollment_revalidation_dates: cells("due"),
    },
    days,
  };
}

function earliest(enrollments: readonly Holding[], day: "from" | "due"): Holding | undefined {
  return enrollments
    .filter((each) => each[day] !== undefined)
    .toSorted((one, other) => ((one[day] ?? "") < (other[day] ?? "") ? -1 : 1))[0];
}

function toldDay(state: string, holding: Holding | undefined, day: "from" | "due"): readonly ToldDay[] {
  const value = holding?.[day];
  if (holding === undefined || value === undefined) return [];
  const [column, word] =
    day === "from"
      ? (["enrollment_effective_dates", "effective date"] as const)
      : (["enrollment_revalidation_dates", "revalidation"] as const);
  return [{ column, label: state, name: `${word} ${state}`, value, holding, day }];
}
