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
