const secondsOfDay = 86_400;
const msOfDay = 86_400_000;

/** The last day that spreadsheet programs know, 31 December 9999, plus one. */
const endOfDays = 2_958_466;

/** Between the first days of the two ways in which workbooks count days. */
const daysTo1904 = 1_462;

/** What of a moment a cell shows. */
export type DateParts = "date" | "time" | "elapsed";

/**
 * The moment of a serial number: `YYYY-MM-DD`, with ` HH:MM:SS` behind it unless it is midnight; a time of day or
 * a span of time as `HH:MM:SS`. Undefined when it is none, where spreadsheet programs show hash signs.
 */
export function shownMoment(serial: number, parts: DateParts, from1904: boolean): string | undefined {
  const total = Math.round(serial * secondsOfDay);
  const days = Math.floor(total / secondsOfDay);
  const seconds = total - days * secondsOfDay;
  if (total < 0 || (from1904 ? days + daysTo1904 : days) >= endOfDays) return undefined;
  if (parts === "elapsed") return clock(Math.floor(total / 3600), total % 3600);
  const time = clock(Math.floor(seconds / 3600), seconds % 3600);
  if (days === 0 && (parts === "time" || (seconds > 0 && !from1904))) return time;
  const date = dateOf(days, from1904);
  return seconds === 0 ? date : `${date} ${time}`;
}

/**
 * The serial number of a day, `YYYY-MM-DD`; undefined for anything else and for days that not every way of counting
 * has.
 */
export function serialOfDay(text: string, from1904: boolean): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  const days = Math.round((ms - Date.UTC(1899, 11, 30)) / msOfDay) - (from1904 ? daysTo1904 : 0);
  // before March 1900 spreadsheet programs disagree by a day
  return days > 60 ? days : undefined;
}

function clock(hours: number, rest: number): string {
  return [hours, Math.floor(rest / 60), rest % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** In the older way of counting, day 0 is no date and day 60 a leap day that never was. */
function dateOf(days: number, from1904: boolean): string {
  if (!from1904 && days === 0) return "1900-01-00";
  if (!from1904 && days === 60) return "1900-02-29";
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(first + days * msOfDay).toISOString().slice(0, 10);
}

/** A moment that the file spells out, in the same form as {@link shownMoment}. */
export function shownIsoMoment(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|[+-]00:00)?)?$/.exec(text);
  const [, date, time] = match ?? [];
  if (date === undefined) return text;
  return time === undefined || time === "00:00:00" ? date : `${date} ${time}`;
}
