import { afterEach, describe, expect, test } from "vitest";
import { medallion } from "../../../src/platforms/medallion/medallion.ts";
import { verifiable } from "../../../src/platforms/verifiable/verifiable.ts";
import { noCaqhHandle, stageRoster, type StagingRules } from "../../../src/staging/stage.ts";
import type { SourceRow } from "../../../src/roster/source.ts";
import { pairHandle } from "../../../src/staging/caqh-key.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
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

const medallionResources = medallion({ organizationId: uuid(9), oneRequestPerState: false }).resources;

async function stage(lines: readonly Line[], rules: Partial<StagingRules> = {}): Promise<Staging> {
  const staging = openStaging();
  open.push(staging);
  const headers = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  async function* rows(): AsyncGenerator<SourceRow> {
    for (const [index, line] of lines.entries()) {
      yield { row: index + 2, cells: headers.map((header) => line[header] ?? "") };
    }
  }
  const resources = new Map(
    [...medallionResources, ...verifiable.resources].map((resource) => [resource.kind, resource]),
  );
  await stageRoster(
    rows(),
    {
      places: placesOf(headers),
      defaults: noDefaults,
      only: everyWork,
      resources,
      caqh: true,
      filter: () => true,
      ...rules,
    },
    staging,
  );
  return staging;
}

describe("a row on the desk", () => {
  test("has a place when it asks for something, is faulty, or has a CAQH status to fetch", async () => {
    const { rows, caqh } = await stage([
      licenseLine,
      { Notes: "nothing" },
      { npi: "1234567890" },
      { caqh_provider_id: "12345678" },
      { group_name: "Northside" },
    ]);

    expect([2, 3, 4, 5, 6].map((row) => rows.row(row)?.fault?.code ?? rows.row(row)?.caqhHandle)).toEqual([
      `npi:${npi}`,
      undefined,
      "invalid_npi",
      "id:12345678",
      undefined,
    ]);
    expect(rows.row(3)).toBeUndefined();
    expect(caqh.open("", 10)).toEqual(["id:12345678", `npi:${npi}`]);
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
    const { rows, caqh } = await stage([line, { ...line, npi: "2450079191" }], {
      resources: new Map(),
      caqh: false,
    });

    expect(rows.row(2)?.fault).toEqual({ code: "not_configured", message: expect.stringMatching(problem) });
    expect(rows.row(3)?.fault?.code).toBe("not_configured");
    expect(caqh.openCount()).toBe(0);
  });

  test.each<[string, Line, string | undefined]>([
    ["its CAQH id", { caqh_provider_id: "12345678" }, "id:12345678"],
    [
      "its CAQH id and NPI, a person's word",
      { caqh_provider_id: "12345678", npi },
      pairHandle({ id: "12345678", said: "new", words: { npi } }),
    ],
    [
      "its CAQH id and NPI, as an earlier run answered",
      { caqh_provider_id: "12345678", npi, sync_result: "skipped", caqh_found: "Y" },
      pairHandle({ id: "12345678", said: "answer", words: { npi } }),
    ],
    ["its NPI", { npi }, `npi:${npi}`],
    ["neither, though it names a provider", { email: "a@example.test" }, noCaqhHandle],
    [
      "neither, naming a group",
      { group_name: "Northside", payer_name: "Aetna", payer_states: "TX", is_medallion_owned: "y" },
      undefined,
    ],
  ])("is asked about at CAQH by %s", async (_what, line, handle) => {
    expect((await stage([line])).rows.row(2)?.caqhHandle).toBe(handle);
  });

  test("is not asked about at CAQH when CAQH is not configured", async () => {
    expect((await stage([{ npi }], { caqh: false })).rows.row(2)).toBeUndefined();
  });

  test("shares one CAQH question with others about the same provider", async () => {
    const line = { ...licenseLine, caqh_provider_id: "12345678" };

    const { caqh } = await stage([line, { ...line, license_states: "NY" }, line]);

    expect(caqh.unaimed("", 10)).toHaveLength(1);
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
