import { lapseSpan } from "../../holdings/lapse.ts";
import { filled } from "../../page/counted.ts";
import { spanOf } from "../../text/due.ts";
import { noGroup } from "../../page/tables/table.ts";
import type { ReportParts } from "../parts.ts";
import type { ReportLapse, ReportRequest, ReportRow, ReportStatus } from "../report-rows.ts";
import type { ReportPerson } from "../../page/listed.ts";
import { standingOf } from "../../platforms/catalog.ts";
import { Distinct } from "../../text/distinct.ts";
import { limits } from "../../page/top-list.ts";

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

type Counts = { -readonly [Name in Exclude<keyof Group, "name">]: number };

const others = "(other values)";

/** Counts by the values of a column of the roster (`--report-by`). */
export class GroupGathering {
  readonly #groups = new Map<string, Counts>();
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

  #countsOf(name: string): Counts {
    const known =
      this.#groups.get(name) ?? (this.#groups.size < limits.words ? undefined : this.#groups.get(others));
    if (known !== undefined) return known;
    const counts: Counts = { ...none };
    this.#groups.set(this.#groups.size < limits.words ? name : others, counts);
    return counts;
  }

  #countDue(counts: Counts, name: string, { source, item }: ReportStatus): void {
    const due = this.#parts.get(source)?.deadlineOf(item);
    if (due === undefined || !this.#distinct.isNew(`${name}\n${source} ${due.who ?? item.who}`)) return;
    const span = spanOf(due, this.#today);
    if (span === "overdue" || span === "within30") counts[span] += 1;
  }

  #countLapse(counts: Counts, name: string, lapse: ReportLapse): void {
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

const none: Counts = {
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

function countRequest(counts: Counts, request: ReportRequest): void {
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
