/** A number and what is counted, in the singular or the plural: `1 row`, `12,480 rows`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}

/** A whole number as people read it: `12,345`. */
export function thousands(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Seconds as people say them: `8.2 s`, `3 min 05 s`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return hours > 0
    ? `${hours} h ${String(minutes).padStart(2, "0")} min`
    : `${minutes} min ${String(rest).padStart(2, "0")} s`;
}

/** So many calls in any stretch of time of that length. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** How long a call counts: clocks of two machines do not run alike, and counters round, so a little longer than it is said. */
export function windowMs({ perMs }: Rate): number {
  return perMs + 5 + perMs * 0.001;
}

/** How a moment is written for people at a terminal: its time of day with the zone. */
export type ClockTime = (iso: string) => string;

/**
 * Writes ISO 8601 moments as the time of day in a zone, with the zone: `05:49:05 EST`. Without a zone, in the
 * machine's. A text that is not a moment stays as it is.
 */
export function clockTimeIn(timeZone?: string): ClockTime {
  const format = new Intl.DateTimeFormat("en-US", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return (iso) => {
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? iso : format.format(ms);
  };
}
