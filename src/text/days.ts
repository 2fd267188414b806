/** A day in milliseconds. */
export const msPerDay = 86_400_000;

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** A calendar day, UTC: its number since 1970, or undefined when the text does not start with a real day. */
export function dayNumber(text: string | undefined): number | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?!\d)/.exec(text ?? "")?.[1];
  if (day === undefined) return undefined;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return undefined;
  return ms / msPerDay;
}

/** The date at the start of a day. */
export function dateOf(day: number): Date {
  return new Date(day * msPerDay);
}

/** `2026-10-05` */
export function isoDay(day: number): string {
  return dateOf(day).toISOString().slice(0, 10);
}

/** `Oct 5` */
export function shortDay(day: number): string {
  const date = dateOf(day);
  return `${(months[date.getUTCMonth()] ?? "").slice(0, 3)} ${date.getUTCDate()}`;
}

/** `October 5, 2026` */
export function longDay(day: number): string {
  const date = dateOf(day);
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** `October 5, 2026, 02:10 UTC`; a text that is no time stays as it is. */
export function longMoment(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return text;
  const iso = new Date(ms).toISOString();
  return `${longDay(Math.floor(ms / msPerDay))}, ${iso.slice(11, 16)} UTC`;
}

/** The day of a moment, UTC. */
export function dayOfMoment(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / msPerDay);
}

/** How far a day is away: `today`, `in 5 days`, `12 days ago`. */
export function away(days: number): string {
  if (days === 0) return "today";
  const size = Math.abs(days) === 1 ? "1 day" : `${Math.abs(days)} days`;
  return days > 0 ? `in ${size}` : `${size} ago`;
}

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
