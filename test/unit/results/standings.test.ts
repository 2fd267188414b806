import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import type { StatusAnswer } from "../../../src/platforms/status-source.ts";
import type { AnsweredRequest } from "../../../src/results/row-answers.ts";
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
      spec("5", "completed", { moved }),
      spec("6", "completed", { moved }),
    ];
    tally.add({ specs, statuses: caqh("1", "2026-03-31") });
    tally.add({ specs: [], statuses: caqh("1", "2026-03-31") });
    tally.add({ specs: [], statuses: caqh("2", "2026-02-28") });
    tally.add({ specs: [], statuses: caqh("3", "2026-04-01") });
    expect(tally.counts).toEqual({
      "made license": 1,
      "open license": 1,
      "ended license": 1,
      "completed license": 3,
      "attestations in 30 days": 1,
      "attestations overdue": 1,
    });
  });
});

describe("a request that waits", () => {
  const at = "2026-03-01T00:00:00.000Z";

  /** Whose move it is, of a request of a kind with these words. */
  function partyOf(kind: string, entry: Partial<LedgerEntry> | undefined): string | undefined {
    const tally = new StandingTally(at);
    const staged = { id: 1, key: "k", spec: { kind } } as unknown as AnsweredRequest["staged"];
    tally.add({
      specs: [spec("k", "", { staged, entry: entry as LedgerEntry | undefined })],
      statuses: none,
    });
    return Object.entries(tally.standings.nextStep).find(([, count]) => count === 1)?.[0];
  }

  test.each<[string, string, Partial<LedgerEntry> | undefined, string]>([
    [
      "by the category of an enrollment rather than by its status",
      "medallion.enrollment",
      { status: "requested", details: { status_category: "request_denied" } },
      "ended",
    ],
    [
      "by the mark on a credentialing file",
      "medallion.credentialing",
      { status: "in_progress", details: { credentialing_status: "needs_attention" } },
      "us",
    ],
    ["on nobody knows whom, where its status is not known", "medallion.enrollment", {}, "unclear"],
    ["on nobody knows whom, where nothing is known of it", "medallion.enrollment", undefined, "unclear"],
  ])("is told %s", (_what, kind, entry, party) => {
    expect(partyOf(kind, entry)).toBe(party);
  });

  test("is none where the provider holds what it is for", () => {
    const tally = new StandingTally(at);
    const workItem = { held: "held A1" } as unknown as AnsweredRequest["workItem"];
    tally.add({ specs: [spec("1", "requested", { workItem })], statuses: none });

    expect(Object.values(tally.standings.nextStep).every((count) => count === 0)).toBe(true);
  });

  test("is told apart from another of its row that has no key, too", () => {
    const tally = new StandingTally(at);
    const keyless = (id: number) =>
      spec("", "requested", {
        staged: { id, spec: { kind: "medallion.license" } } as unknown as AnsweredRequest["staged"],
      });
    tally.add({ specs: [keyless(1), keyless(2)], statuses: none });
    tally.add({ specs: [keyless(2)], statuses: none });

    expect(tally.counts).toEqual({ "open license": 2 });
  });
});

describe("what ended without success", () => {
  const at = "2026-03-01T00:00:00.000Z";

  test("counts as new when this run made it, and when its status moved", () => {
    const tally = new StandingTally(at);
    tally.add({ specs: [spec("1", "inactive", { outcome: "created" })], statuses: none });

    expect([tally.standings.endedNow, tally.counts]).toEqual([1, { "made license": 1, "ended license": 1 }]);
  });

  test("is told in a hundred words at most, and all of it is counted", () => {
    const tally = new StandingTally(at);
    const enrollment = { id: 1, spec: { kind: "medallion.enrollment" } };
    const details = { status_category: "request_denied" };
    for (let place = 0; place < 102; place += 1) {
      const staged = { ...enrollment, key: String(place) } as unknown as AnsweredRequest["staged"];
      const entry = { status: `word ${place}`, details } as unknown as LedgerEntry;
      tally.add({ specs: [spec("", "", { staged, entry })], statuses: none });
    }

    expect([tally.standings.endedAs.length, tally.standings.nextStep.ended]).toEqual([100, 102]);
  });

  test("is told by kind and status, the commonest first", () => {
    const tally = new StandingTally(at);
    const enrollment = { id: 1, spec: { kind: "medallion.enrollment" } };
    const ended = (key: string, status: string) =>
      spec(key, status, { staged: { ...enrollment, key } as unknown as AnsweredRequest["staged"] });
    tally.add({
      specs: [
        spec("1", "inactive"),
        ended("2", "panel_closed"),
        ended("3", "enrollment_denied"),
        ended("4", "panel_closed"),
      ],
      statuses: none,
    });

    expect(tally.standings.endedAs).toEqual([
      { platform: "medallion", kind: "enrollment", status: "panel_closed", count: 2 },
      { platform: "medallion", kind: "license", status: "inactive", count: 1 },
      { platform: "medallion", kind: "enrollment", status: "enrollment_denied", count: 1 },
    ]);
  });
});

describe("an attestation", () => {
  const tally = (): StandingTally => new StandingTally("2026-03-01T00:00:00.000Z");
  const answerOf = (answers: StatusAnswer["answers"], source = "caqh"): ReadonlyMap<string, StatusAnswer> =>
    new Map([[source, { answers, problem: undefined, stale: [], moved: [], changeKeys: [] }]]);

  test("without a day, or of a source that nobody knows, counts nowhere", () => {
    const one = tally();
    one.add({ specs: [], statuses: answerOf({ caqh_provider_status: "Re-Attestation" }) });
    one.add({ specs: [], statuses: answerOf({ caqh_attestation_due: "2026-03-05" }, "other") });

    expect(one.counts).toEqual({});
  });

  test("of somebody whose id nobody knows counts in every row", () => {
    const one = tally();
    for (let row = 0; row < 2; row += 1)
      one.add({ specs: [], statuses: answerOf({ caqh_attestation_due: "2026-03-05" }) });

    expect(one.counts).toEqual({ "attestations in 30 days": 2 });
  });
});
