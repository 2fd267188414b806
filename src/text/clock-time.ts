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
