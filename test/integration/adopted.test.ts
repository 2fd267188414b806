import { describe, expect, test } from "vitest";
import { generateWorld, type World } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const base = generateWorld({ providers: 12, seed: 5 });
const provider = base.medallion.providers[0]?.id ?? "";
const person = base.verifiable.providers[0];
const created = { daysAgo: 40 };

/** What somebody has requested before: for the same provider on both platforms. */
function worldWith(medallion: object, verifiable: object = {}): World {
  return {
    ...base,
    medallion: { ...base.medallion, ...medallion },
    verifiable: { ...base.verifiable, ...verifiable },
  };
}

const license = { provider, kind: "license" as const, state: "TX", certificateType: "MD", created };
const enrollment = { subject: provider, payerName: "Aetna", state: "TX", created };
const credentialing = { entityId: person?.id ?? "", created };
const licenseRow = { provider_id: provider, certificate_type: "MD", license_states: "TX" };
const enrollmentRow = { provider_id: provider, payer_name: "Aetna", payer_states: "TX" };
const credentialingRow = { verifiable_provider_id: person?.id ?? "", credentialing: "verifiable" };

describe("a request that is adopted", () => {
  test.each<[string, World, Readonly<Record<string, string>>, string]>([
    [
      "a license that Medallion works",
      worldWith({ licenseRequests: [{ ...license, isMedallionOwned: true }] }),
      { ...licenseRow, is_medallion_owned: "no" },
      "Medallion works it, and the row says that your own team does (is_medallion_owned no)",
    ],
    [
      "an enrollment that your own team works",
      worldWith({ enrollments: [{ ...enrollment, isMedallionOwned: false }] }),
      { ...enrollmentRow, is_medallion_owned: "yes" },
      "your own team works it, and the row says that Medallion does (is_medallion_owned yes)",
    ],
    [
      "credentialing that your own team works",
      worldWith({}, { credentialingRequests: [{ ...credentialing, isSelfManaged: true }] }),
      { ...credentialingRow, is_self_managed: "no" },
      "your own team works it, and the row says that Verifiable does (is_self_managed no)",
    ],
  ])("says night after night that someone else works it: %s", async (_what, world, row, words) => {
    const { write, lines, run } = await rehearse({ world });
    write("roster.csv", csv(table([row])));

    for (const roster of ["roster.csv", "roster.csv", "roster.results.csv"]) {
      const ended = await run(["sync", roster]);

      expect(ended.code).toBe(0);
      expect(lines("roster.results.csv")[0]).toMatchObject({
        sync_result: "exists",
        sync_error_code: "other_worker",
        sync_error: expect.stringContaining(words) as string,
      });
    }
  });

  test("says nothing when it is worked as the row says", async () => {
    const world = worldWith({ licenseRequests: [{ ...license, isMedallionOwned: true }] });
    const { write, lines, run } = await rehearse({ world });
    write("roster.csv", csv(table([{ ...licenseRow, is_medallion_owned: "yes" }])));

    await run(["sync", "roster.csv"]);

    expect(lines("roster.results.csv")[0]).toMatchObject({ sync_result: "exists", sync_error_code: "" });
  });

  test.each<[string, World, Readonly<Record<string, string>>, string]>([
    [
      "licenses",
      worldWith({ licenseRequests: [license, license, { ...license, state: "CA" }] }),
      { ...licenseRow, is_medallion_owned: "yes" },
      "license_request_ids",
    ],
    [
      "enrollments",
      worldWith({ enrollments: [enrollment, enrollment, { ...enrollment, payerName: "Cigna" }] }),
      { ...enrollmentRow, is_medallion_owned: "yes" },
      "enrollment_request_ids",
    ],
    [
      "credentialing",
      worldWith({}, { credentialingRequests: [credentialing, credentialing] }),
      { ...credentialingRow, is_self_managed: "no" },
      "credentialing_request_id",
    ],
  ])("names the other open ones like it: %s", async (_what, world, row, column) => {
    const { sandbox, write, lines, run } = await rehearse({ world });
    write("roster.csv", csv(table([row])));

    await run(["sync", "roster.csv"]);
    const [line] = lines("roster.results.csv");
    await run(["status", "roster.csv"]);

    const all = [
      ...sandbox.state.licenseRequests,
      ...sandbox.state.enrollments,
      ...sandbox.state.credentialingRequests,
    ];
    const other = all.slice(0, 2).find(({ id }) => id !== line?.[column])?.id ?? "none";
    expect(line).toMatchObject({ sync_result: "exists", sync_error_code: "several_alike" });
    expect(line?.["sync_error"]).toContain(other);
    expect(lines("roster.results.csv")[0]?.["sync_error"]).toContain(other);
  });
});
