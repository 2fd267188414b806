import { describe, expect, test } from "vitest";
import type { LedgerEntry, PastRun, RunCounts } from "../../../src/ledger/entry.ts";
import { durationsOf, trendStart, weeksOf } from "../../../src/report/gather/history.ts";
import { renderReport } from "../../../src/report/render.ts";
import { reportOf, sampleRows } from "../../support/report-sample.ts";
import { headings, plainText, tableRows } from "./page-text.ts";

const day = 86_400_000;
/** A Wednesday. */
const now = Date.parse("2026-03-18T05:00:00Z");
const monday = (text: string): number => Date.parse(`${text}T00:00:00Z`) / day;

function run(at: string, counts: RunCounts | undefined): PastRun {
  const startedAt = Date.parse(at);
  return {
    id: at,
    command: "roster-sync sync r.csv",
    pid: 1,
    host: "h",
    startedAt,
    endedAt: startedAt,
    exitCode: 0,
    counts,
  };
}

function entry(
  number: number,
  days: number,
  more: Partial<LedgerEntry> = {},
): LedgerEntry & { readonly reachedAt: number } {
  return {
    key: `k${number}`,
    platform: "medallion",
    kind: "medallion.enrollment",
    organization: "o",
    subject: "s",
    attributes: { state: "TX", payer_name: "Example Health Plan" },
    standing: "accepted",
    origin: "created",
    status: "active",
    intendedAt: now,
    sends: 1,
    run: "r",
    ...more,
    reachedAt: (more.createdAt ?? now) + days * day,
  };
}

describe("the last weeks", () => {
  test("begin twelve Mondays back, this week's included", () => {
    expect(new Date(trendStart(now)).toISOString()).toBe("2025-12-29T00:00:00.000Z");
  });

  test("take what is open from the last run of a week over the whole roster, and add up what happened in all its runs", () => {
    const weeks = weeksOf(
      [
        run("2026-03-03T02:00:00Z", { whole: 1, "open license": 9, "made license": 9 }),
        run("2026-03-10T02:00:00Z", {
          whole: 1,
          "open license": 7,
          "open enrollment": 2,
          "made enrollment": 2,
          "completed license": 2,
        }),
        run("2026-03-15T23:59:59Z", {
          whole: 0,
          "open license": 1,
          "made license": 1,
          "ended enrollment": 1,
        }),
        run("2026-03-16T00:00:00Z", {
          whole: 1,
          "open enrollment": 3,
          "attestations overdue": 2,
          "attestations in 30 days": 5,
        }),
        run("2026-03-17T02:00:00Z", undefined),
      ],
      now,
    );
    expect(weeks).toEqual([
      {
        monday: monday("2026-03-02"),
        open: { license: 9, enrollment: 0, credentialing: 0 },
        made: 9,
        completed: 0,
        ended: 0,
        lapsing: 0,
      },
      {
        monday: monday("2026-03-09"),
        open: { license: 7, enrollment: 2, credentialing: 0 },
        made: 3,
        completed: 2,
        ended: 1,
        lapsing: 0,
      },
      {
        monday: monday("2026-03-16"),
        open: { license: 0, enrollment: 3, credentialing: 0 },
        made: 0,
        completed: 0,
        ended: 0,
        lapsing: 7,
      },
    ]);
  });

  test("are not reported from a single week", () => {
    expect(weeksOf([run("2026-03-17T02:00:00Z", { whole: 1, "open license": 1 })], now)).toEqual([]);
  });
});

describe("how long requests took", () => {
  test("is the median of those that were completed, by kind, payer and state, from five on", async () => {
    const days = [30, 10, 20, 40, 400];
    expect(await durationsOf(days.map((count, index) => entry(index, count)))).toEqual([
      { by: "kind", name: "enrollment", kind: "enrollment", count: 5, medianDays: 30 },
      { by: "payer", name: "Example Health Plan", kind: "enrollment", count: 5, medianDays: 30 },
      { by: "state", name: "TX", kind: "enrollment", count: 5, medianDays: 30 },
    ]);
    expect(await durationsOf(days.slice(1).map((count, index) => entry(index, count)))).toEqual([]);
  });

  test("counts from the platform's own date, and leaves out what is open or was denied", async () => {
    const createdAt = now - 100 * day;
    const completed = [1, 2, 3, 4, 5, 6].map((count) => entry(count, count, { createdAt }));
    const others = [entry(7, 900, { status: "panel_closed" }), entry(8, 900, { status: "requested" })];
    expect((await durationsOf([...completed, ...others]))[0]).toMatchObject({ count: 6, medianDays: 3.5 });
  });
});

test("the page tells the last weeks and the medians when there are some, and has no such section when there are none", async () => {
  const open = { license: 4, enrollment: 1, credentialing: 0 };
  const week = { open, made: 2, completed: 1, ended: 0, lapsing: 3 };
  const history = {
    weeks: [
      { ...week, monday: monday("2026-03-09") },
      { monday: monday("2026-03-16"), open: undefined, made: 0, completed: 0, ended: 0, lapsing: 0 },
    ],
    durations: await durationsOf([1, 2, 3, 4, 5].map((count) => entry(count, count))),
  };
  const page = renderReport(reportOf(sampleRows(5), {}, { history }));
  expect(tableRows(page, "trend-table").map((cells) => cells.slice(0, 5))).toEqual([
    ["2026-03-09", "4", "1", "0", "2"],
    ["2026-03-16", "no run", "no run", "no run", "0"],
  ]);
  expect(tableRows(page, "durations-table")).toHaveLength(3);
  expect(plainText(page)).toContain("Example Health Plan");
  expect(headings(renderReport(reportOf(sampleRows(5))))).not.toContain("The last weeks");
});
