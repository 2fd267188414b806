import { describe, expect, test } from "vitest";
import { licenseLine, npi, uuid } from "../builders/rows.ts";
import { found, toldOf, TestRun } from "../builders/told-rosters.ts";

const stranger = uuid(101);

describe("a CAQH id that another one takes the place of", () => {
  const rules = { only: ["licenses", "enrollments", "credentialing", "caqh"] } as const;

  test("is corrected, and the rest of the row was about somebody else, too", async () => {
    const run = await TestRun.over(
      [
        {
          npi,
          sync_result: "skipped",
          caqh_provider_id: "12345678",
          caqh_found: "Y",
          enrollment_request_ids: "x",
        },
      ],
      rules,
    );
    const queries = run.staging.statuses("caqh");
    const [matchKey = ""] = queries.unaimed("", 10);
    queries.aim(matchKey, `npi:${npi}`);
    queries.settle(`npi:${npi}`, {
      columns: { caqh_found: "Y", caqh_provider_id: "87654321", caqh_provider_status: "Re-Attestation" },
      problem: undefined,
    });

    const row = await toldOf(run);

    expect(row).toMatchObject({
      sync_result: "skipped",
      sync_error_code: "stale_answer",
      caqh_provider_id: "87654321",
      caqh_found: "Y",
      caqh_provider_status: "Re-Attestation",
    });
    expect(row).not.toHaveProperty("enrollment_request_ids");
  });

  test("is somebody else's where the row's other ids are, and nothing can be compared with it", async () => {
    const email = "amara.okafor@example.test";
    const { npi: _npi, ...asks } = licenseLine;
    const run = await TestRun.over(
      [
        {
          email,
          ...asks,
          sync_result: "exists",
          provider_id: stranger,
          license_request_ids: uuid(55),
          caqh_provider_id: "12345678",
          caqh_found: "Y",
          caqh_provider_status: "Re-Attestation",
        },
      ],
      rules,
    );

    const row = await toldOf(run);

    expect(row).toMatchObject({
      sync_error_code: "stale_answer",
      provider_id: found.medallion,
      caqh_next_action: "supply_caqh_id",
    });
    expect(row?.["sync_error"]).toContain('"12345678" belongs to someone or something else');
    expect(row).not.toHaveProperty("caqh_provider_id");
    expect(row).not.toHaveProperty("caqh_provider_status");
  });

  test("is the row's own where only an id of a request is another's", async () => {
    const { npi: _npi, ...asks } = licenseLine;
    const line = { email: "amara.okafor@example.test", ...asks, sync_result: "exists" };
    const run = await TestRun.over(
      [{ ...line, license_request_ids: uuid(55), caqh_provider_id: "12345678", caqh_found: "Y" }],
      rules,
    );
    const queries = run.staging.statuses("caqh");
    const [matchKey = ""] = queries.unaimed("", 10);
    queries.aim(matchKey, "id:12345678");
    queries.settle("id:12345678", {
      columns: { caqh_found: "Y", caqh_provider_id: "12345678", caqh_roster_status: "ACTIVE" },
      problem: undefined,
    });

    expect(await toldOf(run)).toMatchObject({
      sync_error_code: "stale_answer",
      caqh_provider_id: "12345678",
      caqh_roster_status: "ACTIVE",
    });
  });
});
