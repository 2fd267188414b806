import { utcMonday } from "d3-time";
import { dateOf, dayOfMoment } from "../../../text/days.ts";
import type { Tallied } from "../../../page/top-list.ts";
import { spanOf, type DueDay, type DueSpan } from "../../../text/due.ts";

/** How many are due in a span. */
export function dueIn(dueDays: readonly Tallied<DueDay>[], span: DueSpan, today: number): number {
  return dueDays.reduce((sum, { item, count }) => sum + (spanOf(item, today) === span ? count : 0), 0);
}

/** The days from today in which a week of the chart may fall. */
const daysAhead = 90;

/** One week of the chart; weeks begin on Monday. */
export interface Week {
  /** Its Monday, days since 1970. */
  readonly monday: number;
  readonly count: number;
}

/** The weeks from today's to the one in which the ninetieth day falls, with what is due in each. */
export function dueByWeek(dueDays: readonly Tallied<DueDay>[], today: number): readonly Week[] {
  const first = utcMonday.floor(dateOf(today));
  // the end of a range is not part of it
  const end = utcMonday.offset(utcMonday.floor(dateOf(today + daysAhead)));
  const ahead = dueDays.filter(({ item }) => !["overdue", "later"].includes(spanOf(item, today)));
  return utcMonday.range(first, end).map((date) => {
    const monday = dayOfMoment(date.toISOString()) ?? today;
    const count = ahead
      .filter(({ item: { day = -1 } }) => day >= monday && day < monday + 7)
      .reduce((sum, one) => sum + one.count, 0);
    return { monday, count };
  });
}
