import { utcMonday } from "d3-time";
import { dateOf, dayOfMoment } from "../days.ts";
import type { Due } from "./due.ts";

/** The days from today in which a week of the chart may fall. */
const daysAhead = 90;

/** One week of the chart; weeks begin on Monday. */
export interface Week {
  /** Its Monday, days since 1970. */
  readonly monday: number;
  readonly count: number;
}

/** The weeks from today's to the one in which the ninetieth day falls, with what is due in each. */
export function dueByWeek(due: readonly Due[], today: number): readonly Week[] {
  const first = utcMonday.floor(dateOf(today));
  const end = utcMonday.offset(utcMonday.floor(dateOf(today + daysAhead)));
  const ahead = due.filter(({ span }) => span !== "overdue" && span !== "later");
  return utcMonday.range(first, end).map((date) => {
    const monday = dayOfMoment(date.toISOString()) ?? today;
    const count = ahead.filter(({ day = -1 }) => day >= monday && day < monday + 7).length;
    return { monday, count };
  });
}
