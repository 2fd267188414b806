import { lapseSpan, lapseKinds, type LapseKind } from "../../holdings/lapse.ts";
import { filled, type ReportPerson, type Listed } from "../../page/html.ts";
import { noGroup } from "../../page/tables/table.ts";
import { limits, TopList, type Kept } from "../../page/top-list.ts";
import { standingOf, profilePlatforms } from "../../platforms/catalog.ts";
import { spanOf, dueSpans, type DueSpan } from "../../text/days.ts";
import { Distinct } from "../../text/grouped.ts";
import type { ReportParts } from "../report-data.ts";
import type { ReportLapse, ReportRequest, ReportRow, ReportStatus, ReportProfile } from "../report-rows.ts";
import { isPlaced } from "./work.ts";

/** What the rows with one value in the roster's own column come to. Each request and provider is counted once. */
export interface Group {
  /** The value; a sentence in brackets for blank cells and for values past the limit. */
  readonly name: string;
  readonly rows: number;
  /** Rows and requests that failed or are in doubt. */
  readonly trouble: number;
  readonly us: number;
  readonly provider: number;
  /** Requests that wait for anybody else. */
  readonly others: number;
  readonly done: number;
  readonly ended: number;
  readonly overdue: number;
  readonly within30: number;
  /** Licenses, enrollments and recredentialing. */
  readonly lapsed: number;
  readonly lapsing30: number;
}

type GroupCounts = { -readonly [Name in Exclude<keyof Group, "name">]: number };

const others = "(other values)";

/** Counts by the values of a column of the roster (`--report-by`). */
export class GroupGathering {
  readonly #groups = new Map<string, GroupCounts>();
  readonly #distinct = new Distinct(limits.remembered);
  readonly #parts: ReportParts;
  readonly #today: number;

  /** @param today days since 1970 */
  constructor(today: number, parts: ReportParts) {
    this.#parts = parts;
    this.#today = today;
  }

  /** Takes in a row. */
  add(row: ReportRow): void {
    const first: ReportPerson | undefined =
      row.requests[0] ?? row.statuses?.[0]?.item ?? row.fault ?? row.lapses?.[0];
    if (first === undefined) return;
    const name = filled(first.group) ?? noGroup;
    const counts = this.#countsOf(name);
    counts.rows += 1;
    if (row.fault !== undefined) counts.trouble += 1;
    for (const request of row.requests) {
      if (request.key === undefined || this.#distinct.isNew(`${name}\n${request.key}`))
        countRequest(counts, request);
    }
    for (const status of row.statuses ?? []) this.#countDue(counts, name, status);
    for (const lapse of row.lapses ?? []) this.#countLapse(counts, name, lapse);
  }

  #countsOf(name: string): GroupCounts {
    const known =
      this.#groups.get(name) ?? (this.#groups.size < limits.words ? undefined : this.#groups.get(others));
    if (known !== undefined) return known;
    const counts: GroupCounts = { ...none };
    this.#groups.set(this.#groups.size < limits.words ? name : others, counts);
    return counts;
  }

  #countDue(counts: GroupCounts, name: string, { source, item }: ReportStatus): void {
    const due = this.#parts.get(source)?.deadlineOf(item);
    if (due === undefined || !this.#distinct.isNew(`${name}\n${source} ${due.who ?? item.who}`)) return;
    const span = spanOf(due, this.#today);
    if (span === "overdue" || span === "within30") counts[span] += 1;
  }

  #countLapse(counts: GroupCounts, name: string, lapse: ReportLapse): void {
    const span = lapseSpan(lapse, this.#today);
    if ((span !== "overdue" && span !== "within30") || !this.#distinct.isNew(`${name}\n${lapse.key}`)) return;
    counts[span === "overdue" ? "lapsed" : "lapsing30"] += 1;
  }

  /** All of them, by name. */
  get groups(): readonly Group[] {
    return [...this.#groups]
      .map(([name, counts]) => ({ name, ...counts }))
      .toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
  }
}

const none: GroupCounts = {
  rows: 0,
  trouble: 0,
  us: 0,
  provider: 0,
  others: 0,
  done: 0,
  ended: 0,
  overdue: 0,
  within30: 0,
  lapsed: 0,
  lapsing30: 0,
};

function countRequest(counts: GroupCounts, request: ReportRequest): void {
  switch (request.outcome) {
    case "failed":
    case "unknown":
      counts.trouble += 1;
      return;
    case "planned":
    case "skipped":
      return;
    case "created":
    case "exists": {
      const { party } = standingOf(request);
      if (party === "us" || party === "provider" || party === "done" || party === "ended") counts[party] += 1;
      else counts.others += 1;
    }
  }
}

/** The spans whose dates the page lists: all but `later`. */
export const lapseLists = [
  "overdue",
  "within30",
  "within60",
  "within90",
] as const satisfies readonly DueSpan[];

/** One of {@link lapseLists}. */
export type LapseList = (typeof lapseLists)[number];

/** How many in each span. */
export type SpanCounts = Readonly<Record<DueSpan, number>>;

/** What providers and groups have and when it lapses; each date counted once however many rows are about them. */
export interface LapseFacts {
  readonly kinds: Readonly<Record<LapseKind, SpanCounts>>;
  /** By state, in the order of the alphabet. */
  readonly states: readonly { readonly state: string; readonly counts: SpanCounts }[];
  /** What lapses in each span, the soonest first. */
  readonly lists: Readonly<Record<LapseList, Listed<Kept<ReportLapse>>>>;
  /** Providers whose profile is not complete while requests wait. */
  readonly profiles: Listed<Kept<ReportProfile>>;
  /** The open requests of those providers. */
  readonly waitingRequests: number;
}

type LapseCounts = Record<DueSpan, number>;

/** What stands for a state where there is none. */
export const noState = "No state";

const otherStates = "Others";

/** Takes in dates and profiles, row by row. */
export class LapseGathering {
  readonly #today: number;
  readonly #kinds = Object.fromEntries(lapseKinds.map((kind) => [kind, noLapses()])) as Record<
    LapseKind,
    LapseCounts
  >;
  readonly #states = new Map<string, LapseCounts>();
  /** One for each span, so that much that has lapsed leaves room for what lapses next month. */
  readonly #lists = Object.fromEntries(
    lapseLists.map((span) => [span, new TopList<ReportLapse>(limits.due, soonestFirst)]),
  ) as Readonly<Record<LapseList, TopList<ReportLapse>>>;
  readonly #profiles = new TopList<ReportProfile>(limits.due);
  readonly #distinct = new Distinct(limits.remembered);
  #waitingRequests = 0;

  /** @param today days since 1970 */
  constructor(today: number) {
    this.#today = today;
  }

  /** Takes in what a row tells. */
  add({ lapses, profile, requests }: Pick<ReportRow, "lapses" | "profile" | "requests">): void {
    for (const lapse of lapses ?? []) this.#addLapse(lapse);
    if (profile !== undefined) this.#addProfile(profile, requests.filter(isWaiting));
  }

  #addLapse(lapse: ReportLapse): void {
    const span = lapseSpan(lapse, this.#today);
    const list = span === "later" ? undefined : this.#lists[span];
    if (!this.#distinct.isNew(lapse.key)) {
      list?.addRow(lapse.key, lapse.row);
      return;
    }
    this.#kinds[lapse.kind][span] += 1;
    this.#countsOf(filled(lapse.state) ?? noState)[span] += 1;
    list?.add(lapse.key, lapse, lapse.row);
  }

  #countsOf(state: string): LapseCounts {
    const name = this.#states.has(state) || this.#states.size < limits.words ? state : otherStates;
    const known = this.#states.get(name) ?? noLapses();
    this.#states.set(name, known);
    return known;
  }

  #addProfile(profile: ReportProfile, waiting: readonly ReportRequest[]): void {
    const fresh = waiting.filter(({ key }) => key === undefined || this.#distinct.isNew(`request ${key}`));
    this.#waitingRequests += fresh.length;
    if (waiting.length === 0) return;
    const key = `profile ${profile.providerId}`;
    if (this.#distinct.isNew(key)) this.#profiles.add(key, profile, profile.row);
    else this.#profiles.addRow(key, profile.row);
  }

  /** All of it. */
  get facts(): LapseFacts {
    return {
      kinds: this.#kinds,
      states: [...this.#states]
        .map(([state, spans]) => ({ state, counts: spans }))
        .toSorted(
          (one, other) => rankOf(one.state) - rankOf(other.state) || (one.state < other.state ? -1 : 1),
        ),
      lists: Object.fromEntries(
        lapseLists.map((span) => [span, this.#lists[span].listed]),
      ) as unknown as LapseFacts["lists"],
      profiles: this.#profiles.listed,
      waitingRequests: this.#waitingRequests,
    };
  }
}

function noLapses(): LapseCounts {
  return Object.fromEntries(dueSpans.map((span) => [span, 0])) as LapseCounts;
}

/** What is no state stands behind those that are. */
function rankOf(state: string): number {
  return state === noState || state === otherStates ? 1 : 0;
}

/** Open on the platform whose profile it is. */
function isWaiting(request: ReportRequest): boolean {
  if (!profilePlatforms.includes(request.platform) || !isPlaced(request)) return false;
  const { party } = standingOf(request);
  return party !== "done" && party !== "ended";
}

function soonestFirst(one: ReportLapse, other: ReportLapse): number {
  return one.day - other.day || one.row - other.row;
}
