import { describe, expect, test } from "vitest";
import { lapseName, lapsesOf, lapseSpan } from "../../../src/holdings/lapse.ts";
import type { Holding } from "../../../src/ledger/entry.ts";
import { LapseTally } from "../../../src/results/lapse-tally.ts";
import { dayNumber, isoDay } from "../../../src/text/days.ts";

const today = dayNumber("2026-10-05") ?? 0;

let ids = 0;

function license(until: string | undefined, more: Partial<Holding> = {}): Holding {
  ids += 1;
  return {
    platform: "medallion",
    kind: "license",
    id: `license-${ids}`,
    subject: "provider-1",
    state: "CA",
    number: `A${1000 + ids}`,
    status: "active",
    until,
    attributes: { registration: "state", certificate_type: "MD" },
    ...more,
  };
}

function enrollment(more: Partial<Holding>): Holding {
  ids += 1;
  return {
    platform: "medallion",
    kind: "enrollment",
    id: `enrollment-${ids}`,
    subject: "provider-1",
    state: "TX",
    attributes: { payer_name: "Example Health Plan", lines_of_business: ["one"] },
    ...more,
  };
}

function told(...holdings: readonly Holding[]): readonly string[] {
  return lapsesOf(holdings, today).map(
    (lapse) => `${lapseName(lapse)} ${isoDay(lapse.day)} ${lapseSpan(lapse, today)}`,
  );
}

describe("what lapses", () => {
  test.each([
    ["2026-10-04", "overdue"],
    ["2026-10-05", "within30"],
    ["2026-11-04", "within30"],
    ["2026-11-05", "within60"],
    ["2026-12-04", "within60"],
    ["2026-12-05", "within90"],
    ["2027-01-03", "within90"],
    ["2027-01-04", "later"],
  ])("a license until %s is %s", (until, span) => {
    expect(told(license(until))).toEqual([`License ${until} ${span}`]);
  });

  test.each([
    ["active", "2020-01-01", "reported"],
    ["Active - Unrestricted", "2026-11-01", "reported"],
    ["Probation", "2026-11-01", "reported"],
    ["inactive", "2026-09-01", "reported"],
    ["Expired", "2026-09-01", "reported"],
    ["Expired", "2025-09-01", "not reported"],
    ["inactive", "2026-11-01", "not reported"],
    ["superceded", "2026-11-01", "not reported"],
    ["superceded", "2026-09-01", "not reported"],
    ["Surrendered", "2026-11-01", "not reported"],
    ["pending", "2026-11-01", "not reported"],
    ["Pending Review", "2026-11-01", "not reported"],
  ])("a license of the status %s until %s is %s", (status, until, isReported) => {
    expect(told(license(until, { status }))).toHaveLength(isReported === "reported" ? 1 : 0);
  });

  test("a license without a status is reported", () => {
    expect(told(license("2026-09-01", { status: undefined }))).toHaveLength(1);
  });

  test("a license without a day, or with an invalid one, is not reported", () => {
    expect(told(license(undefined), license("2026-02-30"))).toEqual([]);
  });

  test("what lapsed and is held again under another number is not reported", () => {
    expect(told(license("2026-09-01"), license("2028-09-01"))).toEqual(["License 2028-09-01 later"]);
    expect(told(license("2026-09-01"), license("2026-09-02"))).toHaveLength(2);
  });

  test.each([
    ["another state", { state: "NY" }],
    ["another registration", { attributes: { registration: "dea" } }],
    ["another certificate type", { attributes: { registration: "state", certificate_type: "NP" } }],
    ["a status that is over", { status: "inactive" }],
  ])("a license of %s does not replace it", (_, more) => {
    expect(told(license("2026-09-01"), license("2028-09-01", more))[0]).toBe("License 2026-09-01 overdue");
  });

  test("the same number on both platforms is reported once, in the words of the platform that comes first", () => {
    const both = [
      license("2026-11-01", { number: "A-1234" }),
      license("2026-11-15", {
        number: "a1234",
        platform: "verifiable",
        attributes: { type: "State License" },
      }),
    ];
    expect(told(...both)).toEqual(["License 2026-11-01 within30"]);
    expect(lapsesOf(both.toReversed(), today).map(({ day }) => isoDay(day))).toEqual(["2026-11-15"]);
  });

  test("a license that one platform has not heard the renewal of has not lapsed", () => {
    const renewed = license("2028-11-15", { number: "A1", platform: "verifiable", attributes: {} });
    expect(told(license("2026-09-01", { number: "A1" }), renewed)).toEqual(["License 2028-11-15 later"]);
  });

  test("a license of another kind that the other platform knows does not replace it: a nurse may have two", () => {
    const nurse = license("2026-09-01", { attributes: { registration: "state", certificate_type: "NP" } });
    const rn = {
      platform: "verifiable",
      attributes: { registration: "state", type: "Registered Nurse" },
    } as const;
    expect(told(nurse, license("2028-09-01", rn))[0]).toBe("License 2026-09-01 overdue");
  });

  test("of two entries with the same number on one platform the renewal is told", () => {
    const entries = [license("2026-11-01", { number: "A1" }), license("2028-11-01", { number: "A1" })];
    expect(told(...entries)).toEqual(["License 2028-11-01 later"]);
    expect(told(...entries.toReversed())).toEqual(["License 2028-11-01 later"]);
  });

  test("registrations are named, and the soonest comes first", () => {
    expect(
      told(
        license("2026-12-01", { attributes: { registration: "state_controlled" } }),
        license("2026-11-01", { attributes: { registration: "dea" } }),
        { ...license(undefined), kind: "recredentialing", due: "2026-10-10" },
      ),
    ).toEqual([
      "Recredentialing 2026-10-10 within30",
      "DEA registration 2026-11-01 within30",
      "CSR registration 2026-12-01 within60",
    ]);
  });

  test("an enrollment has an end and a revalidation, and no revalidation once it has ended", () => {
    expect(told(enrollment({ until: "2027-06-01", due: "2026-10-20" }))).toEqual([
      "Revalidation 2026-10-20 within30",
      "Enrollment ends 2027-06-01 later",
    ]);
    expect(told(enrollment({ until: "2026-10-01", due: "2026-10-20" }))).toEqual([
      "Enrollment ends 2026-10-01 overdue",
    ]);
    expect(told(enrollment({ until: "2025-10-01" }))).toEqual([]);
  });

  test("an enrollment that ended goes on in another one of the same payer, state and lines", () => {
    const ended = enrollment({ until: "2026-10-01" });
    const attributes = { payer_name: "EXAMPLE HEALTH PLAN, Inc.", lines_of_business: ["one"] };
    expect(told(ended, enrollment({ attributes }))).toEqual([]);
    expect(
      told(ended, enrollment({ attributes: { ...attributes, lines_of_business: ["two"] } })),
    ).toHaveLength(1);
    expect(told(ended, enrollment({ attributes, state: "NM" }))).toHaveLength(1);
  });

  test("the key stays when the day moves", () => {
    const before = license("2026-11-01");
    const [one] = lapsesOf([before], today);
    const [other] = lapsesOf([{ ...before, until: "2028-11-01" }], today);
    expect(one?.key).toBe(other?.key);
  });

  test("is counted once however many rows are about the same provider", () => {
    const tally = new LapseTally(today);
    const lapses = lapsesOf([license("2026-10-01"), license("2026-10-20"), license("2029-01-01")], today);
    tally.add(lapses);
    tally.add(lapses);
    const none = { licenses: 0, enrollments: 0, revalidations: 0, recredentialing: 0 };
    // the one of 2029 has taken the place of the one that lapsed
    expect(tally.counts).toEqual({
      lapsed: none,
      within_30: { ...none, licenses: 1 },
      within_60: none,
      within_90: none,
    });
  });
});
