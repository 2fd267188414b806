/** Folded lines as one (RFC 5545 3.1). */
export function unfolded(text: string): string {
  return text.replaceAll(/\r\n[ \t]/g, "");
}

/** The text of a value (RFC 5545 3.3.11). */
export function unescapedText(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
}

const required = ["UID", "DTSTAMP", "DTSTART;VALUE=DATE"];

/** The events of a calendar file, property by property. Throws where the file breaks a rule of RFC 5545. */
export function parsedCalendar(text: string): readonly Readonly<Record<string, string>>[] {
  if (!text.endsWith("\r\n")) throw new Error("the last line has no end");
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error("a line does not end with CR LF");
  for (const line of text.split("\r\n")) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a line is too long: ${line}`);
  }
  const open: string[] = [];
  const events: Record<string, string>[] = [];
  let components = 0;
  for (const line of unfolded(text).slice(0, -2).split("\r\n")) {
    const match = /^([A-Z-]+(?:;[A-Z-]+=[A-Za-z-]+)*):([^\p{Cc}]*)$/u.exec(line);
    const [name, value] = [match?.[1], match?.[2]];
    if (name === undefined || value === undefined) throw new Error(`no line of a calendar: ${line}`);
    if (name === "BEGIN") {
      open.push(value);
      if (open.length === 2) components += 1;
      if (value === "VEVENT") events.push({});
    } else if (name === "END") {
      if (open.pop() !== value) throw new Error(`${value} was not open`);
    } else if (open.at(-1) === "VEVENT") {
      const event = events.at(-1) ?? {};
      if (name in event) throw new Error(`${name} stands there twice`);
      if (/(?:^|[^\\])(?:\\\\)*[;,]/.test(value)) throw new Error(`a sign is not escaped: ${line}`);
      event[name] = unescapedText(value);
    }
  }
  if (open.length > 0 || components === 0) throw new Error("the calendar is not whole");
  for (const event of events) {
    for (const name of required) if (!(name in event)) throw new Error(`an event has no ${name}`);
  }
  return events;
}
