import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import type { AnsweredRequest } from "../../../src/results/row-answers.ts";
import type { StatusAnswer } from "../../../src/platforms/status-source.ts";
import { StandingTally } from "../../../src/results/standings.ts";

const moved = { platform: "medallion", request: "license CA", from: "a", to: "b", seenAt: 1 } as const;

function spec(key: string, status: string, more: Partial<AnsweredRequest> = {}): AnsweredRequest {
  const entry = { status, details: {} } as unknown as LedgerEntry;
  return {
    staged: { id: 1, key, spec: { kind: "medallion.license" } } as unknown as AnsweredRequest["staged"],
    workItem: undefined,
    entry,
    moved: undefined,
    staleId: undefined,
    unread: false,
    outcome: "exists",
    problem: undefined,
    ...more,
  };
}

const none: ReadonlyMap<string, StatusAnswer> = new Map();

function caqh(id: string, due: string) {
  const answers = { caqh_provider_id: id, caqh_provider_status: "Re-Attestation", caqh_attestation_due: due };
  return new Map([["caqh", { answers, problem: undefined, stale: [], moved: [], changeKeys: [] }]]);
}

describe("where the requests of a roster stand", () => {
  test("is counted once for each request, by whom it is waiting on", () => {
    const tally = new StandingTally("2026-03-01T00:00:00.000Z");
    const statuses = [
      "requested",
      "tasks_over_21_days",
      "info_needed_from_provider",
      "application_sent",
      "pending_csr",
      "on_hold",
      "completed",
      "inactive",
      "a_word_of_tomorrow",
    ];
    const specs = statuses.map((status, index) => spec(`key ${index}`, status));
    tally.add({ specs, statuses: none });
    tally.add({ specs, statuses: none });
    expect(tally.standings.nextStep).toEqual({
      us: 1,
      provider: 1,
      platform: 1,
      outside: 1,
      another: 1,
      hold: 1,
      done: 1,
      ended: 1,
      unclear: 1,
    });
  });

  test("leaves out what is on no platform", () => {
    const tally = new StandingTally("2026-03-01T00:00:00.000Z");
    const outcomes = ["failed", "unknown", "skipped", "planned"] as const;
    tally.add({ specs: outcomes.map((outcome) => spec(outcome, "requested", { outcome })), statuses: none });
    expect(Object.values(tally.standings.nextStep).every((count) => count === 0)).toBe(true);
    expect(tally.counts).toEqual({});
  });

  test("tells what ended since the last run from what had ended before", () => {
    const tally = new StandingTally("2026-03-01T00:00:00.000Z");
    tally.add({
      specs: [spec("1", "inactive"), spec("2", "inactive", { moved }), spec("3", "completed", { moved })],
      statuses: none,
    });
    expect(tally.standings).toMatchObject({
      endedNow: 1,
      endedAs: [{ platform: "medallion", kind: "license", status: "inactive", count: 2 }],
    });
  });

  test("is kept of a run as counts that can be compared", () => {
    const tally = new StandingTally("2026-03-01T00:00:00.000Z");
    const specs = [
      spec("1", "requested", { outcome: "created" }),
      spec("2", "inactive", { moved }),
      spec("3", "completed", { moved }),
      spec("4", "completed"),
    ];
    tally.add({ specs, statuses: caqh("1", "2026-03-31") });
    tally.add({ specs: [], statuses: caqh("1", "2026-03-31") });
    tally.add({ specs: [], statuses: caqh("2", "2026-02-28") });
    tally.add({ specs: [], statuses: caqh("3", "2026-04-01") });
    expect(tally.counts).toEqual({
      "made license": 1,
      "open license": 1,
      "ended license": 1,
      "completed license": 1,
      "attestations in 30 days": 1,
      "attestations overdue": 1,
    });
  });
});
