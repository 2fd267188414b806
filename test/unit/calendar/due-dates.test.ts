import { describe, expect, test } from "vitest";
import { dueDates } from "../../../src/calendar/calendar-file.ts";
import { lapsesOf } from "../../../src/holdings/lapse.ts";
import type { Holding } from "../../../src/ledger/entry.ts";
import type { ReportedRow } from "../../../src/results/reported-row.ts";
import { dayNumber } from "../../../src/text/days.ts";

const today = dayNumber("2026-10-05") ?? 0;

const license: Holding = {
  platform: "medallion",
  kind: "license",
  id: "5a0b1c2d-0000-4000-8000-000000000001",
  subject: "5a0b1c2d-0000-4000-8000-000000000002",
  state: "CA",
  number: "A12345",
  status: "active",
  until: "2026-12-31",
  attributes: { registration: "state", certificate_type: "MD" },
};

function eventsOf(holdings: readonly Holding[], more: Partial<ReportedRow> = {}) {
  const reported: ReportedRow = {
    row: 7,
    who: "Ann Example",
    outcome: "exists",
    problem: undefined,
    warning: undefined,
    specs: [],
    statuses: new Map(),
    moved: [],
    answers: {},
    changeKeys: [],
    ...more,
  };
  return dueDates(reported, lapsesOf(holdings, today));
}

function caqh(answers: Record<string, string>): Partial<ReportedRow> {
  return {
    statuses: new Map([["caqh", { answers, problem: undefined, stale: [], moved: [], changeKeys: [] }]]),
  };
}

describe("due dates for calendars", () => {
  test("say what lapses, where and whose, with number, type and status", () => {
    expect(eventsOf([license])).toMatchObject([
      {
        day: "2026-12-31",
        end: "2027-01-01",
        summary: "License, CA: Ann Example",
        description:
          "Expires; this is its last day.\nNumber: A12345\nType: MD\nStatus: active\nSource: Medallion",
        category: "License",
      },
    ]);
  });

  test("name the payer of an enrollment, for its end and its revalidation apart", () => {
    const attributes = { payer_name: "Sample Mutual" };
    const enrollment = {
      ...license,
      kind: "enrollment",
      number: undefined,
      attributes,
      due: "2026-11-01",
    } as const;
    const events = eventsOf([enrollment]);
    expect(events.map(({ summary }) => summary)).toEqual([
      "Revalidation, Sample Mutual, CA: Ann Example",
      "Enrollment ends, Sample Mutual, CA: Ann Example",
    ]);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(2);
  });

  test("keep their UID when the day, the status or the name in the roster changes, and tell no id in it", () => {
    const [before] = eventsOf([license]);
    const [after] = eventsOf([{ ...license, until: "2028-12-31", status: "ACTIVE" }], {
      who: "Ann X. Example",
      row: 9,
    });
    expect(after?.uid).toBe(before?.uid);
    expect(after?.day).toBe("2028-12-31");
    expect(before?.uid).toMatch(/^[0-9a-f]{32}@roster-sync\.invalid$/);
    expect(eventsOf([{ ...license, id: "other" }])[0]?.uid).not.toBe(before?.uid);
  });

  test("have the attestation under the provider's CAQH id, and none where CAQH names no day", () => {
    const due = { caqh_provider_id: "10000001", caqh_provider_status: "Re-Attestation" };
    const [one] = eventsOf([], caqh({ ...due, caqh_attestation_due: "2026-11-30" }));
    const [moved] = eventsOf([], caqh({ ...due, caqh_attestation_due: "2027-03-30" }));
    expect(one).toMatchObject({ day: "2026-11-30", summary: "CAQH attestation: Ann Example" });
    expect(moved?.uid).toBe(one?.uid);
    expect(eventsOf([], caqh(due))).toEqual([]);
  });

  test("call a row without a name by its number", () => {
    expect(eventsOf([license], { who: "" })[0]?.summary).toBe("License, CA: row 7");
  });
});
