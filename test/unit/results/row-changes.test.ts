import { describe, expect, test } from "vitest";
import { licenseLine, npi, uuid } from "../builders/rows.ts";
import { TestRun, writtenAt } from "../builders/told-rosters.ts";

const [idOfCa, idOfNy] = [uuid(1), uuid(2)];
const twoStates = { ...licenseLine, license_states: "CA; NY" };
const refused = { code: "refused", message: "Medallion refused it (400: no)." };

describe("what moved since the last run", () => {
  const before = { ...licenseLine, sync_result: "exists", license_request_statuses: "requested" };

  test("is told against the roster's own earlier answer", async () => {
    const run = await TestRun.over([{ ...before, license_request_ids: idOfCa }]);
    await run.shown("CA license", { remoteId: idOfCa, status: "active" }, { at: writtenAt - 60_000 });
    await run.identify();

    const { rows, changes, keys, tally } = await run.tell();

    expect(rows[0]).toMatchObject({ changes: "license CA: requested → active" });
    expect(changes).toEqual([
      {
        row: "2",
        provider: npi,
        platform: "medallion",
        request: "license CA",
        from: "requested",
        to: "active",
        seen_at: "2026-03-15T11:59:00.000Z",
      },
    ]);
    expect([keys, tally.changes]).toEqual([[run.request("CA license").key], 1]);
  });

  test("is told from the ledger where the roster knows nothing, from the first step to the last", async () => {
    const run = await TestRun.over([licenseLine]);
    for (const [minute, status] of ["requested", "in_review", "submitted", "active"].entries())
      await run.shown(
        "CA license",
        { remoteId: idOfCa, status },
        { at: writtenAt - 600_000 + minute * 60_000 },
      );
    await run.identify();

    const { rows, changes } = await run.tell();

    expect(rows[0]).toMatchObject({ changes: "license CA: requested → active" });
    expect(changes[0]).toMatchObject({ seen_at: "2026-03-15T11:53:00.000Z" });
  });

  test("is nothing when the roster knows it already, even where the ledger has not told it yet", async () => {
    const run = await TestRun.over([
      { ...before, license_request_ids: idOfCa, license_request_statuses: "active" },
    ]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.shown("CA license", { remoteId: idOfCa, status: "active" });
    await run.identify();

    expect((await run.tell()).rows[0]).not.toHaveProperty("changes");
  });

  test("is nothing where the ledger's changes have been told", async () => {
    const run = await TestRun.over([licenseLine]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.shown("CA license", { remoteId: idOfCa, status: "active" });
    await run.ledger.changes.markReported([run.request("CA license").key]);
    await run.identify();

    expect((await run.tell()).rows[0]).not.toHaveProperty("changes");
  });

  test("is not told against the status of another request, whose id stands there", async () => {
    const run = await TestRun.over([{ ...before, license_request_ids: idOfNy }]);
    await run.shown("CA license", { remoteId: idOfCa, status: "active" });
    await run.identify();

    expect((await run.tell()).rows[0]).not.toHaveProperty("changes");
  });

  test("is not told of a request whose status nobody knows", async () => {
    const run = await TestRun.over([{ ...before, license_request_ids: idOfCa }]);
    await run.shown("CA license", { remoteId: idOfCa });
    await run.identify();

    expect((await run.tell()).rows[0]).not.toHaveProperty("changes");
  });

  test("stands behind what a plan would request", async () => {
    const run = await TestRun.over([
      {
        ...twoStates,
        sync_result: "exists",
        license_request_ids: `CA license=${idOfCa}`,
        license_request_statuses: "CA license=requested",
      },
    ]);
    await run.shown("CA license", { remoteId: idOfCa, status: "active" });
    await run.identify();
    run.isMissing("NY license");

    expect((await run.tell({ run: { mode: "plan", runId: "x" } })).rows[0]).toMatchObject({
      changes: "license NY: would be requested; license CA: requested → active",
    });
  });
});

describe("an id in the roster that is another request's", () => {
  const stale = { ...licenseLine, sync_result: "exists", license_request_ids: idOfNy };

  test("is ignored with a warning, and the right one takes its place", async () => {
    const run = await TestRun.over([stale]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.identify();

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_result: "exists",
      sync_error_code: "stale_answer",
      sync_error: `license_request_ids (F2) "${idOfNy}" belongs to another request than the row asks for. It was ignored.`,
      license_request_ids: idOfCa,
    });
  });

  test("is said of all ids of a column at once, behind what else is wrong", async () => {
    const run = await TestRun.over([
      { ...twoStates, sync_result: "exists", license_request_ids: "CA license=l-1; NY license=l-2" },
    ]);
    await run.identify();
    for (const label of ["CA license", "NY license"])
      run.happens(label, { event: "contradicted", problem: refused });

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_error_code: "refused",
      sync_error: `${refused.message} license_request_ids (F2) "l-1; l-2" belongs to another request than the row asks for. It was ignored.`,
    });
  });

  test("is no matter where it is the request's own, or the request was never identified", async () => {
    const own = await TestRun.over([{ ...stale, license_request_ids: idOfCa }]);
    await own.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await own.identify();
    const unidentified = await TestRun.over([stale], {
      look: () => ({ code: "provider_not_found", message: "No." }),
    });
    await unidentified.identify();

    expect((await own.tell()).rows[0]).not.toHaveProperty("sync_error");
    expect((await unidentified.tell()).rows[0]).toMatchObject({
      sync_error_code: "provider_not_found",
      sync_error: "No.",
    });
  });
});
