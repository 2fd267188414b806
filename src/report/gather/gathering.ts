import type { Summary } from "../../results/summary.ts";
import { ReasonGathering } from "../reasons/gather-reasons.ts";
import type { ReportData } from "../report-data.ts";
import type { ReportRow } from "../report-rows.ts";
import { CaqhGathering } from "./caqh.ts";
import { ChangeGathering } from "./changes.ts";
import { WorkGathering } from "./work.ts";

/** Takes in the rows one by one, in order, and keeps what the page tells of them. */
export class Gathering {
  readonly #work = new WorkGathering();
  readonly #reasons = new ReasonGathering();
  readonly #caqh = new CaqhGathering();
  readonly #changes = new ChangeGathering();
  #faultyRows = 0;

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
    if (row.caqh !== undefined) this.#caqh.add(row.caqh);
    this.#changes.add(row);
  }

  /** All of it, with the figures of the run. */
  data(roster: string, summary: Summary): ReportData {
    return {
      roster,
      summary,
      faultyRows: this.#faultyRows,
      work: this.#work.work,
      reasons: this.#reasons.reasons,
      caqh: this.#caqh.facts,
      changes: this.#changes.changes,
    };
  }
}
