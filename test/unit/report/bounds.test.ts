import { describe, expect, test } from "vitest";
import { TopList, limits, Tallies } from "../../../src/page/top-list.ts";
import { Gathering } from "../../../src/report/gather/gathering.ts";
import { renderReport } from "../../../src/report/render.ts";
import type { ReportRequest, ReportRow } from "../../../src/report/report-rows.ts";
import { dayNumber } from "../../../src/text/days.ts";
import { Distinct } from "../../../src/text/grouped.ts";
import {
  caqhFactsOf,
  reportOf,
  reportParts,
  reportSample,
  sampleEnd,
  sampleRow,
} from "../../support/report-sample.ts";
import { plainText, tableRows } from "./page-text.ts";

const mebibyte = 2 ** 20;
const today = dayNumber(sampleEnd) ?? 0;

/** A provider with three requests, as a large credentialing team has them. */
function rowOfThree(row: number): ReportRow {
  const license = (state: string): ReportRequest => ({
    row,
    who: `Provider ${row}`,
    platform: "medallion",
    kind: "license",
    label: `license ${state}`,
    key: `license|${row}|${state}`,
    outcome: "exists",
    requestId: `00000000-0000-4000-8000-${String(row).padStart(12, "0")}`,
    status: "tasks_over_21_days",
    requestedAt: "2026-09-01T00:00:00.000Z",
  });
  return { ...sampleRow(row), requests: ["CA", "TX", "NY"].map(license), fault: undefined };
}

describe("the page of a large roster", () => {
  const rows = Array.from({ length: 5000 }, (_, index) => rowOfThree(index + 2));
  const data = reportOf(rows);
  const started = performance.now();
  const page = renderReport(data);
  const took = performance.now() - started;

  test("of 5,000 providers with 3 requests each is made in seconds and stays below 8 MiB", () => {
    expect(took).toBeLessThan(4000);
    expect(page.length).toBeLessThan(8 * mebibyte);
  });

  test("counts everything", () => {
    expect(data.work.every.count).toBe(15_000);
    expect(data.work.lists.us.count).toBe(15_000);
    expect(plainText(page)).toContain("15,000 requests are waiting for us.");
  });

  test("says how many it lists, of how many, and where the others are", () => {
    expect(tableRows(page, "all-requests")).toHaveLength(limits.requests);
    expect(plainText(page)).toContain(
      "5,000 of 15,000 are listed here, those that need attention first. All of them are in providers-october.results.csv.",
    );
    expect(tableRows(page, "waiting-us-list")).toHaveLength(limits.needful);
    expect(page).toContain(`<details class="unprinted">`);
  });

  test("does not grow with more rows", () => {
    const [large, larger] = [10_000, 20_000].map((count) => renderReport(reportSample(count)).length);
    expect(larger ?? 0).toBeLessThan((large ?? 0) * 1.1);
    expect(larger ?? 0).toBeLessThan(8 * mebibyte);
    // on a machine that is busy with other things it takes its time
  }, 90_000);

  test("holds no more than it lists, whatever comes", () => {
    const gathering = new Gathering(today, "Manager", reportParts);
    for (let row = 2; row < 20_000; row += 1) gathering.add(sampleRow(row));
    const gathered = gathering.data("roster.csv", data.summary, { weeks: [], durations: [] });
    const { work, reasons, changes } = gathered;
    const caqh = caqhFactsOf(gathered);
    expect(work.every.items.length).toBeLessThanOrEqual(limits.requests);
    expect(work.lists.us.items.length).toBeLessThanOrEqual(limits.needful);
    expect(caqh.people.items.length).toBeLessThanOrEqual(limits.people);
    expect(caqh.due.items.length).toBeLessThanOrEqual(limits.due * 5);
    expect(caqh.unread.items.length).toBeLessThanOrEqual(limits.unread);
    expect(changes.list.items.length).toBeLessThanOrEqual(limits.changes);
    for (const { cases } of reasons) expect(cases.items.length).toBeLessThanOrEqual(limits.cases);
  });
});

test("of too many changes those that need someone are listed, in the order of the roster", () => {
  const changed = (row: number, status: string): ReportRow => {
    const [request] = rowOfThree(row).requests;
    if (request === undefined) throw new Error("the row has no request");
    const who = { row, who: `Provider ${row}` };
    const change = { ...who, request: request.label, from: "requested", to: status, seenAt: sampleEnd };
    return { requests: [{ ...request, status }], changes: [change] };
  };
  const rows = Array.from({ length: limits.changes + 50 }, (_, index) =>
    changed(index + 2, index % 100 === 99 ? "inactive" : "application_sent"),
  );
  const { list } = reportOf(rows).changes;
  expect(list.count).toBe(limits.changes + 50);
  expect(list.items).toHaveLength(limits.changes);
  expect(list.items.filter(({ to }) => to === "inactive")).toHaveLength(20);
  expect(list.items.map(({ row }) => row)).toEqual(
    list.items.map(({ row }) => row).toSorted((one, other) => one - other),
  );
});

describe("keeping the first of many", () => {
  test("keeps them in the order in which they come", () => {
    const topList = new TopList<string>(2);
    for (const [index, item] of ["c", "a", "b"].entries()) topList.add(item, item, index);
    expect(topList.listed).toEqual({
      items: [
        { item: "c", rows: { first: [0], count: 1 } },
        { item: "a", rows: { first: [1], count: 1 } },
      ],
      count: 3,
    });
  });

  test("keeps the smallest, wherever they come", () => {
    const topList = new TopList<number>(3, (one, other) => one - other);
    const numbers = [9, 4, 8, 1, 7, 2, 6, 3, 5, 0];
    for (const number of numbers) topList.add(String(number), number, number);
    expect(topList.listed.items.map(({ item }) => item)).toEqual([0, 1, 2]);
    expect(topList.listed.count).toBe(10);
  });

  test("names the first few rows of a thing and counts the others", () => {
    const topList = new TopList<string>(1);
    topList.add("a", "a", 2);
    for (const row of [2, 3, 4, 5, 6, 7, 8]) topList.addRow("a", row);
    topList.addRow("never seen", 9);
    expect(topList.listed.items[0]?.rows).toEqual({ first: [2, 3, 4, 5, 6], count: 7 });
  });
});

describe("counting words", () => {
  test("counts those past the limit together", () => {
    const tallies = new Tallies<string>(2, () => "others");
    for (const word of ["a", "b", "b", "c", "d", "e"]) tallies.add(word, word);
    expect(tallies.all).toEqual([
      { item: "others", count: 3 },
      { item: "b", count: 2 },
      { item: "a", count: 1 },
    ]);
  });
});

describe("telling the first from the second", () => {
  test("works for as many as are remembered, and says when that was not enough", () => {
    const distinct = new Distinct(2);
    expect(["a", "b", "a"].map((key) => distinct.isNew(key))).toEqual([true, true, false]);
    expect(distinct.isFull).toBe(true);
    expect([distinct.isNew("c"), distinct.isNew("c"), distinct.isNew("b")]).toEqual([true, true, false]);
  });
});
