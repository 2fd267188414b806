import type { ReportPerson } from "../../page/html.ts";
import type { Gatherer, ReportPart } from "../../platforms/report-part.ts";
import type { Summary } from "../../results/summary.ts";
import { ReasonGathering } from "../reasons/reasons.ts";
import type { ReportData, ReportParts } from "../report-data.ts";
import type { ReportRow } from "../report-rows.ts";
import type { History } from "./history.ts";
import { GroupGathering, LapseGathering } from "./lapses.ts";
import { ChangeGathering, WorkGathering } from "./work.ts";

/** Takes in the rows one by one, in order, and keeps what the page tells of them. */
export class Gathering {
  readonly #work = new WorkGathering();
  readonly #reasons = new ReasonGathering();
  readonly #statuses: ReadonlyMap<
    string,
    { readonly part: ReportPart; readonly gatherer: Gatherer<ReportPerson, unknown> }
  >;
  readonly #changes = new ChangeGathering();
  readonly #groups: GroupGathering;
  readonly #lapses: LapseGathering;
  readonly #groupedBy: string | undefined;
  #faultyRows = 0;

  /**
   * @param today days since 1970: what is due is told by how soon
   * @param groupedBy the header of the column that the page is grouped by
   */
  constructor(today: number, groupedBy: string | undefined, parts: ReportParts) {
    this.#statuses = new Map(
      [...parts].map(([source, part]) => [source, { part, gatherer: part.gatherer(today) }]),
    );
    this.#lapses = new LapseGathering(today);
    this.#groups = new GroupGathering(today, parts);
    this.#groupedBy = groupedBy;
  }

  /** Takes in a row. */
  add(row: ReportRow): void {
    for (const request of row.requests) {
      this.#work.add(request);
      this.#reasons.addRequest(request);
    }
    if (row.fault !== undefined) {
      this.#faultyRows += 1;
      this.#reasons.addFault(row.fault);
    }
    for (const { source, item } of row.statuses ?? []) this.#statuses.get(source)?.gatherer.add(item);
    this.#lapses.add(row);
    this.#changes.add(row);
    if (this.#groupedBy !== undefined) this.#groups.add(row);
  }

  /** All of it, with the figures of the run. */
  data(roster: string, summary: Summary, history: History): ReportData {
    return {
      roster,
      summary: { ...summary, results: summary.results ?? "the results" },
      groupedBy: this.#groupedBy,
      groups: this.#groups.groups,
      history,
      faultyRows: this.#faultyRows,
      work: this.#work.work,
      reasons: this.#reasons.reasons,
      statuses: [...this.#statuses.values()].map(({ part, gatherer }) => ({ part, facts: gatherer.facts })),
      lapses: this.#lapses.facts,
      changes: this.#changes.changes,
    };
  }
}
