import { UserError } from "../errors.ts";
import type { Lapse } from "../holdings/lapse.ts";
import type { Finished, OutputFile } from "../outputs/output-file.ts";
import { Distinct } from "../text/distinct.ts";
import type { ReportedRow } from "../results/reported-row.ts";
import { dayOfMoment } from "../text/days.ts";
import { dueDates } from "./due-dates.ts";
import { calendarFoot, calendarHead, eventText, type Stamp } from "./icalendar.ts";

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
