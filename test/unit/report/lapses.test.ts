import { describe, expect, test } from "vitest";
import { limits } from "../../../src/page/top-list.ts";
import { renderReport } from "../../../src/report/render.ts";
import type { ReportLapse, ReportRequest, ReportRow } from "../../../src/report/report-rows.ts";
import { dayNumber, isoDay } from "../../../src/text/days.ts";
import { reportOf } from "../../support/report-sample.ts";
import { idsIn, linksIn, plainText, tableRows } from "./page-text.ts";

const today = dayNumber("2026-10-05") ?? 0;

function lapse(row: number, days: number, more: Partial<ReportLapse> = {}): ReportLapse {
  return {
    row,
    who: `Provider ${row}`,
    key: `license|${row}`,
    kind: "license",
    what: "License",
    state: "CA",
    number: `A${row}`,
    detail: "MD",
    status: "active",
    day: today + days,
    ...more,
  };
}

function rowOf(...lapses: readonly ReportLapse[]): ReportRow {
  return { requests: [], changes: [], lapses };
}

function pageOf(rows: readonly ReportRow[], groupedBy?: string): string {
  return renderReport(reportOf(rows, {}, groupedBy === undefined ? {} : { groupedBy }));
}

describe("what lapses, on the page", () => {
  test("has a card for what has lapsed and one for the next 30 days, each with a link to its list", () => {
    const page = pageOf([rowOf(lapse(2, -1)), rowOf(lapse(3, 0)), rowOf(lapse(4, 30)), rowOf(lapse(5, 31))]);

    expect(plainText(page)).toContain(
      "1 license, enrollment or recredentialing has lapsed or is overdue. Which 2 licenses, enrollments or recredentialings lapse within 30 days. Which, and when",
    );
    const ids = idsIn(page);
    expect(linksIn(page).filter((id) => id.startsWith("lapses"))).toEqual([
      "lapses-overdue",
      "lapses-within30",
      "lapses",
    ]);
    for (const id of linksIn(page)) expect(ids).toContain(id);
  });

  test("lists each span, the soonest first, with who, what, number or payer, and how far away it is", () => {
    const revalidation = { kind: "revalidation", what: "Revalidation", number: undefined } as const;
    const page = pageOf([
      rowOf(lapse(2, 20, { ...revalidation, key: "e", detail: "Example Health Plan", state: "TX" })),
      rowOf(lapse(3, 0)),
      rowOf(
        lapse(4, 75, {
          kind: "recredentialing",
          what: "Recredentialing",
          state: undefined,
          number: undefined,
          detail: undefined,
        }),
      ),
      rowOf(lapse(5, 91)),
    ]);

    expect(tableRows(page, "lapses-within30-list")).toEqual([
      ["2026-10-05", "Provider 3", "License", "CA", "A3 MD", "today", "3"],
      ["2026-10-25", "Provider 2", "Revalidation", "TX", "Example Health Plan", "in 20 days", "2"],
    ]);
    expect(tableRows(page, "lapses-within90-list")).toEqual([
      ["2026-12-19", "Provider 4", "Recredentialing", "–", "", "in 75 days", "4"],
    ]);
    expect(idsIn(page)).not.toContain("lapses-within60-list");
    expect(tableRows(page, "lapse-kinds")).toEqual([
      ["Licenses and registrations", "0", "1", "0", "0", "1"],
      ["Enrollments that end", "0", "0", "0", "0", "0"],
      ["Enrollments to revalidate", "0", "1", "0", "0", "0"],
      ["Recredentialing", "0", "0", "0", "1", "0"],
    ]);
    expect(tableRows(page, "lapse-states")).toEqual([
      ["CA", "0", "1", "0", "0", "1"],
      ["TX", "0", "1", "0", "0", "0"],
      ["No state", "0", "0", "0", "1", "0"],
    ]);
  });

  test("counts a date once, and names every row that is about it", () => {
    const page = pageOf([rowOf(lapse(2, 5, { key: "one" })), rowOf(lapse(9, 5, { key: "one" }))]);
    expect(tableRows(page, "lapses-within30-list")).toEqual([
      ["2026-10-10", "Provider 2", "License", "CA", "A2 MD", "in 5 days", "2, 9"],
    ]);
    expect(tableRows(page, "lapse-kinds")[0]).toEqual([
      "Licenses and registrations",
      "0",
      "1",
      "0",
      "0",
      "0",
    ]);
  });

  test("says of how many it lists so many, span by span", () => {
    const many = Array.from({ length: limits.due * 3 }, (_, index) => rowOf(lapse(index + 2, -index - 1)));
    const page = pageOf([...many, rowOf(lapse(9_000, 12))]);

    expect(tableRows(page, "lapses-overdue-list")).toHaveLength(limits.due);
    expect(tableRows(page, "lapses-within30-list")).toHaveLength(1);
    expect(plainText(page)).toContain("500 of 1,500 are listed here");
    // the soonest is the one that lapsed first
    expect(tableRows(page, "lapses-overdue-list")[0]?.[0]).toBe(isoDay(today - limits.due * 3));
  });

  test("has the column that the page is grouped by, in the lists and in the counts of each value", () => {
    const page = pageOf(
      [
        rowOf(lapse(2, -3, { group: "Ann" }), lapse(3, 4, { group: "Ann" })),
        rowOf(lapse(4, 9, { group: "Bo" })),
      ],
      "Manager",
    );
    expect(tableRows(page, "lapses-within30-list").map((cells) => cells[2])).toEqual(["Ann", "Bo"]);
    expect(tableRows(page, "groups-table").map((cells) => [cells[0], cells[1], ...cells.slice(-2)])).toEqual([
      ["Ann", "1", "1", "1"],
      ["Bo", "1", "0", "1"],
    ]);
  });

  test("lists whose profile open requests wait for, and counts the requests", () => {
    const request = (row: number, more: Partial<ReportRequest> = {}): ReportRequest => ({
      row,
      who: `Provider ${row}`,
      platform: "medallion",
      kind: "license",
      label: "license CA",
      key: `request|${row}`,
      outcome: "exists",
      status: "requested",
      ...more,
    });
    const profile = (row: number) => ({
      row,
      who: `Provider ${row}`,
      providerId: `p${row}`,
      state: "72 %, 3 to-dos",
    });
    const page = pageOf([
      { requests: [request(2), request(2, { key: "other" })], changes: [], profile: profile(2) },
      { requests: [request(3, { status: "completed" })], changes: [], profile: profile(3) },
      { requests: [request(4, { outcome: "planned", status: undefined })], changes: [], profile: profile(4) },
      { requests: [request(5)], changes: [] },
    ]);
    expect(tableRows(page, "lapse-profiles")).toEqual([["Provider 2", "72 %, 3 to-dos", "2"]]);
    expect(plainText(page)).toContain("2 requests are waiting for a profile to be completed.");
  });

  test("is absent when no date is known and no request waits for a profile", () => {
    const page = pageOf([{ requests: [], changes: [] }]);
    expect(idsIn(page).filter((id) => id.startsWith("lapse"))).toEqual([]);
  });

  test("shows names and numbers as text, whatever they hold", () => {
    const page = pageOf([rowOf(lapse(2, 1, { who: "<b>Ann</b>", number: '"><script>', state: "<i>" }))]);
    expect(page).toContain("&lt;b&gt;Ann&lt;/b&gt;");
    expect(page).toContain("&quot;&gt;&lt;script&gt;");
  });
});
