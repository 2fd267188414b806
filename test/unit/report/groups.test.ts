import { expect, test } from "vitest";
import { limits } from "../../../src/page/top-list.ts";
import { GroupGathering } from "../../../src/report/gather/lapses.ts";
import { renderReport } from "../../../src/report/render.ts";
import type { ReportRequest, ReportRow } from "../../../src/report/report-rows.ts";
import { reportOf, reportParts, statusOf } from "../../support/report-sample.ts";
import { headings, tableRows } from "./page-text.ts";

const today = 20_000;
const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function request(row: number, group: string, more: Partial<ReportRequest> = {}): ReportRequest {
  return {
    row,
    who: `Provider ${row}`,
    group,
    platform: "medallion",
    kind: "enrollment",
    label: "enrollment TX",
    key: `key ${row}`,
    outcome: "exists",
    status: "intake_pending_admin",
    ...more,
  };
}

const rows: readonly ReportRow[] = [
  {
    requests: [request(2, "D. Ruiz"), request(2, "D. Ruiz", { key: "key 2b", status: "panel_closed" })],
    statuses: [
      statusOf({
        row: 2,
        who: "Provider 2",
        group: "D. Ruiz",
        caqhId: "1",
        attestationDue: isoOf(today + 3),
      }),
    ],
    changes: [],
  },
  // the same request and the same provider once more
  {
    requests: [request(3, "D. Ruiz", { key: "key 2" })],
    statuses: [
      statusOf({
        row: 3,
        who: "Provider 2",
        group: "D. Ruiz",
        caqhId: "1",
        attestationDue: isoOf(today + 3),
      }),
    ],
    changes: [],
  },
  { requests: [request(4, "", { status: "provider_input_requested" })], changes: [] },
  {
    requests: [],
    fault: { row: 5, who: "Provider 5", group: "G. Hwang", errorCode: "invalid_npi", error: "No." },
    changes: [],
  },
  { requests: [request(6, "G. Hwang", { outcome: "failed", status: undefined })], changes: [] },
  { requests: [request(7, "G. Hwang", { status: "application_submitted" })], changes: [] },
];

test("requests, problems and attestations are counted by the roster's own column, each once", () => {
  const page = renderReport(reportOf(rows, {}, { groupedBy: "Manager" }));
  expect(headings(page)).toContain("By Manager");
  expect(tableRows(page, "groups-table").map((cells) => cells.slice(0, 7))).toEqual([
    ["(blank)", "1", "0", "0", "0", "1", "0"],
    ["D. Ruiz", "2", "0", "1", "1", "0", "0"],
    ["G. Hwang", "3", "2", "0", "0", "0", "1"],
  ]);
  const gathering = new GroupGathering(today, reportParts);
  for (const row of rows) gathering.add(row);
  expect(gathering.groups.map(({ name, within30, overdue }) => [name, within30, overdue])).toEqual([
    ["(blank)", 0, 0],
    ["D. Ruiz", 1, 0],
    ["G. Hwang", 0, 0],
  ]);
});

test("the lists have the column, and without one no list has it", () => {
  const [first] = tableRows(renderReport(reportOf(rows, {}, { groupedBy: "Manager" })), "waiting-us-list");
  expect(first?.[1]).toBe("D. Ruiz");
  const plain = renderReport(reportOf(rows));
  expect(tableRows(plain, "waiting-us-list")[0]?.[1]).toBe("Enrollment TX Medallion");
  expect(headings(plain)).not.toContain("By Manager");
});

test("a column with a value of its own in every row is counted up to a limit, and the rest together", () => {
  const gathering = new GroupGathering(today, reportParts);
  for (let row = 0; row < limits.words * 2; row += 1) {
    gathering.add({ requests: [request(row, `value ${row}`)], changes: [] });
  }
  expect(gathering.groups.length).toBe(limits.words + 1);
  expect(gathering.groups.find(({ name }) => name === "(other values)")?.rows).toBe(limits.words);
});
