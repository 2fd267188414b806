import type { Outcome } from "../../results/ask-outcome.ts";
import { filled } from "../counted.ts";
import { dayNumber } from "../days.ts";
import type { Listed, ReportRequest } from "../report-rows.ts";
import type { Standing } from "../waiting/party.ts";
import { standingOf } from "../waiting/standing.ts";
import { Distinct } from "./distinct.ts";
import { Keeper, type Kept } from "./keeper.ts";
import { limits } from "./limits.ts";
import { Tallies, type Tallied } from "./tallies.ts";

/** A kind of request on a platform, and what came of the requests. */
export interface LineOfWork extends Pick<ReportRequest, "platform" | "kind"> {
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** A status of requests of one kind, as the platform spells it. */
export interface StatusWord extends Pick<ReportRequest, "platform" | "kind" | "status"> {
  readonly standing: Standing;
}

/** The requests of the roster: each counted once however many rows ask for it. */
export interface Work {
  readonly lines: readonly LineOfWork[];
  /** The statuses of those that are on a platform. */
  readonly statuses: readonly Tallied<StatusWord>[];
  /** Those that wait for us, the longest first. */
  readonly ours: Listed<Kept<ReportRequest>>;
  /** Every request of every row, in the order of the roster. */
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
  readonly #ours = new Keeper<ReportRequest>(limits.ours, longestFirst);
  readonly #every = new Keeper<ReportRequest>(limits.requests);
  readonly #distinct = new Distinct(limits.remembered);
  #asks = 0;

  /** Takes in one request of a row. */
  add(request: ReportRequest): void {
    this.#asks += 1;
    this.#every.add(String(this.#asks), request, request.row);
    const key = request.key ?? `#${this.#asks}`;
    if (request.key !== undefined && !this.#distinct.isNew(request.key)) {
      this.#ours.addRow(key, request.row);
      return;
    }
    this.#count(request);
    if (!isPlaced(request)) return;
    const { platform, kind, status } = request;
    const standing = standingOf(request);
    const word = JSON.stringify([platform, kind, standing, status]);
    this.#statuses.add(word, { platform, kind, status: filled(status), standing });
    if (standing.party === "us") this.#ours.add(key, request, request.row);
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
      ours: this.#ours.listed,
      every: { items: items.map(({ item }) => item), count },
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
export function isPlaced({ outcome }: Pick<ReportRequest, "outcome">): boolean {
  return outcome === "created" || outcome === "exists";
}

function longestFirst(one: ReportRequest, other: ReportRequest): number {
  const since = ({ requestedAt }: ReportRequest): number => dayNumber(requestedAt) ?? Number.MAX_SAFE_INTEGER;
  return since(one) - since(other) || one.row - other.row;
}

const platforms = ["medallion", "verifiable"] as const;
const kinds = ["license", "enrollment", "credentialing"] as const;

/** Medallion before Verifiable, licenses first. */
function placeOf({ platform, kind }: Pick<ReportRequest, "platform" | "kind">): number {
  return platforms.indexOf(platform) * kinds.length + kinds.indexOf(kind);
}
