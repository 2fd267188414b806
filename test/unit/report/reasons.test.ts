import { describe, expect, test } from "vitest";
import { nextActionWords } from "../../../src/platforms/caqh/report/lists.ts";
import { adviceOn } from "../../../src/report/reasons/reasons.ts";
import { renderReport } from "../../../src/report/render.ts";
import type { ReportRequest } from "../../../src/report/report-rows.ts";
import { errorCodes } from "../../support/error-codes.ts";
import { reportOf, reportSample } from "../../support/report-sample.ts";
import { plainText } from "./page-text.ts";

const nobodyKnows = adviceOn("a_code_of_the_future");

describe("advice", () => {
  test.each(errorCodes())("exists for %s", (code) => {
    const { title, remedy } = adviceOn(code);
    expect(title).not.toBe(code);
    expect(title).not.toMatch(/\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/s);
    expect(remedy).not.toBe(nobodyKnows.remedy);
  });

  test("points to the sentences of the rows when a code is not known", () => {
    expect(nobodyKnows.title).toBe("a_code_of_the_future");
    expect(adviceOn("toString")).toEqual({ ...nobodyKnows, title: "toString" });
  });
});

describe("a CAQH action", () => {
  test.each([
    "none",
    "supply_caqh_id",
    "retry",
    "fix_credentials",
    "verify_caqh_id",
    "add_to_roster",
    "review_roster",
    "request_authorization",
    "provider_to_complete_profile",
    "provider_to_reattest",
    "reattest_soon",
    "documents_pending",
    "stop_provider_retired",
    "stop_opt_out",
  ])("%s is reported in plain words", (action) => {
    expect(nextActionWords(action)).toMatch(/^[A-Z][^_]+$/);
  });

  test("that is not known stays as it is", () => {
    expect(nextActionWords("call_them")).toBe("call_them");
  });
});

function request(row: number, more: Partial<ReportRequest>): ReportRequest {
  const who = `Provider ${row}`;
  return {
    row,
    who,
    platform: "medallion",
    kind: "license",
    label: "license CA",
    outcome: "failed",
    ...more,
  };
}

describe("what went wrong", () => {
  const { reasons } = reportOf([
    { requests: [request(2, { outcome: "skipped", errorCode: "held" })], changes: [] },
    {
      requests: [request(3, { errorCode: "refused" }), request(3, { errorCode: "refused" })],
      changes: [],
    },
    { requests: [request(4, { errorCode: "invalid_npi" })], changes: [] },
    { requests: [request(5, { outcome: "unknown", errorCode: "outcome_unknown" })], changes: [] },
    { requests: [request(6, { outcome: "exists", errorCode: "id_unconfirmed" })], changes: [] },
    { requests: [request(7, {}), request(7, { outcome: "skipped" })], changes: [] },
    {
      requests: [],
      fault: { row: 8, who: "Provider 8", errorCode: "invalid_npi", error: "wrong" },
      changes: [],
    },
  ]);

  test("is given by what it calls for: first what to fix, the most frequent code first", () => {
    expect(reasons.map(({ trouble, code, cases, rows }) => [trouble, code, cases.count, rows])).toEqual([
      ["failed", "invalid_npi", 2, 2],
      ["failed", "refused", 2, 1],
      ["failed", "no_reason_given", 1, 1],
      ["unknown", "outcome_unknown", 1, 1],
      ["notReached", "held", 1, 1],
      ["remark", "id_unconfirmed", 1, 1],
    ]);
  });

  test("comes with who is concerned and what to do", () => {
    const text = plainText(renderReport(reportSample(15)));
    expect(text).toContain("The NPI is wrong invalid_npi");
    expect(text).toContain("Copy the ten digits from the NPI registry");
    expect(text).toMatch(/NPI \(C10\) &quot;1234567810&quot; has a wrong check digit/);
  });
});
