import { describe, expect, test } from "vitest";
import type { Holding } from "../../../src/ledger/entry.ts";
import { atVerifiable, dated, enrollment, holding, license, recredentialing } from "../builders/holdings.ts";
import { enrollmentLine, licenseLine, npi, verifiableLine, type Line } from "../builders/rows.ts";
import { found, type RunRules } from "../builders/told-rosters.ts";

/** What the only row says. */
async function told(line: Line, has: readonly Holding[], rules: RunRules = {}): Promise<Line> {
  return (await (await dated([line], has, rules)).tell()).rows[0] ?? {};
}

describe("the dates of a row", () => {
  test("are those of its people on all platforms", async () => {
    const row = await told({ npi }, [license, enrollment, recredentialing]);

    expect(row).toMatchObject({
      sync_result: "skipped",
      provider_id: found.medallion,
      verifiable_provider_id: found.verifiable,
      license_numbers: "CA license=A12345",
      license_expirations: "CA license=2027-03-31",
      license_next_expiration: "2027-03-31",
      enrollment_effective_dates: "TX=2025-05-01",
      enrollment_revalidation_dates: "TX=2027-05-01",
      recredentialing_due: "2026-11-30",
    });
    expect(row).not.toHaveProperty("changes");
  });

  test("count the day of the run as good", async () => {
    expect(await told({ npi }, [{ ...license, until: "2026-03-15" }])).toMatchObject({
      license_next_expiration: "2026-03-15",
    });
  });

  test("are nobody else's", async () => {
    const row = await told({ npi }, [
      { ...license, subject: found.verifiable },
      { ...recredentialing, subject: found.medallion },
    ]);

    expect(row).not.toHaveProperty("license_numbers");
    expect(row).not.toHaveProperty("recredentialing_due");
  });

  test("are not told by a run that does not do dates, nor of a row that is faulty", async () => {
    expect(await told({ npi }, [license], { only: ["licenses"] })).not.toHaveProperty("license_numbers");
    expect(await told({ ...licenseLine, license_states: "ZZ" }, [license])).not.toHaveProperty(
      "license_numbers",
    );
  });

  test("come from the platform that the row's request goes to first", async () => {
    const later = { ...atVerifiable, number: "A-12345", until: "2028-01-01" };

    expect(await told(licenseLine, [license, later])).toMatchObject({ license_numbers: "CA license=A12345" });
    expect(await told(verifiableLine, [license, later])).toMatchObject({
      license_numbers: "CA license=A-12345",
      license_expirations: "CA license=2028-01-01",
    });
    expect(await told({ npi }, [license, later])).toMatchObject({ license_numbers: "CA license=A12345" });
  });

  test("of a group are those of the group that the row's request is for", async () => {
    const line = {
      group_name: "Northside",
      payer_name: "Aetna",
      payer_states: "TX",
      is_medallion_owned: "no",
    };

    expect(await told(line, [{ ...enrollment, subject: found.group }])).toMatchObject({
      enrollment_effective_dates: "2025-05-01",
      enrollment_revalidation_dates: "2027-05-01",
    });
  });

  test("of a provider do not hold what a group has", async () => {
    expect(await told(enrollmentLine, [{ ...enrollment, subject: found.group }])).not.toHaveProperty(
      "enrollment_effective_dates",
    );
  });

  test.each<[string, Partial<Holding>, string | undefined]>([
    ["a profile that is complete", { status: "complete" }, "complete"],
    [
      "one that the platform calls complete",
      { status: "complete", attributes: { percent: "99", todos: "1" } },
      "complete",
    ],
    ["one with nothing open", { attributes: { percent: "100", todos: "0" } }, "complete"],
    ["one that is begun", { attributes: { percent: "72", todos: "3" } }, "72 %, 3 to-dos"],
    ["one with a single thing to do", { attributes: { percent: "90", todos: "1" } }, "90 %, 1 to-do"],
    [
      "one that is filled in, with things to do",
      { attributes: { percent: "100", todos: "2" } },
      "100 %, 2 to-dos",
    ],
    [
      "one without things to do that is not filled in",
      { attributes: { percent: "80", todos: "0" } },
      "80 %, 0 to-dos",
    ],
    ["one of which only the percent is known", { attributes: { percent: "72" } }, "72 %"],
    ["one of which only the to-dos are known", { attributes: { todos: "3" } }, "3 to-dos"],
    [
      "one that the platform calls something else",
      { status: "in_review", attributes: { percent: "100", todos: "0" } },
      "100 %, 0 to-dos",
    ],
    ["one of which only a word is known", { status: "in_review" }, "in_review"],
    ["one of which nothing is known", {}, undefined],
  ])("say how ready %s is", async (_what, changes, says) => {
    const row = await told({ npi }, [holding({ kind: "profile", ...changes })]);

    expect(row["profile_state"]).toBe(says);
  });
});

describe("what a row hands on to the report and the calendar", () => {
  test("is all that its people and its group have", async () => {
    const line: Line = { ...enrollmentLine, npi: "", group_name: "Northside" };
    const ofGroup = { ...enrollment, subject: found.group };
    const group = await (await dated([line], [ofGroup])).tell();
    const person = await (await dated([licenseLine], [license, recredentialing])).tell();
    const enrolled = await (await dated([enrollmentLine], [enrollment])).tell();

    expect(group.reported[0]?.dates?.holdings).toEqual([ofGroup]);
    expect(enrolled.reported[0]?.dates?.holdings).toEqual([enrollment]);
    expect(person.reported[0]?.dates?.holdings).toEqual([license, recredentialing]);
    expect(person.reported[0]?.dates?.ids).toEqual({
      provider_id: found.medallion,
      verifiable_provider_id: found.verifiable,
    });
  });

  test("is nothing of whom a platform does not know", async () => {
    const look: RunRules["look"] = ({ lookupSource }) =>
      lookupSource === "verifiable.provider" ? { code: "x", message: "No." } : undefined;
    const person = await (await dated([licenseLine], [], { look })).tell();

    expect(person.reported[0]?.dates).toMatchObject({ ids: { provider_id: found.medallion }, holdings: [] });
    expect(person.reported[0]?.dates?.ids).not.toHaveProperty("verifiable_provider_id");
  });
});
