import { describe, expect, test } from "vitest";
import { enrollmentLine, licenseLine, npi, uuid, verifiableLine } from "../builders/rows.ts";
import { found, TestRun } from "../builders/told-rosters.ts";

const [idOfCa, idOfNy, idOfDea] = [uuid(1), uuid(2), uuid(3)];
const twoStates = { ...licenseLine, license_states: "CA; NY" };
const down = { code: "platform_unavailable", message: "Medallion did not answer." };
const refused = { code: "refused", message: "Medallion refused it (400: no)." };

describe("the columns of a row's requests", () => {
  test("hold the bare id and status of a single request", async () => {
    const run = await TestRun.over([licenseLine]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.identify();

    const { rows, keys } = await run.tell();

    expect(keys).toEqual([]);
    expect(rows[0]).toMatchObject({
      sync_result: "exists",
      license_request_ids: idOfCa,
      license_request_statuses: "requested",
    });
    expect(rows[0]).not.toHaveProperty("sync_error_code");
    expect(rows[0]).not.toHaveProperty("changes");
  });

  test("name state and kind before each of several, in the roster's order", async () => {
    const run = await TestRun.over([{ ...twoStates, dea_states: "NY" }]);
    await run.shown("NY dea", { remoteId: idOfDea, status: "active" });
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.sent("NY license", { remoteId: idOfNy, status: "requested" });
    await run.identify();

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      sync_result: "created",
      license_request_ids: `CA license=${idOfCa}; NY license=${idOfNy}; NY dea=${idOfDea}`,
      license_request_statuses: "CA license=requested; NY license=requested; NY dea=active",
    });
  });

  test("tell of enrollments by state, with the platform's reasons", async () => {
    const run = await TestRun.over([{ ...enrollmentLine, payer_states: "TX; OK" }]);
    await run.shown("TX", { remoteId: uuid(4), status: "on_hold", statusReason: "missing_docs" });
    await run.shown("OK", { remoteId: uuid(5), status: "requested" });
    await run.identify();

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      enrollment_request_ids: `TX=${uuid(4)}; OK=${uuid(5)}`,
      enrollment_statuses: "TX=on_hold; OK=requested",
      enrollment_status_reasons: "TX=missing_docs",
    });
    expect(rows[0]).not.toHaveProperty("license_request_ids");
  });

  test("tell of credentialing its status, the decision and the file", async () => {
    const run = await TestRun.over([{ npi, credentialing: "medallion" }]);
    await run.shown("credentialing", {
      remoteId: uuid(6),
      status: "closed",
      details: { credentialing_status: "approved", credentialing_file_id: uuid(7) },
    });
    await run.identify();

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      credentialing_request_id: uuid(6),
      credentialing_request_status: "closed",
      credentialing_status: "approved",
      credentialing_file_id: uuid(7),
    });
  });

  test("keep the works of a row apart", async () => {
    const run = await TestRun.over([{ ...licenseLine, ...enrollmentLine, is_medallion_owned: "yes" }]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.shown("TX", { remoteId: uuid(4), status: "intake" });
    await run.identify();

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      license_request_ids: idOfCa,
      license_request_statuses: "requested",
      enrollment_request_ids: uuid(4),
      enrollment_statuses: "intake",
    });
  });

  test("say what the provider holds in place of a status, and no id", async () => {
    const run = await TestRun.over([twoStates]);
    await run.identify();
    for (const label of ["CA license", "NY license"]) run.isMissing(label);
    run.happens("CA license", { event: "held", held: "held A12345 until 2027-03-31" });

    const { rows, requests } = await run.tell({ run: { mode: "plan", runId: "run 1" } });

    expect(rows[0]).toMatchObject({
      sync_result: "planned",
      license_request_statuses: "CA license=held A12345 until 2027-03-31",
      changes: "license NY: would be requested",
    });
    expect(rows[0]).not.toHaveProperty("license_request_ids");
    expect(requests.map(({ request, sync_result, status }) => [request, sync_result, status])).toEqual([
      ["license CA", "exists", "held A12345 until 2027-03-31"],
      ["license NY", "planned", undefined],
    ]);
  });

  test("keep what the roster says of a request that was not reached", async () => {
    const before = {
      ...twoStates,
      sync_result: "exists",
      license_request_ids: `CA license=${idOfCa}; NY license=${idOfNy}`,
      license_request_statuses: "CA license=requested; NY license=active",
    };
    const run = await TestRun.over([before], { look: () => down });
    await run.identify();

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      sync_result: "skipped",
      sync_error_code: "platform_unavailable",
      sync_error: down.message,
      license_request_ids: before.license_request_ids,
      license_request_statuses: before.license_request_statuses,
    });
  });

  test("keep a platform's reasons and decisions that could not be read again", async () => {
    const run = await TestRun.over(
      [
        {
          ...enrollmentLine,
          sync_result: "exists",
          enrollment_request_ids: uuid(4),
          enrollment_statuses: "on_hold",
          enrollment_status_reasons: "missing_docs",
        },
        {
          npi,
          credentialing: "medallion",
          sync_result: "exists",
          credentialing_request_id: uuid(6),
          credentialing_request_status: "closed",
          credentialing_status: "approved",
          credentialing_file_id: uuid(7),
        },
      ],
      { look: () => down },
    );
    await run.identify();

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      enrollment_request_ids: uuid(4),
      enrollment_statuses: "on_hold",
      enrollment_status_reasons: "missing_docs",
    });
    expect(rows[1]).toMatchObject({
      credentialing_request_id: uuid(6),
      credentialing_request_status: "closed",
      credentialing_status: "approved",
      credentialing_file_id: uuid(7),
    });
  });

  test("say what the ledger knows of a request whose platform is down", async () => {
    const run = await TestRun.over([{ ...licenseLine, sync_result: "exists", license_request_ids: idOfNy }]);
    await run.shown("CA license", { remoteId: idOfCa, status: "requested" });
    await run.identify();
    run.happens("CA license", { event: "unreadable", problem: down, reading: "list" });

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({
      sync_result: "exists",
      license_request_ids: idOfCa,
      license_request_statuses: "requested",
    });
  });

  test("keep what the roster says where the run ended before it was known who is meant", async () => {
    const stop = { code: "interrupted", message: "The run was interrupted." };
    const run = await TestRun.over([{ ...licenseLine, sync_result: "exists", license_request_ids: "l-1" }], {
      run: { stop },
    });

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_result: "skipped",
      sync_error_code: "interrupted",
      sync_error: stop.message,
    });
  });

  test("are blank for a request that failed", async () => {
    const run = await TestRun.over([{ ...licenseLine, sync_result: "exists", license_request_ids: idOfCa }]);
    await run.identify();
    run.happens("CA license", { event: "contradicted", problem: refused });

    const { rows } = await run.tell();

    expect(rows[0]).toMatchObject({ sync_result: "failed", sync_error_code: "refused" });
    expect(rows[0]).not.toHaveProperty("license_request_ids");
  });
});

describe("the ids of who a row is about", () => {
  test("are added where the roster has no such column", async () => {
    const run = await TestRun.over([licenseLine, verifiableLine]);
    await run.identify();

    const { rows } = await run.tell();

    expect(
      rows.map(({ provider_id, verifiable_provider_id }) => [provider_id, verifiable_provider_id]),
    ).toEqual([
      [found.medallion, undefined],
      [undefined, found.verifiable],
    ]);
  });

  test("fill a blank cell of the roster's and never overwrite a filled one", async () => {
    const lines = [
      { provider_id: "", ...licenseLine },
      { ...licenseLine, provider_id: " " },
      { ...licenseLine, provider_id: uuid(101).toUpperCase() },
    ];
    const run = await TestRun.over(lines, { look: ({ about }) => about["id"]?.toLowerCase() });
    await run.identify();

    const { rows } = await run.tell();

    expect(rows.map((row) => row["provider_id"])).toEqual([
      found.medallion,
      found.medallion,
      uuid(101).toUpperCase(),
    ]);
  });

  test("of a group and a facility fill columns that are there, and are left out where they are not", async () => {
    const group = {
      group_name: "Northside",
      payer_name: "Aetna",
      payer_states: "TX",
      is_medallion_owned: "no",
    };
    const withColumn = await TestRun.over([{ ...group, group_profile_id: "" }]);
    await withColumn.identify();
    const without = await TestRun.over([group]);
    await without.identify();

    expect((await withColumn.tell()).rows[0]).toMatchObject({ group_profile_id: found.group });
    expect((await without.tell()).rows[0]).not.toHaveProperty("group_profile_id");
  });
});
