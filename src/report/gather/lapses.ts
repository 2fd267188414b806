import { profilePlatforms, standingOf } from "../../platforms/catalog.ts";
import { lapseKinds, lapseSpan, type LapseKind } from "../../holdings/lapse.ts";
import { dueSpans, type DueSpan } from "../../text/due.ts";
import { Distinct } from "../../text/distinct.ts";
import { filled } from "../../page/counted.ts";
import type { Listed } from "../../page/listed.ts";
import type { ReportLapse, ReportProfile, ReportRequest, ReportRow } from "../report-rows.ts";
import { TopList, type Kept, limits } from "../../page/top-list.ts";
import { isPlaced } from "./work.ts";

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

type Counts = Record<DueSpan, number>;

/** What stands for a state where there is none. */
export const noState = "No state";

const otherStates = "Others";

/** Takes in dates and profiles, row by row. */
export class LapseGathering {
  readonly #today: number;
  readonly #kinds = Object.fromEntries(lapseKinds.map((kind) => [kind, counts()])) as Record<
    LapseKind,
    Counts
  >;
  readonly #states = new Map<string, Counts>();
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

  #countsOf(state: string): Counts {
    const name = this.#states.has(state) || this.#states.size < limits.words ? state : otherStates;
    const known = this.#states.get(name) ?? counts();
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

function counts(): Counts {
  return Object.fromEntries(dueSpans.map((span) => [span, 0])) as Counts;
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
