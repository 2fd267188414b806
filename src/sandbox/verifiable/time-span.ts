/** The milliseconds of a .NET time span such as `00:30:00` or `1.02:00:00`, or undefined when it is none. */
export function spanMs(text: string): number | undefined {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const allHours = Number(days) * 24 + Number(hours);
  return ((allHours * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
