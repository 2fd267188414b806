import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import { reportOf, rowOutcome, type Outcome, type RunContext } from "../../../src/results/outcome.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { entry as earlier, workItem } from "../builders/answered.ts";

const run: RunContext = { mode: "sync", runId: "now" };

/** A request that this run has made. */
const entry = (changes: Partial<LedgerEntry> = {}): LedgerEntry => earlier({ run: "now", ...changes });

const down = { code: "platform_unavailable", message: "Medallion did not answer." };
const refused = { code: "refused", message: "Medallion refused it (400: no)." };

describe("what became of a request", () => {
  test.each<[string, WorkItem | undefined, LedgerEntry | undefined, Outcome, string | undefined]>([
    ["was accepted in this run", workItem(), entry(), "created", undefined],
    ["was accepted by an earlier run", workItem(), entry({ run: "before" }), "exists", undefined],
    ["was found on the platform", workItem(), entry({ origin: "adopted" }), "exists", undefined],
    [
      "exists, and its status could not be read",
      workItem({ problem: down }),
      entry({ run: "before" }),
      "exists",
      down.code,
    ],
    [
      "was accepted, and its id could not be read",
      workItem({ state: "confirm", problem: down }),
      entry({ remoteId: undefined, status: undefined }),
      "created",
      "id_unconfirmed",
    ],
    [
      "was accepted by an earlier run, is not listed yet, and its subject could not be read",
      workItem({
        problem: { code: "interrupted", message: "The run was terminated before this was reached." },
      }),
      entry({ run: "before", remoteId: undefined, status: undefined }),
      "unknown",
      "not_listed",
    ],
    [
      "was accepted by an earlier run, is not listed yet, and the list could not be read",
      workItem({ state: "confirm", problem: down }),
      entry({ run: "before", remoteId: undefined, status: undefined }),
      "unknown",
      "not_listed",
    ],
    [
      "exists no more",
      workItem({ problem: { code: "request_gone", message: "Gone." } }),
      entry({ run: "before" }),
      "failed",
      "request_gone",
    ],
    ["was refused", workItem({ problem: refused }), entry({ standing: "refused" }), "failed", "refused"],
    [
      "was sent and never answered",
      workItem({ state: "doubt" }),
      entry({ standing: "in_doubt" }),
      "unknown",
      "outcome_unknown",
    ],
    [
      "is in doubt, wherever the run has left it",
      workItem(),
      entry({ standing: "in_doubt" }),
      "unknown",
      "outcome_unknown",
    ],
    ["was recorded and no more", workItem(), entry({ standing: "intended" }), "unknown", "outcome_unknown"],
    [
      "is in doubt, though nothing is on record of why",
      workItem({ state: "doubt" }),
      undefined,
      "unknown",
      "outcome_unknown",
    ],
    [
      "was about to be sent when a run died",
      workItem({ state: "doubt" }),
      entry({ standing: "intended" }),
      "unknown",
      "outcome_unknown",
    ],
    [
      "is in doubt, and the platform is down",
      workItem({ state: "doubt", problem: down }),
      entry({ standing: "in_doubt" }),
      "unknown",
      "outcome_unknown",
    ],
    [
      "was not reached, the platform being down",
      workItem({ state: "send", problem: down }),
      undefined,
      "skipped",
      down.code,
    ],
    ["was held back", workItem({ state: "send" }), undefined, "skipped", "held"],
    ["was never wanted", undefined, undefined, "skipped", undefined],
  ])("that %s", (_what, wanted, known, outcome, code) => {
    const reported = reportOf(undefined, wanted, known, run);

    expect([reported.outcome, reported.problem?.code]).toEqual([outcome, code]);
  });

  test("that was accepted without an id by a run that ended before it was listed says so", () => {
    const unseen = entry({ remoteId: undefined, status: undefined });

    const reported = reportOf(undefined, workItem({ state: "confirm" }), unseen, run);

    expect(reported).toMatchObject({ outcome: "created", problem: { code: "id_unconfirmed" } });
    expect(reported.problem?.message).toContain("ended before the platform listed it");
  });

  test.each([
    ["interrupted", "skipped"],
    ["too_many_failures", "skipped"],
    ["credentials_refused", "skipped"],
    ["proxy_refused", "skipped"],
    ["forbidden", "skipped"],
    ["platform_unavailable", "skipped"],
    ["held", "skipped"],
    ["ledger_failed", "skipped"],
    ["provider_not_found", "failed"],
    ["contradiction", "failed"],
    ["refused", "failed"],
  ])("that ended with %s is %s", (code, outcome) => {
    const problem = { code, message: "Why." };

    expect(reportOf(problem, undefined, undefined, run)).toEqual({ outcome, problem });
    expect(reportOf(undefined, workItem({ problem }), undefined, run)).toEqual({ outcome, problem });
  });

  test.each<[string, WorkItem | undefined]>([
    ["was still to be sent", workItem({ state: "send" })],
    ["was still to be compared", workItem({ state: "look" })],
    ["was not even identified", undefined],
  ])("that %s when the ledger failed says that, and not that it was held", (_what, wanted) => {
    const stop = { code: "ledger_failed", message: "The disk is full." };

    expect(reportOf(undefined, wanted, undefined, { ...run, stop })).toEqual({
      outcome: "skipped",
      problem: stop,
    });
  });

  test("that a status run leaves alone says what requests it", () => {
    const left = reportOf(undefined, workItem({ state: "send" }), undefined, {
      mode: "status",
      runId: "now",
    });

    expect(left).toMatchObject({
      outcome: "skipped",
      problem: { code: "not_requested", message: expect.stringContaining("roster-sync sync") },
    });
  });

  test("that a plan would make is planned", () => {
    const planned = reportOf(undefined, workItem({ state: "send" }), undefined, {
      mode: "plan",
      runId: "now",
    });

    expect(planned).toEqual({ outcome: "planned", problem: undefined });
  });

  test("that is in doubt says why, and that running again sends nothing twice", () => {
    const known = entry({ standing: "in_doubt", problem: "no answer in time." });

    const { problem } = reportOf(undefined, workItem({ state: "doubt" }), known, run);

    expect(problem?.message).toContain("(no answer in time)");
    expect(problem?.message).toContain("never sent twice");
  });
});

describe("what a row says of several requests", () => {
  test.each<[readonly Outcome[], Outcome]>([
    [["exists", "exists"], "exists"],
    [["exists", "created"], "created"],
    [["created", "planned"], "planned"],
    [["created", "skipped"], "skipped"],
    [["created", "skipped", "unknown"], "unknown"],
    [["created", "skipped", "unknown", "failed", "exists"], "failed"],
    [[], "skipped"],
  ])("of %j is %s: what needs most attention", (outcomes, outcome) => {
    expect(rowOutcome(outcomes)).toBe(outcome);
    expect(rowOutcome(outcomes.toReversed())).toBe(outcome);
  });
});
