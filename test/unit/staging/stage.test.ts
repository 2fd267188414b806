import { afterEach, describe, expect, test } from "vitest";
import { caqhStatuses } from "../../../src/platforms/caqh/answer.ts";
import { noKey, pairKey } from "../../../src/platforms/caqh/match-key.ts";
import type { SourceRow } from "../../../src/roster/source.ts";
import { stageRoster, type StagingRules, openStaging, type Staging } from "../../../src/staging/staging.ts";
import { openMedallion, openVerifiable } from "../builders/open-platforms.ts";
import {
  enrollmentLine,
  everyWork,
  licenseLine,
  noDefaults,
  npi,
  placesOf,
  uuid,
  verifiableLine,
  type Line,
} from "../builders/rows.ts";

const open: Staging[] = [];
afterEach(() => {
  for (const staging of open.splice(0)) staging.close();
});

const allResources = [...openMedallion(uuid(9)).resources, ...openVerifiable().resources];

async function stage(lines: readonly Line[], rules: Partial<StagingRules> = {}): Promise<Staging> {
  const staging = openStaging();
  open.push(staging);
  const headers = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  async function* rows(): AsyncGenerator<SourceRow> {
    for (const [index, line] of lines.entries()) {
      yield { row: index + 2, cells: headers.map((header) => line[header] ?? "") };
    }
  }
  const resources = new Map(allResources.map((resource) => [resource.kind, resource]));
  await stageRoster(
    rows(),
    {
      places: placesOf(headers),
      parsing: noDefaults,
      only: everyWork,
      resources,
      statuses: [caqhStatuses],
      filter: () => true,
      ...rules,
    },
    staging,
  );
  return staging;
}

describe("a staged row", () => {
  test("has a place when it asks for something, is faulty, or has a CAQH status to fetch", async () => {
    const { rows, statuses } = await stage([
      licenseLine,
      { Notes: "nothing" },
      { npi: "1234567890" },
      { caqh_provider_id: "12345678" },
      { group_name: "Northside" },
    ]);

    expect(
      [2, 3, 4, 5, 6].map((row) => rows.row(row)?.fault?.code ?? statuses("caqh").matchKeyOf(row)),
    ).toEqual([`npi:${npi}`, undefined, "invalid_npi", "id:12345678", undefined]);
    expect(rows.row(3)).toBeUndefined();
    expect(statuses("caqh").open("", 10)).toEqual(["id:12345678", `npi:${npi}`]);
  });

  test("with problems has all of them in one text under the first one's code", async () => {
    const { rows } = await stage([{ ...licenseLine, license_states: "ZZ", dea_states: "MP; YY" }]);

    expect(rows.row(2)?.fault).toMatchObject({
      code: "unknown_state",
      message: expect.stringMatching(/license_states \(C2\) "ZZ" is not a state\..*dea_states \(E2\) "YY"/),
    });
    expect(rows.specsOf(2)).toEqual([]);
  });

  test.each<[string, Line, RegExp]>([
    ["Medallion", licenseLine, /MEDALLION_API_KEY and MEDALLION_ORGANIZATION_ID/],
    ["Verifiable", verifiableLine, /VERIFIABLE_EMAIL and VERIFIABLE_PASSWORD/],
  ])("fails when it asks for %s, which is not configured", async (_platform, line, problem) => {
    const { rows, statuses } = await stage([line, { ...line, npi: "2450079191" }], {
      resources: new Map(),
      statuses: [],
    });

    expect(rows.row(2)?.fault).toEqual({ code: "not_configured", message: expect.stringMatching(problem) });
    expect(rows.row(3)?.fault?.code).toBe("not_configured");
    expect(statuses("caqh").open("", 1)).toEqual([]);
  });

  test.each<[string, Line, string | undefined]>([
    ["its CAQH id", { caqh_provider_id: "12345678" }, "id:12345678"],
    [
      "its CAQH id and NPI, a person's word",
      { caqh_provider_id: "12345678", npi },
      pairKey({ id: "12345678", said: "new", words: { npi } }),
    ],
    [
      "its CAQH id and NPI, as an earlier run answered",
      { caqh_provider_id: "12345678", npi, sync_result: "skipped", caqh_found: "Y" },
      pairKey({ id: "12345678", said: "answer", words: { npi } }),
    ],
    ["its NPI", { npi }, `npi:${npi}`],
    ["neither, though it names a provider", { email: "a@example.test" }, noKey],
    [
      "neither, naming a group",
      { group_name: "Northside", payer_name: "Aetna", payer_states: "TX", is_medallion_owned: "y" },
      undefined,
    ],
  ])("is asked about at CAQH by %s", async (_what, line, matchKey) => {
    expect((await stage([line])).statuses("caqh").matchKeyOf(2)).toBe(matchKey);
  });

  test("is not asked about at CAQH when CAQH is not configured", async () => {
    expect((await stage([{ npi }], { statuses: [] })).rows.row(2)).toBeUndefined();
  });

  test("shares one CAQH question with others about the same provider", async () => {
    const line = { ...licenseLine, caqh_provider_id: "12345678" };

    const { statuses } = await stage([line, { ...line, license_states: "NY" }, line]);

    expect(statuses("caqh").unaimed("", 10)).toHaveLength(1);
  });

  test("shares its lookups with others that ask the same", async () => {
    const { queries } = await stage([
      { ...enrollmentLine, lines_of_business: "Commercial; Exchange" },
      { ...enrollmentLine, payer_states: "FL", lines_of_business: "Commercial" },
      licenseLine,
    ]);

    expect(queries.openCount("medallion.provider")).toBe(1);
    expect(queries.openCount("medallion.line_of_business")).toBe(2);
  });

  test("is left out when the filter says so", async () => {
    const { rows } = await stage([licenseLine, { ...licenseLine, license_states: "NY" }], {
      filter: (cells) => cells.includes("NY"),
    });

    expect([rows.row(2), rows.row(3)?.row]).toEqual([undefined, 3]);
  });
});
