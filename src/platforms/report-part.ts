import type { ReportPerson, Section } from "../page/html.ts";
import type { Deadline, StatusAnswer } from "./status-source.ts";

/** What a section needs to know of the page that it stands on. */
export interface PageContext {
  /** Where the results are: there is more in them than the page lists. */
  readonly results: string;
  /** The header of the roster's own column that the page is grouped by; undefined without `--report-by`. */
  readonly groupedBy: string | undefined;
}

/** Something to do for so many of a kind. */
export interface Step {
  readonly count: number;
  readonly one: string;
  readonly many: string;
  /** Where it is told, and what the link to there says. */
  readonly section: string;
  readonly link: string;
}

/** Takes in what a status source says of rows, one by one, and keeps what the page tells of it. Bounded. */
export interface Gatherer<Item extends ReportPerson, Facts> {
  add(item: Item): void;
  /** All of it. */
  readonly facts: Facts;
}

/** What a status source has on the page for people. Loaded only where a page is written. */
export interface ReportPart<Item extends ReportPerson = ReportPerson, Facts = unknown> {
  /** What the page keeps of a row. `answers`: all that is written into the row. */
  readonly itemOf: (
    answer: StatusAnswer,
    answers: Readonly<Partial<Record<string, string>>>,
    person: ReportPerson,
  ) => Item;
  /** By when its provider has to do something. */
  readonly deadlineOf: (item: Item) => Deadline | undefined;
  /** @param today days since 1970 */
  readonly gatherer: (today: number) => Gatherer<Item, Facts>;
  /** Undefined when there is nothing to tell. */
  readonly section: (facts: Facts, page: PageContext, today: number) => Section | undefined;
  /** What the reader should do. */
  readonly steps: (facts: Facts, today: number) => readonly Step[];
}

/** A part whose items and facts are its own business: it is only ever handed those that it has made. */
export function reportPart<Item extends ReportPerson, Facts>(part: ReportPart<Item, Facts>): ReportPart {
  return part as unknown as ReportPart;
}
