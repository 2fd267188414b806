import { basename } from "node:path";
import type { AnsweredAsk } from "../results/row-answers.ts";
import type { Summary } from "../results/summary.ts";
import type { ToldRow } from "../results/told-row.ts";
import { platformOf } from "../roster/ask.ts";
import { changeLabel } from "../results/labels.ts";
import type {
  ReportCaqh,
  ReportChange,
  ReportData,
  ReportFault,
  ReportPerson,
  ReportRequest,
} from "./report-data.ts";

/** Collects what the page tells, row by row. Its size grows with the requests of the roster. */
export class ReportCollector {
  readonly #requests: ReportRequest[] = [];
  readonly #caqh: ReportCaqh[] = [];
  readonly #faultyRows: ReportFault[] = [];
  readonly #changes: ReportChange[] = [];

  /** Takes in a row that asks for something. */
  add(told: ToldRow): void {
    const person: ReportPerson = { row: told.row, who: told.who === "" ? `row ${told.row}` : told.who };
    for (const ask of told.asks) this.#requests.push(requestOf(ask, person));
    if (told.caqh !== undefined) this.#caqh.push(caqhOf(told, person));
    if (told.asks.length === 0 && told.outcome === "failed" && told.problem !== undefined) {
      const { code, problem } = told.problem;
      // a CAQH status that could not be read is told among those
      if (told.caqh?.problem === undefined) {
        this.#faultyRows.push({ ...person, errorCode: code, error: problem });
      }
    }
    for (const { request, from, to, seenAt } of told.moved) {
      this.#changes.push({ ...person, request, from, to, seenAt: timeOf(seenAt) ?? "" });
    }
  }

  /** All of it, with the figures of the run. */
  data(roster: string, summary: Summary): ReportData {
    return {
      roster: roster === "-" ? "standard input" : basename(roster),
      summary,
      requests: this.#requests,
      caqh: this.#caqh,
      faultyRows: this.#faultyRows,
      changes: this.#changes,
    };
  }
}

const kinds = {
  "medallion.license": "license",
  "medallion.enrollment": "enrollment",
  "medallion.credentialing": "credentialing",
  "verifiable.credentialing": "credentialing",
} as const;

function requestOf({ staged, entry, outcome, problem }: AnsweredAsk, person: ReportPerson): ReportRequest {
  const { ask } = staged;
  return {
    ...person,
    platform: platformOf(ask.kind),
    kind: kinds[ask.kind],
    label: changeLabel(ask),
    payer: ask.kind === "medallion.enrollment" ? ask.payerName : undefined,
    outcome,
    requestId: entry?.remoteId,
    status: entry?.status,
    statusReason: entry?.statusReason,
    statusCategory: entry?.details?.["status_category"],
    requestedAt: timeOf(entry?.intendedAt ?? entry?.settledAt),
    statusReadAt: timeOf(entry?.seenAt),
    errorCode: problem?.code,
    error: problem?.problem,
  };
}

function caqhOf({ caqh, answers }: ToldRow, person: ReportPerson): ReportCaqh {
  const known = caqh?.answers ?? {};
  return {
    ...person,
    caqhId: known.caqh_provider_id ?? answers.caqh_provider_id,
    found: known.caqh_found,
    rosterStatus: known.caqh_roster_status,
    authorizationFlag: known.caqh_authorization_flag,
    providerStatus: known.caqh_provider_status,
    providerStatusDate: known.caqh_provider_status_date,
    practiceState: known.caqh_practice_state,
    attestationDue: known.caqh_attestation_due,
    nextAction: known.caqh_next_action,
    error: known.caqh_error,
  };
}

function timeOf(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}
