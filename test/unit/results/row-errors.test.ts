import { describe, expect, test } from "vitest";
import { licenseLine, uuid } from "../builders/rows.ts";
import { TestRun } from "../builders/told-rosters.ts";

const [idOfCa, idOfNy] = [uuid(1), uuid(2)];
const twoStates = { ...licenseLine, license_states: "CA; NY" };
const down = { code: "platform_unavailable", message: "Medallion did not answer." };
const refused = { code: "refused", message: "Medallion refused it (400: no)." };

describe("the error of a row", () => {
  test("is its fault, and then it requests nothing", async () => {
    const run = await TestRun.over([{ ...licenseLine, license_states: "ZZ" }]);
    await run.identify();

    const { rows, requests, reported } = await run.tell();

    expect(rows[0]).toMatchObject({
      sync_result: "failed",
      sync_error_code: "unknown_state",
      sync_error: `license_states (C2) "ZZ" is not a state. Use a two-letter code such as CA, or the state's name.`,
    });
    expect([requests, reported.map(({ specs, changeKeys }) => [specs, changeKeys])]).toEqual([
      [],
      [[[], []]],
    ]);
  });

  test("names the requests that it is about where others of the row are well", async () => {
    const run = await TestRun.over([{ ...twoStates, dea_states: "TX" }]);
    await run.shown("NY license", { remoteId: idOfNy, status: "requested" });
    await run.identify();
    run.happens("CA license", { event: "contradicted", problem: refused });
    run.happens("TX dea", { event: "contradicted", problem: refused });

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      sync_result: "failed",
      sync_error_code: "refused",
      sync_error: `license CA, dea TX: ${refused.message}`,
      license_request_ids: `NY license=${idOfNy}`,
    });
  });

  test("is said once where all requests of the row share it", async () => {
    const run = await TestRun.over([twoStates]);
    await run.identify();
    for (const label of ["CA license", "NY license"])
      run.happens(label, { event: "contradicted", problem: refused });

    expect((await run.tell()).rows[0]).toMatchObject({ sync_error: refused.message });
  });

  test("has the code of what made the row what it is, and all that is wrong in the row's order", async () => {
    const run = await TestRun.over([twoStates]);
    await run.identify();
    run.happens("CA license", { event: "contradicted", problem: down });
    run.happens("NY license", { event: "contradicted", problem: refused });

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_result: "failed",
      sync_error_code: "refused",
      sync_error: `license CA: ${down.message} license NY: ${refused.message}`,
    });
  });

  test("says of a request that exists what is odd about it, though the row is well", async () => {
    const run = await TestRun.over([twoStates]);
    await run.shown("CA license", {
      remoteId: idOfCa,
      status: "requested",
      details: { alike: `${uuid(8)}, ${uuid(9)}` },
    });
    await run.sent("NY license", { remoteId: idOfNy, status: "requested" });
    await run.identify();

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_result: "created",
      sync_error_code: "several_alike",
      sync_error: expect.stringMatching(/^license CA: Medallion has more than one open request/) as string,
    });
  });

  test.each([
    ["sync", "created", "not_in_force"],
    ["plan", "planned", "not_in_force"],
  ] as const)("of a %s says what there is that does not stand in the way", async (mode, outcome, code) => {
    const note = "Medallion has a pending license for this.";
    const run = await TestRun.over([licenseLine]);
    if (mode === "sync") await run.sent("CA license", { remoteId: idOfCa, status: "requested" });
    await run.identify();
    run.staging.workItems.setNote(run.request("CA license").key, note);
    if (mode === "plan") run.isMissing("CA license");

    expect((await run.tell({ run: { mode, runId: "run 1" } })).rows[0]).toMatchObject({
      sync_result: outcome,
      sync_error_code: code,
      sync_error: note,
    });
  });

  test("says rather that the id of what was made could not be read", async () => {
    const run = await TestRun.over([licenseLine]);
    await run.sent("CA license", {});
    await run.identify();
    run.staging.workItems.setNote(run.request("CA license").key, "There is something.");
    run.happens("CA license", { event: "unreadable", problem: down, reading: "list" });

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_result: "created",
      sync_error_code: "id_unconfirmed",
    });
  });

  test("says nothing of what there is beside a request that exists, or that has another problem", async () => {
    const run = await TestRun.over([twoStates]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.identify();
    for (const label of ["CA license", "NY license"])
      run.staging.workItems.setNote(run.request(label).key, "There is something.");
    run.happens("NY license", { event: "contradicted", problem: refused });

    expect((await run.tell()).rows[0]).toMatchObject({ sync_error: `license NY: ${refused.message}` });
  });
});
