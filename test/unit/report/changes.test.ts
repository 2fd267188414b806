import { describe, expect, test } from "vitest";
import { renderReport } from "../../../src/report/render.ts";
import type { ReportChange, ReportRequest } from "../../../src/report/report-rows.ts";
import { reportOf } from "../../support/report-sample.ts";
import { plainText, tableRows } from "./page-text.ts";

const person = { row: 2, who: "Jun Sato" };
const enrollment: ReportRequest = {
  ...person,
  platform: "medallion",
  kind: "enrollment",
  label: "enrollment TX",
  outcome: "exists",
  requestId: "1",
  status: "active",
  statusCategory: "request_completed",
};
const moved: ReportChange = {
  ...person,
  request: "enrollment TX",
  from: "intake",
  to: "active",
  seenAt: "2026-10-05T06:18:04.512Z",
};
const atCaqh: ReportChange = {
  ...person,
  request: "caqh status",
  from: "",
  to: "Re-Attestation",
  seenAt: "",
};

describe("what moved", () => {
  const data = reportOf([{ requests: [enrollment], changes: [moved, atCaqh] }]);
  const page = renderReport(data);

  test("is reported with where from, where to, and whom it is now waiting on", () => {
    expect(tableRows(page, "changes-table")).toEqual([
      ["2", "Jun Sato", "Enrollment TX", "intake", "active", "Done", "2026-10-05"],
      ["2", "Jun Sato", "CAQH status", "none", "Re-Attestation", "", ""],
    ]);
  });

  test("is summed up in a sentence", () => {
    expect(plainText(page)).toContain("2 statuses changed. Of the requests among them are now: 1 done.");
  });

  test("is reported as nothing when nothing did", () => {
    expect(plainText(renderReport(reportOf([{ requests: [enrollment], changes: [] }])))).toContain(
      "No status changed since the last run.",
    );
  });
});
