import { describe, expect, test } from "vitest";
import { dueDayOf } from "../../../src/platforms/caqh/answer.ts";
import { dueByWeek, dueIn, type ReportCaqh } from "../../../src/platforms/caqh/report/gather.ts";
import {
  dueSpans,
  spanOf,
  away,
  dayNumber,
  isoDay,
  longDay,
  longMoment,
  shortDay,
} from "../../../src/text/days.ts";
import { caqhFactsOf, reportOf, statusOf } from "../../support/report-sample.ts";

const today = dayNumber("2026-10-05") ?? 0;

function provider(row: number, attestationDue: string, more: Partial<ReportCaqh> = {}): ReportCaqh {
  return { row, who: `Provider ${row}`, caqhId: `1000000${row}`, attestationDue, ...more };
}

function factsOf(people: readonly ReportCaqh[]) {
  return caqhFactsOf(
    reportOf(people.map((one) => ({ requests: [], changes: [], statuses: [statusOf(one)] }))),
  );
}

describe("how soon an attestation is due", () => {
  test.each([
    [-1, "overdue"],
    [0, "within30"],
    [30, "within30"],
    [31, "within60"],
    [60, "within60"],
    [61, "within90"],
    [90, "within90"],
    [91, "later"],
  ])("%i days from today is %s", (days, span) => {
    expect(spanOf({ day: today + days, lapsed: false }, today)).toBe(span);
  });

  test("is overdue when CAQH calls it expired, whatever its day and without one", () => {
    const expired = { providerStatus: "Expired Attestation" };
    expect(dueDayOf(provider(2, "", { ...expired, providerStatusDate: "2026-09-01" }))).toEqual({
      day: dayNumber("2026-09-01"),
      lapsed: true,
    });
    expect(spanOf({ day: today + 5, lapsed: true }, today)).toBe("overdue");
    expect(dueDayOf(provider(2, "", expired))).toEqual({ day: undefined, lapsed: true });
    expect(spanOf({ day: undefined, lapsed: true }, today)).toBe("overdue");
  });

  test("is not reported when CAQH names no day, or none that a calendar has", () => {
    expect(dueDayOf(provider(2, ""))).toBeUndefined();
    expect(dueDayOf(provider(2, "2026-02-31"))).toBeUndefined();
    expect(dueDayOf(provider(2, "soon"))).toBeUndefined();
  });
});

describe("counting attestations", () => {
  const facts = factsOf([
    provider(2, "2026-10-04"),
    provider(3, "2026-10-05"),
    provider(4, "2026-11-04"),
    provider(5, "2026-11-05"),
    provider(6, "2027-01-03"),
    provider(7, "2027-01-04"),
    { ...provider(3, "2026-10-05"), row: 8 },
  ]);

  test("takes each provider once, and every provider in one span", () => {
    expect(dueSpans.map((span) => dueIn(facts.dueDays, span, today))).toEqual([1, 2, 1, 1, 1]);
    expect(facts.people.count).toBe(6);
  });

  test("lists the soonest first, with every row that names the provider", () => {
    expect(facts.due.items.map(({ item }) => item.caqh.row)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(facts.due.items[1]?.rows).toEqual({ first: [3, 8], count: 2 });
  });

  test("by week begins with the week of today, ends with that of the ninetieth day, and loses nobody", () => {
    const weeks = dueByWeek(facts.dueDays, today);
    expect(weeks.map(({ monday }) => isoDay(monday))).toEqual([
      "2026-10-05",
      "2026-10-12",
      "2026-10-19",
      "2026-10-26",
      "2026-11-02",
      "2026-11-09",
      "2026-11-16",
      "2026-11-23",
      "2026-11-30",
      "2026-12-07",
      "2026-12-14",
      "2026-12-21",
      "2026-12-28",
    ]);
    expect(weeks.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  test("by week begins on Monday whatever day it is today", () => {
    for (const day of ["2026-10-06", "2026-10-11"]) {
      expect(dueByWeek([], dayNumber(day) ?? 0).map(({ monday }) => isoDay(monday))[0]).toBe("2026-10-05");
    }
  });

  test("keeps two providers of one name apart when CAQH says different things of them", () => {
    const named = { who: "Jun Sato", caqhId: undefined };
    const two = factsOf([provider(2, "2026-10-06", named), provider(3, "2026-10-07", named)]);
    expect(two.people.count).toBe(2);
  });
});

describe("a provider whose status was not read", () => {
  test("is listed apart and counted with nobody", () => {
    const facts = factsOf([provider(2, "", { error: "CAQH did not answer." })]);
    expect(facts.people.count).toBe(0);
    expect(facts.unread.items.map(({ item }) => item.row)).toEqual([2]);
    expect(facts.facets.roster).toEqual([]);
  });
});

describe("a day", () => {
  test("is read from the start of a text and reported in words", () => {
    expect(isoDay(dayNumber("2026-10-05T23:59:59Z") ?? 0)).toBe("2026-10-05");
    expect(longDay(today)).toBe("October 5, 2026");
    expect(shortDay(today)).toBe("Oct 5");
    expect(longMoment("2026-10-05T06:18:04.512Z")).toBe("October 5, 2026, 06:18 UTC");
    expect(longMoment("once")).toBe("once");
    expect(dayNumber("2026-10-051")).toBeUndefined();
  });

  test.each([
    [0, "today"],
    [1, "in 1 day"],
    [5, "in 5 days"],
    [-1, "1 day ago"],
    [-12, "12 days ago"],
  ])("%i days away is %s", (days, words) => {
    expect(away(days)).toBe(words);
  });
});
