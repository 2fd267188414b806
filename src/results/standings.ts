import type { RunCounts } from "../ledger/entry.ts";
import { nameOfKind, platformOf, statusKinds, standingOf, type PlacedRequest } from "../platforms/catalog.ts";
import type { StatusAnswer } from "../platforms/status-source.ts";
import { parties, type Party } from "../requests/party.ts";
import { spanOf, dayOfMoment } from "../text/days.ts";
import { Distinct } from "../text/grouped.ts";
import type { ReportedRow } from "./reported-row.ts";
import type { AnsweredRequest } from "./row-answers.ts";

/** For whom the requests of a roster wait, and which ended without success; each request counted once. */
export interface Standings {
  /** Requests that are on a platform, by who has to move next. */
  readonly nextStep: Readonly<Record<Party, number>>;
  /** Those that ended without success since the last run. */
  readonly endedNow: number;
  /** The same ones and all before them, by kind and status, the commonest first. */
  readonly endedAs: readonly EndedStatus[];
}

/** Requests of one kind that ended in the same way. */
export interface EndedStatus extends Pick<PlacedRequest, "platform" | "kind"> {
  readonly status: string;
  readonly count: number;
}

/** What the owner of the next step is told by; undefined when the request is not on a platform. */
function placedRequest({ staged, workItem, entry, outcome }: AnsweredRequest): PlacedRequest | undefined {
  if (workItem?.held !== undefined) return undefined;
  if (outcome !== "created" && outcome !== "exists") return undefined;
  // what is removed waits for nobody
  if (workItem?.verb === "remove") return undefined;
  return {
    platform: platformOf(staged.spec.kind),
    kind: nameOfKind(staged.spec.kind),
    status: entry?.status,
    statusCategory: entry?.details?.["status_category"],
    fileStatus: entry?.details?.["credentialing_status"],
  };
}

/** Whether a request was made or its status changed since the last run. */
export function isNews({ outcome, moved }: AnsweredRequest): boolean {
  return outcome === "created" || moved !== undefined;
}

/** More requests than this are counted by row. */
const remembered = 250_000;
/** More different words than this are counted together. */
const words = 100;

/** Counts where requests and attestations stand while the rows are written. */
export class StandingTally {
  readonly #nextStep = Object.fromEntries(parties.map((party) => [party, 0])) as Record<Party, number>;
  readonly #ended = new Map<string, { -readonly [Name in keyof EndedStatus]: EndedStatus[Name] }>();
  readonly #counts: Record<string, number> = {};
  readonly #distinct = new Distinct(remembered);
  readonly #today: number;
  #endedNow = 0;

  /** @param now the moment from which days are counted, ISO 8601 */
  constructor(now: string) {
    this.#today = dayOfMoment(now) ?? 0;
  }

  /** Takes in a row. */
  add({ specs, statuses }: Pick<ReportedRow, "specs" | "statuses">): void {
    for (const spec of specs) {
      if (this.#distinct.isNew(spec.staged.key ?? `ask ${spec.staged.id}`)) this.#addSpec(spec);
    }
    for (const [source, { answers }] of statuses) this.#addDue(source, answers);
  }

  #addSpec(spec: AnsweredRequest): void {
    const reported = placedRequest(spec);
    if (reported === undefined) return;
    const { party } = standingOf(reported);
    this.#nextStep[party] += 1;
    if (spec.outcome === "created" && spec.workItem?.verb !== "update") this.#count(`made ${reported.kind}`);
    if (party === "done" && spec.moved !== undefined) this.#count(`completed ${reported.kind}`);
    if (party === "ended") this.#addEnded(reported, isNews(spec));
    else if (party !== "done") this.#count(`open ${reported.kind}`);
  }

  #addEnded({ platform, kind, status = "" }: PlacedRequest, isNew: boolean): void {
    if (isNew) {
      this.#endedNow += 1;
      this.#count(`ended ${kind}`);
    }
    const key = `${platform} ${kind} ${status}`;
    const known = this.#ended.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#ended.size < words) this.#ended.set(key, { platform, kind, status, count: 1 });
  }

  #addDue(source: string, answers: StatusAnswer["answers"]): void {
    const { deadlineIn, deadlines } = statusKinds.find(({ name }) => name === source) ?? {};
    const due = deadlineIn?.(answers);
    if (due === undefined || deadlines === undefined) return;
    if (due.who !== undefined && !this.#distinct.isNew(`${source} ${due.who}`)) return;
    const span = spanOf(due, this.#today);
    if (span === "overdue") this.#count(`${deadlines} overdue`);
    if (span === "within30") this.#count(`${deadlines} in 30 days`);
  }

  #count(name: string): void {
    this.#counts[name] = (this.#counts[name] ?? 0) + 1;
  }

  /** All of it. */
  get standings(): Standings {
    return {
      nextStep: this.#nextStep,
      endedNow: this.#endedNow,
      endedAs: [...this.#ended.values()].toSorted((one, other) => other.count - one.count),
    };
  }

  /** What is kept of the run, to be compared with other runs. */
  get counts(): RunCounts {
    return this.#counts;
  }
}
