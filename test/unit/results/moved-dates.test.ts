import { describe, expect, test } from "vitest";
import type { Holding } from "../../../src/ledger/entry.ts";
import { dated, enrollment, license, recredentialing } from "../builders/holdings.ts";
import { enrollmentLine, npi, type Line } from "../builders/rows.ts";
import { found, writtenAt, type RunRules } from "../builders/told-rosters.ts";

/** What the only row says. */
async function told(line: Line, has: readonly Holding[], rules: RunRules = {}): Promise<Line> {
  return (await (await dated([line], has, rules)).tell()).rows[0] ?? {};
}

describe("the columns of dates in the results of an earlier run", () => {
  const before: Line = {
    npi,
    sync_result: "skipped",
    provider_id: found.medallion,
    license_numbers: "CA license=A12345",
    license_expirations: "CA license=2026-03-31",
    license_next_expiration: "2026-03-31",
    enrollment_effective_dates: "TX=2024-01-01",
    enrollment_revalidation_dates: "TX=2026-06-01",
    recredentialing_due: "2026-05-31",
    profile_state: "complete",
  };

  test("are renewed, and tell what moved", async () => {
    const run = await dated([before], [license, enrollment, recredentialing]);

    const { rows, changes, keys, tally } = await run.tell();

    expect(rows[0]).toMatchObject({
      license_expirations: "CA license=2027-03-31",
      changes: [
        "expiration CA license: 2026-03-31 → 2027-03-31",
        "effective date TX: 2024-01-01 → 2025-05-01",
        "revalidation TX: 2026-06-01 → 2027-05-01",
        "recredentialing due: 2026-05-31 → 2026-11-30",
      ].join("; "),
    });
    expect(rows[0]).not.toHaveProperty("profile_state");
    expect(changes.map(({ platform, request, seen_at }) => [platform, request, seen_at])).toEqual([
      ["medallion", "expiration CA license", undefined],
      ["medallion", "effective date TX", undefined],
      ["medallion", "revalidation TX", undefined],
      ["verifiable", "recredentialing due", undefined],
    ]);
    expect([keys, tally.changes]).toEqual([[], 4]);
  });

  test("say nothing of what stands there already, or was no day", async () => {
    const same = { ...before, license_expirations: "CA license=2027-03-31", recredentialing_due: "soon" };

    const row = await told(same, [license, recredentialing]);

    expect(row).toMatchObject({ recredentialing_due: "2026-11-30" });
    expect(row).not.toHaveProperty("changes");
  });

  test.each(["x2026-05-31", "2026-05-31x"])("say nothing against %s, which is no day", async (word) => {
    expect(await told({ ...before, recredentialing_due: word }, [recredentialing])).not.toHaveProperty(
      "changes",
    );
  });

  test("are not compared where several dates stand under one label", async () => {
    const row = await told(before, [license, { ...license, id: "h2", number: "B1", until: "2028-01-01" }]);

    expect(row).toMatchObject({ license_expirations: "CA license=2027-03-31; CA license=2028-01-01" });
    expect(row).not.toHaveProperty("changes");
  });

  test("tell what moved under each label by itself", async () => {
    const line = { ...before, license_expirations: "CA license=2026-03-31; NY license=2026-03-31" };
    const row = await told(line, [
      license,
      { ...license, id: "h2", state: "NY", number: "N1", until: "2028-01-01" },
    ]);

    expect(row["changes"]).toBe(
      "expiration CA license: 2026-03-31 → 2027-03-31; expiration NY license: 2026-03-31 → 2028-01-01",
    );
  });

  test("tell what moved of a single state, which stands there bare", async () => {
    const line = { ...enrollmentLine, sync_result: "exists", enrollment_effective_dates: "2024-01-01" };

    expect((await told(line, [enrollment]))["changes"]).toBe("effective date TX: 2024-01-01 → 2025-05-01");
  });

  test("say nothing of a day that the platform does not tell any more", async () => {
    const row = await told(before, [{ ...recredentialing, due: undefined }]);

    expect(row).not.toHaveProperty("recredentialing_due");
    expect(row).not.toHaveProperty("changes");
  });

  test("of a group are blanked where it has nothing any more, and stay where nobody knows which group it is", async () => {
    const line = {
      group_name: "Northside",
      payer_name: "Aetna",
      payer_states: "TX",
      is_medallion_owned: "no",
      sync_result: "exists",
      enrollment_effective_dates: "2024-01-01",
    };
    const look = () => ({ code: "group_not_found", message: "No." });

    expect(await told(line, [])).not.toHaveProperty("enrollment_effective_dates");
    expect(await told(line, [], { look })).toMatchObject({ enrollment_effective_dates: "2024-01-01" });
  });

  test("are told from the ledger where their list could not be read", async () => {
    const run = await dated([before], [license]);
    const problem = { code: "forbidden", message: "No." };
    for (const platform of ["medallion", "verifiable"])
      run.staging.holders.setUnread({ platform, kind: "license", title: "licenses", spares: false, problem });

    expect((await run.tell()).rows[0]).toMatchObject({ license_expirations: "CA license=2027-03-31" });
  });

  test("are blanked where the platform has nothing any more", async () => {
    const row = await told(before, []);

    for (const column of Object.keys(before).slice(3)) expect(row).not.toHaveProperty(column);
  });

  test("stay where their list could not be read, and where the platform does not know the person", async () => {
    const problem = { code: "forbidden", message: "Medallion refused to show it." };
    const run = await dated([before], []);
    for (const kind of ["license", "enrollment"] as const)
      run.staging.holders.setUnread({
        platform: "medallion",
        kind,
        title: "licenses on file",
        spares: true,
        problem,
      });
    run.staging.holders.setUnread({
      platform: "verifiable",
      kind: "license",
      title: "licenses",
      spares: false,
      problem,
    });

    const [row] = (await run.tell()).rows;

    expect(row).toMatchObject({
      license_numbers: "CA license=A12345",
      license_expirations: "CA license=2026-03-31",
      license_next_expiration: "2026-03-31",
      enrollment_effective_dates: "TX=2024-01-01",
      enrollment_revalidation_dates: "TX=2026-06-01",
    });
    expect(row).not.toHaveProperty("recredentialing_due");
    expect(row).not.toHaveProperty("profile_state");
  });

  test("are blanked where one of two platforms was read, and it has nothing", async () => {
    const run = await dated([before], []);
    run.staging.holders.setUnread({
      platform: "medallion",
      kind: "license",
      title: "licenses on file",
      spares: true,
      problem: { code: "forbidden", message: "No." },
    });

    expect((await run.tell()).rows[0]).not.toHaveProperty("license_numbers");
  });

  test("stay as far as a platform knows nobody", async () => {
    const unknown = { code: "verifiable_provider_not_found", message: "Verifiable has no such provider." };
    const look: RunRules["look"] = ({ lookupSource }) =>
      lookupSource === "verifiable.provider" ? unknown : undefined;

    const row = await told(before, [], { look });

    expect(row).toMatchObject({ recredentialing_due: "2026-05-31" });
    expect(row).not.toHaveProperty("profile_state");
    expect(row).not.toHaveProperty("license_numbers");
  });
});

describe("a day that moved on the platform", () => {
  const key = "holding|medallion|license|h1|until";

  test("is told from the ledger in a new roster, and then counts as told", async () => {
    const run = await dated([{ npi }], [{ ...license, until: "2025-03-31" }]);
    await run.ledger.holdings.keep([{ ...license, until: "2026-03-31" }], writtenAt - 500);
    await run.ledger.holdings.keep([license], writtenAt);

    const { rows, changes, keys } = await run.tell();

    expect(rows[0]).toMatchObject({ changes: "expiration CA license: 2025-03-31 → 2027-03-31" });
    expect(changes[0]).toMatchObject({
      row: "2",
      provider: npi,
      platform: "medallion",
      from: "2025-03-31",
      to: "2027-03-31",
      seen_at: "2026-03-15T12:00:00.000Z",
    });
    expect(keys).toEqual([key]);
  });

  test("is told of recredentialing, too, with the time at which it was seen", async () => {
    const run = await dated([{ npi }], [{ ...recredentialing, due: "2026-05-31" }]);
    await run.ledger.holdings.keep([recredentialing], writtenAt);

    const { changes, keys } = await run.tell();

    expect(changes).toMatchObject([
      {
        request: "recredentialing due",
        from: "2026-05-31",
        to: "2026-11-30",
        seen_at: "2026-03-15T12:00:00.000Z",
      },
    ]);
    expect(keys).toEqual(["holding|verifiable|recredentialing|h1|due"]);
  });

  test("counts as told where the roster knows it already", async () => {
    const line = { npi, sync_result: "skipped", license_expirations: "CA license=2027-03-31" };
    const run = await dated([line], [{ ...license, until: "2025-03-31" }]);
    await run.ledger.holdings.keep([license], writtenAt);

    const { rows, keys } = await run.tell();

    expect(rows[0]).not.toHaveProperty("changes");
    expect(keys).toEqual([key]);
  });

  test("is told against the roster where that knows another", async () => {
    const line = { npi, sync_result: "skipped", license_expirations: "CA license=2024-01-01" };
    const run = await dated([line], [{ ...license, until: "2025-03-31" }]);
    await run.ledger.holdings.keep([license], writtenAt);

    expect((await run.tell()).rows[0]).toMatchObject({
      changes: "expiration CA license: 2024-01-01 → 2027-03-31",
    });
  });
});
