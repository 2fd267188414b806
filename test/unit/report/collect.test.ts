import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import { ReportCollector } from "../../../src/report/collect.ts";
import type { ReportedRow } from "../../../src/results/reported-row.ts";
import type { AnsweredRequest } from "../../../src/results/row-answers.ts";
import { dayNumber } from "../../../src/text/days.ts";
import { caqhFactsOf, reportParts, reportSample } from "../../support/report-sample.ts";

const { summary } = reportSample(1);
const today = dayNumber("2026-10-05") ?? 0;
const noHistory = { weeks: [], durations: [] };
const intendedAt = Date.parse("2026-10-05T06:12:00Z");

const entry: LedgerEntry = {
  key: "medallion.enrollment|1",
  platform: "medallion",
  kind: "medallion.enrollment",
  organization: "org",
  subject: "1",
  attributes: {},
  standing: "accepted",
  origin: "created",
  sends: 1,
  run: "run",
  remoteId: "id-1",
  status: "intake",
  statusReason: "client_request",
  details: { status_category: "medallion_processing" },
  intendedAt,
};

function askIn(row: number, more: Partial<AnsweredRequest> = {}): AnsweredRequest {
  return {
    staged: {
      id: row,
      row,
      spec: {
        kind: "medallion.enrollment",
        subject: "provider",
        state: "TX",
        payerName: "Example Health Plan",
      } as AnsweredRequest["staged"]["spec"],
      label: "TX",
      references: [],
      previousId: undefined,
      previousStatus: undefined,
      key: entry.key,
      problem: undefined,
    },
    workItem: undefined,
    entry,
    moved: undefined,
    staleId: undefined,
    unread: false,
    outcome: "created",
    problem: undefined,
    ...more,
  };
}

function reported(row: number, more: Partial<ReportedRow>): ReportedRow {
  return {
    row,
    who: `Provider ${row}`,
    outcome: "created",
    problem: undefined,
    warning: undefined,
    specs: [],
    statuses: new Map(),
    moved: [],
    answers: {},
    changeKeys: [],
    ...more,
  };
}

function collected(...rows: readonly ReportedRow[]) {
  const collector = new ReportCollector(today, "Manager", reportParts);
  for (const row of rows) collector.add(row, `Manager of row ${row.row}`);
  return collector.data("/home/somebody/rosters/october.csv", summary, noHistory);
}

describe("collecting what the page tells", () => {
  test("takes a request with all that the ledger knows of it", () => {
    const { work } = collected(reported(2, { specs: [askIn(2)] }));
    expect(work.every.items).toEqual([
      {
        row: 2,
        who: "Provider 2",
        group: "Manager of row 2",
        platform: "medallion",
        kind: "enrollment",
        label: "enrollment TX",
        key: entry.key,
        payer: "Example Health Plan",
        outcome: "created",
        requestId: "id-1",
        status: "intake",
        statusReason: "client_request",
        statusCategory: "medallion_processing",
        fileStatus: undefined,
        requestedAt: "2026-10-05T06:12:00.000Z",
        isNew: true,
        errorCode: undefined,
        error: undefined,
      },
    ]);
  });

  test("dates a request by the platform's own date rather than by the day on which this program first saw it", () => {
    const createdAt = Date.parse("2026-08-20T10:00:00Z");
    const adopted = {
      ...entry,
      origin: "adopted",
      intendedAt: undefined,
      settledAt: intendedAt,
      createdAt,
    } as const;
    const { work } = collected(reported(2, { specs: [askIn(2, { entry: adopted, outcome: "exists" })] }));
    expect(work.every.items.map(({ requestedAt, isNew }) => [requestedAt, isNew])).toEqual([
      ["2026-08-20T10:00:00.000Z", false],
    ]);
  });

  test("counts a request once that two rows share", () => {
    const { work } = collected(reported(2, { specs: [askIn(2)] }), reported(3, { specs: [askIn(3)] }));
    expect(work.lines.map(({ outcomes }) => outcomes.created)).toEqual([1]);
    expect(work.every.count).toBe(2);
  });

  test("calls the roster by its file name, and a row without a name by its number", () => {
    const data = collected(reported(7, { who: "", specs: [askIn(7)] }));
    expect(data.roster).toBe("october.csv");
    expect(data.work.every.items[0]?.who).toBe("row 7");
    const piped = new ReportCollector(today, undefined, reportParts);
    expect(piped.data("-", summary, noHistory).roster).toBe("standard input");
  });

  test("tells a row that failed as a whole, unless it was CAQH alone that failed", () => {
    const problem = { code: "invalid_npi", message: "NPI is wrong." };
    const unread = { code: "platform_unavailable", message: "CAQH did not answer." };
    const answers = { caqh_error: unread.message, caqh_next_action: "retry" };
    const data = collected(
      reported(2, { outcome: "failed", problem }),
      reported(3, {
        outcome: "failed",
        problem: unread,
        statuses: new Map([["caqh", { answers, problem: unread, stale: [], moved: [], changeKeys: [] }]]),
      }),
    );
    expect(data.faultyRows).toBe(1);
    expect(data.reasons.map(({ code }) => code)).toEqual(["invalid_npi"]);
    expect(caqhFactsOf(data).unread.items.map(({ item }) => [item.row, item.error])).toEqual([
      [3, "CAQH did not answer."],
    ]);
  });

  test("says of a provider whom the run did not come to that the status was not read", () => {
    const caqh = { answers: {}, problem: undefined, stale: [], moved: [], changeKeys: [] };
    const { unread, people } = caqhFactsOf(collected(reported(2, { statuses: new Map([["caqh", caqh]]) })));
    expect(people.count).toBe(0);
    expect(unread.items[0]?.item.error).toContain("Not read in this run.");
  });
});
