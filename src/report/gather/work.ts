import { filled, type Listed } from "../../page/html.ts";
import { TopList, type Kept, limits, Tallies, type Tallied } from "../../page/top-list.ts";
import { requestKinds, standingOf } from "../../platforms/catalog.ts";
import { type Party, type Standing, parties } from "../../requests/party.ts";
import type { Outcome } from "../../results/outcome.ts";
import { dayNumber } from "../../text/days.ts";
import { Distinct } from "../../text/grouped.ts";
import type { ReportRequest, ReportChange, ReportRow } from "../report-rows.ts";

/** A kind of request on a platform, and what came of the requests. */
export interface LineOfWork extends Pick<ReportRequest, "platform" | "kind"> {
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** A status of requests of one kind, as the platform spells it. */
export interface StatusWord extends Pick<ReportRequest, "platform" | "kind" | "status"> {
  readonly standing: Standing;
}

/** For whom requests may wait, and those that ended without success, in the order in which the page lists them. */
const listedParties = [
  "ended",
  "us",
  "provider",
  "hold",
  "another",
  "outside",
  "platform",
] as const satisfies readonly Party[];

/** A party whose requests the page lists. */
type ListedParty = (typeof listedParties)[number];

/** The requests of the roster: each counted once however many rows ask for it. */
export interface Work {
  readonly lines: readonly LineOfWork[];
  /** The statuses of those that are on a platform. */
  readonly statuses: readonly Tallied<StatusWord>[];
  /** Who they wait for, the longest first; of those that ended without success the newest news first. */
  readonly lists: Readonly<Record<ListedParty, Listed<Kept<ReportRequest>>>>;
  /** How many ended without success since the last run. */
  readonly endedNow: number;
  /** Every request of every row, in the order of the roster; when there are too many, the needful ones are kept. */
  readonly every: Listed<ReportRequest>;
  /** There were too many to tell which rows share a request: some are counted more than once. */
  readonly roughly: boolean;
}

/** Takes in requests, row by row. */
export class WorkGathering {
  readonly #lines = new Map<
    string,
    { line: Omit<LineOfWork, "outcomes">; outcomes: Record<Outcome, number> }
  >();
  readonly #statuses = new Tallies<StatusWord>(limits.words, (word) => ({ ...word, status: "other words" }));
  readonly #lists = Object.fromEntries(listedParties.map((party) => [party, topListFor(party)])) as Readonly<
    Record<ListedParty, TopList<ReportRequest>>
  >;
  readonly #every = new TopList<ReportRequest>(limits.requests, needfulFirst);
  readonly #distinct = new Distinct(limits.remembered);
  #specs = 0;
  #endedNow = 0;

  /** Takes in one request of a row. */
  add(request: ReportRequest): void {
    this.#specs += 1;
    this.#every.add(String(this.#specs), request, request.row);
    const key = request.key ?? `#${this.#specs}`;
    if (request.key !== undefined && !this.#distinct.isNew(request.key)) {
      for (const party of listedParties) this.#lists[party].addRow(key, request.row);
      return;
    }
    this.#count(request);
    if (!isPlaced(request)) return;
    const { platform, kind, status } = request;
    const standing = standingOf(request);
    const word = JSON.stringify([platform, kind, standing, status]);
    this.#statuses.add(word, { platform, kind, status: filled(status), standing });
    if (isListed(standing.party)) this.#lists[standing.party].add(key, request, request.row);
    if (standing.party === "ended" && request.isNew === true) this.#endedNow += 1;
  }

  #count({ platform, kind, outcome }: ReportRequest): void {
    const key = `${platform}|${kind}`;
    const known = this.#lines.get(key) ?? { line: { platform, kind }, outcomes: { ...none } };
    known.outcomes[outcome] += 1;
    this.#lines.set(key, known);
  }

  /** All of it. */
  get work(): Work {
    const { items, count } = this.#every.listed;
    return {
      lines: [...this.#lines.values()]
        .map(({ line, outcomes }) => ({ ...line, outcomes }))
        .toSorted((one, other) => placeOf(one) - placeOf(other)),
      statuses: this.#statuses.all,
      lists: Object.fromEntries(
        listedParties.map((party) => [party, this.#lists[party].listed]),
      ) as unknown as Work["lists"],
      endedNow: this.#endedNow,
      every: { items: items.map(({ item }) => item).toSorted((one, other) => one.row - other.row), count },
      roughly: this.#distinct.isFull,
    };
  }
}

const none: Readonly<Record<Outcome, number>> = {
  created: 0,
  exists: 0,
  planned: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
};

/** What was never requested, or whose fate is unknown, waits for nobody. */
export function isPlaced({ outcome, verb }: Pick<ReportRequest, "outcome" | "verb">): boolean {
  return verb !== "remove" && (outcome === "created" || outcome === "exists");
}

function isListed(party: Party): party is ListedParty {
  return listedParties.some((listed) => listed === party);
}

function topListFor(party: ListedParty): TopList<ReportRequest> {
  const isNeedful = party === "us" || party === "provider" || party === "ended";
  return new TopList(
    isNeedful ? limits.needful : limits.others,
    party === "ended" ? newestFirst : longestFirst,
  );
}

/** What ended since the last run before what had ended before it. */
function newestFirst(one: ReportRequest, other: ReportRequest): number {
  return Number(other.isNew === true) - Number(one.isNew === true) || longestFirst(one, other);
}

/** How much somebody needs to see a request, the most first. */
function urgencyOf(request: ReportRequest): number {
  switch (request.outcome) {
    case "failed":
      return 0;
    case "unknown":
      return 1;
    case "skipped":
      return 2;
    case "planned":
      return 6;
    case "created":
    case "exists": {
      const { party } = standingOf(request);
      if (party === "ended") return 3;
      if (party === "us" || party === "provider") return 4;
      return party === "done" ? 7 : 5;
    }
  }
}

function needfulFirst(one: ReportRequest, other: ReportRequest): number {
  return urgencyOf(one) - urgencyOf(other) || one.row - other.row;
}

function longestFirst(one: ReportRequest, other: ReportRequest): number {
  const since = ({ requestedAt }: ReportRequest): number => dayNumber(requestedAt) ?? Number.MAX_SAFE_INTEGER;
  return since(one) - since(other) || one.row - other.row;
}

/** In the order of the platforms, and of what can be requested on each. */
function placeOf({ platform, kind }: Pick<ReportRequest, "platform" | "kind">): number {
  return requestKinds.findIndex((known) => known.kind === `${platform}.${kind}`);
}

/** A status that moved, and whose move it is now. */
interface Change extends ReportChange {
  /** Undefined for what is no request, such as a status that is only asked. */
  readonly party: Party | undefined;
}

/** What changed since the last run. */
export interface Changes {
  readonly list: Listed<Change>;
  /** How many are whose move now. */
  readonly parties: readonly { readonly party: Party; readonly count: number }[];
}

/** Takes in changes, row by row. */
export class ChangeGathering {
  readonly #list = new TopList<Change>(limits.changes, needfulChangeFirst);
  readonly #parties = new Map<Party, number>();
  #count = 0;

  /** Takes in what moved in a row. */
  add({ changes, requests }: ReportRow): void {
    for (const change of changes) {
      this.#count += 1;
      const request = requests.find(({ label, status }) => label === change.request && status === change.to);
      const party = request === undefined ? undefined : standingOf(request).party;
      this.#list.add(String(this.#count), { ...change, party }, change.row);
      if (party !== undefined) this.#parties.set(party, (this.#parties.get(party) ?? 0) + 1);
    }
  }

  /** All of it. */
  get changes(): Changes {
    const { items, count } = this.#list.listed;
    return {
      list: { items: items.map(({ item }) => item).toSorted((one, other) => one.row - other.row), count },
      parties: parties
        .map((party) => ({ party, count: this.#parties.get(party) ?? 0 }))
        .filter((one) => one.count > 0),
    };
  }
}

/** What ended without success and what waits for us or the provider now comes first when there are too many to list. */
function needfulChangeFirst(one: Change, other: Change): number {
  const urgency = ({ party }: Change): number => {
    if (party === "ended") return 0;
    return party === "us" || party === "provider" ? 1 : 2;
  };
  return urgency(one) - urgency(other) || one.row - other.row;
}
