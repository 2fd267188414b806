import { utcMonday } from "d3-time";
import { type ReportPerson, type Listed, filled } from "../../../page/html.ts";
import { TopList, type Kept, limits, Tallies, type Tallied } from "../../../page/top-list.ts";
import { dueSpans, spanOf, type DueDay, type DueSpan, dateOf, dayOfMoment } from "../../../text/days.ts";
import { Distinct } from "../../../text/grouped.ts";
import { dueDayOf } from "../answer.ts";

/** One provider's CAQH status; words and days as in the results columns. */
export interface ReportCaqh extends ReportPerson {
  /** Tells rows about one provider from rows about two of the same name. */
  readonly caqhId?: string | undefined;
  readonly found?: string | undefined;
  readonly rosterStatus?: string | undefined;
  readonly authorizationFlag?: string | undefined;
  readonly providerStatus?: string | undefined;
  readonly providerStatusDate?: string | undefined;
  readonly practiceState?: string | undefined;
  readonly attestationDue?: string | undefined;
  readonly nextAction?: string | undefined;
  readonly error?: string | undefined;
}

/** What the answers are counted by. */
const caqhFacets = ["roster", "authorization", "profile", "action"] as const;

/** What the answers are counted by. */
type CaqhFacet = (typeof caqhFacets)[number];

/** A provider who has to attest, and by when. */
interface DuePerson {
  readonly caqh: ReportCaqh;
  readonly due: DueDay;
}

/** What CAQH says: each provider counted once however many rows name them. */
export interface CaqhFacts {
  readonly people: Listed<Kept<ReportCaqh>>;
  readonly unread: Listed<Kept<ReportCaqh>>;
  /** How many say the same, with one who does. */
  readonly facets: Readonly<Record<CaqhFacet, readonly Tallied<ReportCaqh>[]>>;
  /** How many have to attest by which day. */
  readonly dueDays: readonly Tallied<DueDay>[];
  /** Who they are, the soonest first. */
  readonly due: Listed<Kept<DuePerson>>;
}

/** Takes in CAQH statuses, row by row. */
export class CaqhGathering {
  readonly #people = new TopList<ReportCaqh>(limits.people, needfulFirst);
  readonly #unread = new TopList<ReportCaqh>(limits.unread);
  readonly #facets = {
    roster: new Tallies<ReportCaqh>(limits.words, (one) => ({ ...one, rosterStatus: otherWords })),
    authorization: new Tallies<ReportCaqh>(limits.words, (one) => ({
      ...one,
      authorizationFlag: otherWords,
    })),
    profile: new Tallies<ReportCaqh>(limits.words, (one) => ({ ...one, providerStatus: otherWords })),
    action: new Tallies<ReportCaqh>(limits.words, (one) => ({ ...one, nextAction: otherWords })),
  };
  // there are only so many days, and all that are said lie within a year or two
  readonly #dueDays = new Tallies<DueDay>(Number.POSITIVE_INFINITY, (one) => one);
  /** One for each span, so that many overdue attestations leave room for those that are due next month. */
  readonly #due = Object.fromEntries(
    dueSpans.map((span) => [span, new TopList<DuePerson>(limits.due, soonestFirst)]),
  ) as Readonly<Record<DueSpan, TopList<DuePerson>>>;
  readonly #distinct = new Distinct(limits.remembered);
  readonly #today: number;

  /** @param today days since 1970 */
  constructor(today: number) {
    this.#today = today;
  }

  /** Takes in the CAQH status of a row. */
  add(caqh: ReportCaqh): void {
    const key = personOf(caqh);
    const topLists = [this.#people, this.#unread, ...Object.values(this.#due)];
    if (!this.#distinct.isNew(key)) {
      for (const topList of topLists) topList.addRow(key, caqh.row);
      return;
    }
    if (filled(caqh.error) !== undefined) this.#unread.add(key, caqh, caqh.row);
    else this.#addRead(key, caqh);
    const due = dueDayOf(caqh);
    if (due === undefined) return;
    this.#dueDays.add(JSON.stringify(due), due);
    this.#due[spanOf(due, this.#today)].add(key, { caqh, due }, caqh.row);
  }

  #addRead(key: string, caqh: ReportCaqh): void {
    this.#people.add(key, caqh, caqh.row);
    for (const facet of caqhFacets) this.#facets[facet].add(facetOf(facet, caqh), caqh);
  }

  /** All of it. */
  get facts(): CaqhFacts {
    const { roster, authorization, profile, action } = this.#facets;
    return {
      people: inRosterOrder(this.#people.listed),
      unread: this.#unread.listed,
      facets: {
        roster: roster.all,
        authorization: authorization.all,
        profile: profile.all,
        action: action.all,
      },
      dueDays: this.#dueDays.all,
      due: together(dueSpans.map((span) => this.#due[span].listed)),
    };
  }
}

const otherWords = "other words";

/** By CAQH id where it is known, else by name and everything that CAQH said, which two people hardly share. */
function personOf(caqh: ReportCaqh): string {
  const id = filled(caqh.caqhId);
  if (id !== undefined) return `id:${id}`;
  return JSON.stringify(
    Object.entries({ ...caqh, row: undefined }).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** Providers with the same word are counted together; not to be found is as good as a word. */
function facetOf(facet: CaqhFacet, caqh: ReportCaqh): string {
  const notFound = filled(caqh.found) === "N" ? "not found" : "";
  switch (facet) {
    case "roster":
      return filled(caqh.rosterStatus) ?? notFound;
    case "authorization":
      return filled(caqh.authorizationFlag) ?? "";
    case "profile":
      return filled(caqh.providerStatus) ?? notFound;
    case "action":
      return filled(caqh.nextAction) ?? "";
  }
}

/** Those that somebody has to do something about come first when there are too many to list. */
function needfulFirst(one: ReportCaqh, other: ReportCaqh): number {
  const urgency = ({ nextAction }: ReportCaqh): number => {
    const action = filled(nextAction);
    if (action === "provider_to_reattest" || action === "reattest_soon") return 0;
    return isForSomebody(action) ? 1 : 2;
  };
  return urgency(one) - urgency(other) || one.row - other.row;
}

function inRosterOrder<Item extends { readonly row: number }>({
  items,
  count,
}: Listed<Kept<Item>>): Listed<Kept<Item>> {
  return { items: items.toSorted((one, other) => one.item.row - other.item.row), count };
}

function together<Item>(lists: readonly Listed<Item>[]): Listed<Item> {
  return {
    items: lists.flatMap(({ items }) => items),
    count: lists.reduce((sum, { count }) => sum + count, 0),
  };
}

function soonestFirst(one: DuePerson, other: DuePerson): number {
  return (one.due.day ?? 0) - (other.due.day ?? 0) || one.caqh.row - other.caqh.row;
}

/** How many are due in a span. */
export function dueIn(dueDays: readonly Tallied<DueDay>[], span: DueSpan, today: number): number {
  return dueDays.reduce((sum, { item, count }) => sum + (spanOf(item, today) === span ? count : 0), 0);
}

/** The days from today in which a week of the chart may fall. */
const daysAhead = 90;

/** One week of the chart; weeks begin on Monday. */
interface Week {
  /** Its Monday, days since 1970. */
  readonly monday: number;
  readonly count: number;
}

/** The weeks from today's to the one in which the ninetieth day falls, with what is due in each. */
export function dueByWeek(dueDays: readonly Tallied<DueDay>[], today: number): readonly Week[] {
  const first = utcMonday.floor(dateOf(today));
  // the end of a range is not part of it
  const end = utcMonday.offset(utcMonday.floor(dateOf(today + daysAhead)));
  const ahead = dueDays.filter(({ item }) => !["overdue", "later"].includes(spanOf(item, today)));
  return utcMonday.range(first, end).map((date) => {
    const monday = dayOfMoment(date.toISOString()) ?? today;
    const count = ahead
      .filter(({ item: { day = -1 } }) => day >= monday && day < monday + 7)
      .reduce((sum, one) => sum + one.count, 0);
    return { monday, count };
  });
}

/** Whether the action calls for somebody on our side, leaving aside what the days of attestation tell. */
export function isForSomebody(action: string | undefined): boolean {
  return action !== undefined && ours.has(action);
}

/** What somebody on our side can do now; attestations are counted by their days. */
export const ours = new Set([
  "supply_caqh_id",
  "verify_caqh_id",
  "add_to_roster",
  "review_roster",
  "request_authorization",
  "provider_to_complete_profile",
]);
