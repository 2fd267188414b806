import { describe, expect, test } from "vitest";
import type { StatusResult } from "../../../src/platforms/status-source.ts";
import { licenseLine, npi, uuid, type Line } from "../builders/rows.ts";
import { caqhKey, TestRun, writtenAt } from "../builders/told-rosters.ts";

const down = { code: "platform_unavailable", message: "CAQH did not answer." };
const reject = { code: "business_reject", message: "CAQH declined to answer." };
const current = {
  caqh_found: "Y",
  caqh_provider_id: "12345678",
  caqh_provider_status: "Re-Attestation",
  caqh_roster_status: "ACTIVE",
};

/** A run that asks CAQH; what CAQH says of everybody who is asked about by one number. */
async function asked(
  lines: readonly Line[],
  said: Partial<StatusResult>,
  only = ["licenses", "caqh"],
): Promise<TestRun> {
  const run = await TestRun.over(lines, { only });
  const queries = run.staging.statuses("caqh");
  for (const matchKey of queries.open("", 100))
    queries.settle(matchKey, { columns: undefined, problem: undefined, ...said });
  return run;
}

describe("the CAQH columns of a row", () => {
  test("hold what CAQH says, and its id fills a blank cell", async () => {
    const run = await asked([{ npi, caqh_provider_id: "" }], { columns: current });

    const { rows, tally } = await run.tell();

    expect(rows[0]).toMatchObject({ ...current, sync_result: "skipped" });
    expect(rows[0]).not.toHaveProperty("sync_error_code");
    expect(tally.statusFailures).toEqual({ caqh_failures: 0 });
  });

  test("renew an earlier answer, also where nothing takes its place", async () => {
    const run = await asked(
      [{ npi, sync_result: "skipped", caqh_found: "N", caqh_practice_state: "IL", caqh_error: "Not found." }],
      { columns: current },
    );

    const [row] = (await run.tell()).rows;

    expect(row).toMatchObject(current);
    expect(row).not.toHaveProperty("caqh_practice_state");
    expect(row).not.toHaveProperty("caqh_error");
  });

  test("never blank the id that the roster has", async () => {
    const run = await asked([{ caqh_provider_id: "12345678" }], {
      columns: { caqh_found: "N", caqh_provider_id: "" },
    });

    expect((await run.tell()).rows[0]).toMatchObject({ caqh_found: "N", caqh_provider_id: "12345678" });
  });

  test.each([
    ["is down", down, "skipped", "retry"],
    ["declines", reject, "failed", "retry"],
  ] as const)(
    "say why there is no status when CAQH %s, and so does a row that requests nothing",
    async (_what, problem, outcome, action) => {
      const run = await asked([{ npi }], { problem });

      const { rows, tally } = await run.tell();

      expect(rows[0]).toMatchObject({
        sync_result: outcome,
        sync_error_code: problem.code,
        sync_error: problem.message,
        caqh_error: problem.message,
        caqh_next_action: action,
      });
      expect(tally.statusFailures).toEqual({ caqh_failures: 1 });
    },
  );

  test("say so alone in a row whose requests are well", async () => {
    const run = await asked([licenseLine], { problem: reject });
    await run.shown("CA license", { remoteId: uuid(1), status: "requested" });
    await run.identify();

    const [row] = (await run.tell()).rows;

    expect(row).toMatchObject({ sync_result: "exists", caqh_error: reject.message });
    expect(row).not.toHaveProperty("sync_error_code");
  });

  test("leave it to the row's own fault to say what is wrong", async () => {
    const run = await asked([{ ...licenseLine, license_states: "ZZ" }], { problem: reject });

    const [row] = (await run.tell()).rows;

    expect(row).toMatchObject({ sync_result: "failed", sync_error_code: "unknown_state" });
    expect(row).not.toHaveProperty("caqh_error");
  });

  test("tell what moved, beside what moved of the row's requests", async () => {
    const lines = [
      {
        ...licenseLine,
        sync_result: "exists",
        license_request_ids: uuid(1),
        license_request_statuses: "requested",
      },
    ];
    const run = await asked(lines, { columns: current });
    const handle = caqhKey(`npi:${npi}`);
    const watched = { status: "caqh_provider_status" };
    for (const word of ["First Provider Contact", "Re-Attestation"]) {
      const columns = { ...current, caqh_provider_status: word };
      await run.ledger.statuses.keep([{ handle, columns, watched }], writtenAt);
    }
    await run.shown("CA license", { remoteId: uuid(1), status: "active" });
    await run.identify();

    const { key } = run.request("CA license");

    const { rows, keys, tally } = await run.tell();

    expect(rows[0]).toMatchObject({
      changes: "license CA: requested → active; caqh status: First Provider Contact → Re-Attestation",
    });
    expect(keys).toEqual([key, `${handle} status`]);
    expect(tally.changes).toBe(2);
  });

  test("are not filled in by a run that does not ask CAQH", async () => {
    const run = await TestRun.over([{ npi, sync_result: "exists", caqh_found: "Y" }], { only: ["licenses"] });

    expect((await run.tell()).rows[0]).toMatchObject({ caqh_found: "Y", sync_result: "skipped" });
  });

  test("cannot run as a formula in a spreadsheet", async () => {
    const run = await asked([{ npi }], { columns: { ...current, caqh_roster_status: '=HYPERLINK("x")' } });

    expect((await run.tell()).rows[0]).toMatchObject({ caqh_roster_status: '\'=HYPERLINK("x")' });
  });

  test("are compared with an earlier answer as it was before it was made harmless", async () => {
    const run = await asked(
      [
        {
          npi,
          sync_result: "skipped",
          caqh_provider_id: "",
          caqh_roster_status: "'=A",
          caqh_provider_status: "",
        },
      ],
      { columns: { ...current, caqh_provider_id: "", caqh_roster_status: "=A" } },
    );

    expect((await run.tell()).rows[0]).not.toHaveProperty("changes");
  });
});

describe("a row that CAQH is not asked about", () => {
  test("has no status of it: a group, and a short row of nobody", async () => {
    const group = {
      group_name: "Northside",
      payer_name: "Aetna",
      payer_states: "TX",
      is_medallion_owned: "no",
    };
    const run = await TestRun.over([group, {}], {
      only: ["enrollments", "caqh"],
      cells: (cells, row) => (row === 3 ? cells.slice(0, 1) : cells),
    });
    await run.identify();

    const { rows, reported } = await run.tell();

    expect(reported.map(({ statuses }) => [...statuses.keys()])).toEqual([[]]);
    for (const row of rows) {
      expect(row["sync_result"]).toBe("skipped");
      expect(Object.keys(row).filter((column) => column.startsWith("caqh_"))).toEqual([]);
    }
  });

  test("fails where it contradicts another, whatever CAQH says", async () => {
    const lines = [licenseLine, { ...licenseLine, is_medallion_owned: "no" }];
    const run = await asked(lines, { problem: down });

    const { rows } = await run.tell();

    expect(rows.map((row) => [row["sync_result"], row["sync_error_code"]])).toEqual([
      ["failed", "contradiction"],
      ["failed", "contradiction"],
    ]);
  });
});

describe("a row that requests nothing", () => {
  test("says so where it fills in options, though its CAQH status was read", async () => {
    const run = await asked([{ npi, certificate_type: "MD" }], { columns: current });

    expect((await run.tell()).rows[0]).toMatchObject({
      sync_result: "skipped",
      sync_error_code: "nothing_asked",
      caqh_found: "Y",
    });
  });

  test("says rather why its CAQH status could not be read", async () => {
    const run = await asked([{ npi, certificate_type: "MD" }], { problem: down });

    expect((await run.tell()).rows[0]).toMatchObject({ sync_error_code: "platform_unavailable" });
  });
});

describe("a run without CAQH", () => {
  const rules = { withoutCaqh: true } as const;

  test.each<[string, Line, string | undefined]>([
    ["an NPI", { npi }, "not_configured"],
    ["an email address", { email: "a@example.test" }, "not_configured"],
    ["a last name", { last_name: "Okafor" }, "not_configured"],
    ["a CAQH id", { caqh_provider_id: "12345678" }, "not_configured"],
    ["an NPI behind other columns", { Manager: "", Notes: "", npi }, "not_configured"],
    ["nobody", { npi: " ", Manager: "D. Ruiz" }, undefined],
    ["a group", { group_name: "Northside" }, undefined],
  ])("says in the row of %s why there is no status: %j → %s", async (_who, line, says) => {
    const run = await TestRun.over([line], rules);

    const [row] = (await run.tell()).rows;

    expect(row?.["caqh_error"]).toBe(says);
    expect(row).toMatchObject({ sync_result: "skipped" });
  });

  test("says it beside requests, and not in a row that is faulty", async () => {
    const run = await TestRun.over([licenseLine, { ...licenseLine, license_states: "ZZ" }], rules);
    await run.identify();

    const { rows } = await run.tell();

    expect(rows.map((row) => row["caqh_error"])).toEqual(["not_configured", undefined]);
  });
});
