import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import { type Lapse, lapseName, lapseType, payerOf } from "../holdings/lapse.ts";
import type { Finished, OutputFile } from "../outputs/output-file.ts";
import { statusKinds, titleOf } from "../platforms/catalog.ts";
import type { ReportedRow } from "../results/reported-row.ts";
import { dayOfMoment, isoDay } from "../text/days.ts";
import { Distinct } from "../text/grouped.ts";

/** A day in a calendar, for the whole day. */
export interface DayEvent {
  /** The same for the same thing in every file; any text. */
  readonly uid: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** The day after. */
  readonly end: string;
  readonly summary: string;
  readonly description: string;
  readonly category: string;
}

/** When a file was made: later files replace what earlier ones said of the same event. */
export interface Stamp {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Grows from day to day. */
  readonly sequence: number;
}

/** The beginning of a calendar file (RFC 5545). */
export function calendarHead(name: string): string {
  return lines([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//roster-sync//roster-sync//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escapedText(name)}`,
  ]);
}

/** One event; whoever sees it stays free on that day. */
export function eventText(event: DayEvent, { at, sequence }: Stamp): string {
  const stamp = at.replaceAll(/[-:]|\.\d+/g, "");
  return lines([
    "BEGIN:VEVENT",
    `UID:${escapedText(event.uid)}`,
    `DTSTAMP:${stamp}`,
    `LAST-MODIFIED:${stamp}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${event.day.replaceAll("-", "")}`,
    `DTEND;VALUE=DATE:${event.end.replaceAll("-", "")}`,
    `SUMMARY:${escapedText(event.summary)}`,
    `DESCRIPTION:${escapedText(event.description)}`,
    `CATEGORIES:${escapedText(event.category)}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
}

/** The end of a calendar file. A calendar without any component is none, so an empty one says which time zone UTC is. */
export function calendarFoot(isEmpty: boolean): string {
  const zone = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
  ];
  return lines([...(isEmpty ? zone : []), "END:VCALENDAR"]);
}

/** Text as a value (RFC 5545 3.3.11); characters that no calendar may hold are left out. */
export function escapedText(text: string): string {
  return text
    .replaceAll(/\p{Cs}/gu, "\uFFFD")
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(/[^\P{Cc}\n\t]/gu, "")
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`);
}

/** A line is no longer than this, its end aside, in bytes of UTF-8 (RFC 5545 3.1). */
const longestLine = 75;

/** A line, continued behind a blank where it is too long; never within a character. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > longestLine) {
      parts.push(part);
      part = " ";
      size = 1;
    }
    part += character;
    size += bytes;
  }
  return [...parts, part].join("\r\n");
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${folded(line)}\r\n`).join("");
}

/** So many events are remembered so that each comes once; a calendar reads doubles as one. */
const remembered = 250_000;

/** Text is written in pieces of about this many characters. */
const pieceSize = 64 * 1024;

/** Before this day no calendar was written: numbers of versions are counted from here. */
const firstDay = dayOfMoment("2026-01-01T00:00:00Z") ?? 0;

/** The calendar of a run. When it cannot be written, the results still are. */
export class CalendarFile {
  readonly #file: OutputFile;
  readonly #stamp: Stamp;
  readonly #distinct = new Distinct(remembered);
  #piece = calendarHead("Due dates of providers");
  #isEmpty = true;
  #problem: UserError | undefined;

  /** @param at when the run ended; ISO 8601, UTC */
  constructor(file: OutputFile, at: string) {
    this.#file = file;
    this.#stamp = { at, sequence: Math.max(0, (dayOfMoment(at) ?? 0) - firstDay) };
  }

  /** Takes in the due dates of a row. */
  async add(reported: ReportedRow, lapses: readonly Lapse[]): Promise<void> {
    for (const event of dueDates(reported, lapses)) {
      if (!this.#distinct.isNew(event.uid)) continue;
      this.#isEmpty = false;
      this.#piece += eventText(event, this.#stamp);
    }
    if (this.#piece.length >= pieceSize) await this.#attempt(() => this.#flush());
  }

  /** Gives the file its name; undefined when it could not be written. */
  finish(): Promise<Finished | undefined> {
    this.#piece += calendarFoot(this.#isEmpty);
    return this.#attempt(async () => {
      await this.#flush();
      return this.#file.finish();
    });
  }

  /** Why it could not be written. */
  get problem(): UserError | undefined {
    return this.#problem;
  }

  async #flush(): Promise<void> {
    const piece = this.#piece;
    this.#piece = "";
    await this.#file.write(piece);
  }

  async #attempt<T>(task: () => Promise<T>): Promise<T | undefined> {
    if (this.#problem !== undefined) return undefined;
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#problem = error;
      return undefined;
    }
  }
}

/**
 * The due dates of a row: what its provider or group has and when it lapses, and by when its provider has to do
 * something by what statuses say. Nobody is named but as the roster names them.
 */
export function dueDates(reported: ReportedRow, lapses: readonly Lapse[]): readonly DayEvent[] {
  const who = reported.who === "" ? `row ${reported.row}` : reported.who;
  return [...lapses.map((lapse) => eventOf(lapse, who)), ...deadlines(reported, who)];
}

function eventOf(lapse: Lapse, who: string): DayEvent {
  const { key, kind, day, holding } = lapse;
  const { state, number, status, platform } = holding;
  const name = lapseName(lapse);
  const type = lapseType(lapse);
  const what = [name, payerOf(lapse), state].filter(isReported).join(", ");
  const attributes = [
    number === undefined ? undefined : `Number: ${number}`,
    type === undefined ? undefined : `Type: ${type}`,
    status === undefined ? undefined : `Status: ${status}`,
    `Source: ${titleOf(platform)}`,
  ];
  return {
    uid: uidOf(key),
    ...daysOf(day),
    summary: `${what}: ${who}`,
    description: [sentences[kind], ...attributes.filter(isReported)].join("\n"),
    category: name,
  };
}

const sentences: Readonly<Record<Lapse["kind"], string>> = {
  license: "Expires; this is its last day.",
  enrollment: "The enrollment ends; this is its last day.",
  revalidation: "The payer wants the enrollment revalidated by this day.",
  recredentialing: "To be credentialed again by this day.",
};

function deadlines({ statuses, answers }: ReportedRow, who: string): readonly DayEvent[] {
  return statusKinds.flatMap(({ name, deadlineIn, deadlineWords }) => {
    const status = statuses.get(name);
    if (status === undefined || deadlineIn === undefined || deadlineWords === undefined) return [];
    const deadline = deadlineIn({ ...answers, ...status.answers });
    if (deadline?.day === undefined || (deadline.who ?? "") === "") return [];
    const { key, summary, description, category } = deadlineWords(deadline);
    return [
      { uid: uidOf(key), ...daysOf(deadline.day), summary: `${summary}: ${who}`, description, category },
    ];
  });
}

/** Ids of a platform are anything; a hash of one is the same every night and tells nothing. */
function uidOf(key: string): string {
  return `${createHash("sha256").update(key).digest("hex").slice(0, 32)}@roster-sync.invalid`;
}

function daysOf(day: number): Pick<DayEvent, "day" | "end"> {
  return { day: isoDay(day), end: isoDay(day + 1) };
}

function isReported(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
