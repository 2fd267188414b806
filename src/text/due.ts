/** How soon something is due, soonest first. */
export const dueSpans = ["overdue", "within30", "within60", "within90", "later"] as const;

/** How soon something is due. */
export type DueSpan = (typeof dueSpans)[number];

/** What a span is called. */
export const spanNames: Readonly<Record<DueSpan, string>> = {
  overdue: "Overdue",
  within30: "In 30 days",
  within60: "In 31 to 60 days",
  within90: "In 61 to 90 days",
  later: "Later",
};

/** The day by which somebody has to do something. */
export interface DueDay {
  /** The last day in time, or the day on which it lapsed; days since 1970. */
  readonly day: number | undefined;
  /** It is said to have lapsed, so that the day is not the last day in time but the first one too late. */
  readonly lapsed: boolean;
}

/**
 * How soon it is due. What is said to have lapsed is overdue whatever its day; what is due today is not overdue: it ends
 * tomorrow.
 * @param today days since 1970
 */
export function spanOf({ day, lapsed }: DueDay, today: number): DueSpan {
  if (lapsed || day === undefined) return "overdue";
  const days = day - today;
  if (days < 0) return "overdue";
  if (days <= 30) return "within30";
  if (days <= 60) return "within60";
  return days <= 90 ? "within90" : "later";
}
