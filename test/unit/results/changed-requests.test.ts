import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import { knownOf } from "../../../src/requests/known.ts";
import type { Verb } from "../../../src/requests/operation.ts";
import type { AnsweredRequest } from "../../../src/results/row-answers.ts";
import { StandingTally } from "../../../src/results/standings.ts";
import { summaryLines } from "../../../src/results/summary-text.ts";
import { RequestTally, type RequestOutcome } from "../../../src/results/summary.ts";
import { licenseLine, uuid } from "../builders/rows.ts";
import { quiet } from "../builders/summaries.ts";
import { TestRun } from "../builders/told-rosters.ts";

/** A run that asks for a license in California and does this to what is there. */
async function runThat(verb: Verb): Promise<TestRun> {
  const run = await TestRun.over([licenseLine]);
  const { key, kind, subject, attributes } = run.request("CA license");
  run.staging.workItems.add([
    { key, kind, subject, attributes, verb, batch: "b", row: 2, toldIds: [], known: knownOf(undefined) },
  ]);
  return run;
}

describe("the row of what is there already and is changed", () => {
  test.each([
    ["create", "license CA: would be requested"],
    ["update", "license CA: would be updated"],
    ["remove", "license CA: would be removed"],
  ] as const)("says in a plan that is to %s it what would be done: %s", async (verb, says) => {
    const run = await runThat(verb);
    await run.identify();
    run.isMissing("CA license");

    expect((await run.tell({ run: { mode: "plan", runId: "x" } })).rows[0]).toMatchObject({
      sync_result: "planned",
      changes: says,
    });
  });

  test.each([
    ["create", undefined],
    ["update", "license CA: updated"],
    ["remove", "license CA: removed"],
  ] as const)("says after a run that was to %s it what was done: %s", async (verb, says) => {
    const run = await runThat(verb);
    await run.sent("CA license", { remoteId: uuid(1), status: "active" });
    await run.identify();

    const [row] = (await run.tell()).rows;

    expect(row).toMatchObject({ sync_result: "created" });
    expect(row?.["changes"]).toBe(says);
  });

  test("says nothing of what exists as it is to be", async () => {
    const run = await runThat("update");
    await run.shown("CA license", { remoteId: uuid(1), status: "active" });
    await run.identify();

    expect((await run.tell()).rows[0]).not.toHaveProperty("changes");
  });

  test("has no id of what was removed, and says so where this program did", async () => {
    const run = await runThat("remove");
    await run.sent("CA license", { remoteId: uuid(1), status: "active" });
    await run.identify();
    const gone = await runThat("remove");
    await gone.shown("CA license", { remoteId: uuid(1), status: "active" });
    await gone.identify();

    const [removed] = (await run.tell()).rows;
    const [absent] = (await gone.tell()).rows;

    expect(removed).toMatchObject({ license_request_statuses: "removed" });
    for (const row of [removed, absent]) expect(row).not.toHaveProperty("license_request_ids");
    expect(absent).not.toHaveProperty("license_request_statuses");
  });
});

describe("the summary of what is there already and is changed", () => {
  /** Requests of a run: how many of which work, with which outcome, by what was done. */
  function counted(
    ...all: readonly (readonly [string, RequestOutcome, Verb, number])[]
  ): RequestTally["counts"] {
    const tally = new RequestTally();
    for (const [work, outcome, verb, count] of all)
      for (let place = 0; place < count; place += 1) tally.add(work, outcome, verb);
    return tally.counts;
  }

  test("says what was made, what was updated and what was removed, each by kind", () => {
    const requests = counted(
      ["licenses", "created", "create", 4],
      ["licenses", "created", "update", 2],
      ["enrollments", "created", "update", 1],
      ["enrollments", "created", "remove", 3],
      ["licenses", "failed", "remove", 1],
    );

    expect(requests).toMatchObject({
      created: 10,
      failed: 1,
      changes: {
        updated: { licenses: 2, enrollments: 1 },
        removed: { enrollments: 3 },
        to_update: {},
        to_remove: {},
      },
    });
    expect(summaryLines({ ...quiet, requests }).split("\n")).toContain(
      "requests: 4 created (4 licenses), 3 updated (2 licenses, 1 enrollment), 3 removed (3 enrollments), 1 failed (1 license)",
    );
  });

  test("of a plan says what sync would make, update and remove", () => {
    const requests = counted(
      ["licenses", "planned", "create", 2],
      ["licenses", "planned", "update", 1],
      ["enrollments", "planned", "remove", 5],
    );

    expect(requests.changes).toEqual({
      updated: {},
      removed: {},
      to_update: { licenses: 1 },
      to_remove: { enrollments: 5 },
    });
    expect(summaryLines({ ...quiet, command: "plan", requests })).toContain(
      "\nsync would create 2 requests: 2 licenses; update 1 license; remove 5 enrollments\n",
    );
  });

  test("of a plan that only removes says so", () => {
    const requests = counted(["licenses", "planned", "remove", 1]);

    expect(summaryLines({ ...quiet, command: "plan", requests })).toContain(
      "\nsync would remove 1 license\n",
    );
  });

  test("has no such counts where nothing was changed", () => {
    const requests = counted(["licenses", "created", "create", 1], ["licenses", "failed", "update", 1]);

    expect(requests).not.toHaveProperty("changes");
  });
});

describe("the standing of what is changed", () => {
  const at = "2026-03-01T00:00:00.000Z";
  const asked = (verb: Verb): AnsweredRequest =>
    ({
      staged: { id: 1, key: verb, spec: { kind: "medallion.license" } },
      workItem: { verb },
      entry: { status: "requested" } as unknown as LedgerEntry,
      outcome: "created",
    }) as unknown as AnsweredRequest;

  test.each<[Verb, Record<string, number>]>([
    ["create", { "made license": 1, "open license": 1 }],
    ["update", { "open license": 1 }],
    ["remove", {}],
  ])("of one that the run was to %s is %j", (verb, counts) => {
    const tally = new StandingTally(at);
    tally.add({ specs: [asked(verb)], statuses: new Map() });

    expect(tally.counts).toEqual(counts);
  });
});
