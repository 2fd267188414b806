import { describe, expect, test } from "vitest";
import {
  expirationColumns,
  exportExpirations,
  type ExpirationFilter,
} from "../../../../src/cli/export/expirations.ts";
import type { ExpirationSource } from "../../../../src/platforms/holding-source.ts";
import { medallionExpirations } from "../../../../src/platforms/medallion/on-file.ts";
import { verifiableExpirations } from "../../../../src/platforms/verifiable/licenses.ts";
import { answer, inTime, stage } from "../../builders/clients.ts";

const [ann, bo, group] = [1, 2, 3].map((number) => `5a0b1c2d-0000-4000-8000-00000000000${number}`);

const medallionLists: Readonly<Record<string, readonly object[]>> = {
  "/api/v1/org/providers/": [
    { id: ann, npi: 1_234_567_893, first_name: "Ann", last_name: "Example" },
    { id: bo, npi: "1245319599", first_name: "Bo", last_name: "=SUM(1)" },
  ],
  "/p/api/v1/group-profiles/": [{ id: group, name: "Example Group" }],
  "/api/v1/org/licenses/": [
    license(1, ann, { state: "CA", registration: "state", expiration_date: "2027-03-31" }),
    license(2, ann, { state: { code: "NY" }, registration: "dea", expiration_date: "2026-12-01" }),
    license(3, bo, {
      state: "CA",
      registration: "state_controlled",
      expiration_date: "2020-01-01",
      status: "inactive",
    }),
    license(4, bo, { state: "TX", registration: "state", expiration_date: null }),
  ],
  "/p/api/v1/payer-enrollments/": [
    {
      id: "e1",
      provider: ann,
      payer_name: "Sample Mutual",
      state: "TX",
      end_date: "2027-12-31",
      revalidation_date: "2027-01-15",
    },
    {
      id: "e2",
      group_profile: group,
      payer_name: "Testcare",
      state: "CA",
      end_date: null,
      revalidation_date: "2027-02-01",
    },
    { id: "e3", facility: "f", payer_name: "Testcare", state: "CA", end_date: "2027-02-01" },
  ],
};

function license(number: number, provider: string | undefined, more: object): object {
  return {
    id: `l${number}`,
    provider,
    license_number: `N${number}`,
    certificate_type: "MD",
    status: "active",
    ...more,
  };
}

const verifiableLists: Readonly<Record<string, readonly object[]>> = {
  "/provider-licenses": [
    {
      provider: {
        id: "v1",
        npi: "1234567893",
        firstName: "Ann",
        lastName: "Example",
        dateOfBirth: "1970-01-01",
        ssn: "987-65-4321",
      },
      license: {
        id: "vl1",
        providerId: "v1",
        number: "N1",
        state: "CA",
        licenseTypeName: "State License",
        status: "Active",
        expiryDate: "2027-03-31T00:00:00",
      },
    },
    {
      provider: { id: "v1", npi: "1234567893", firstName: "Ann", lastName: "Example" },
      license: {
        id: "vl2",
        providerId: "v1",
        number: "D1",
        state: "CA",
        licenseTypeName: "DEA Registration",
        nonVerifiedInfoStatus: "Active",
        expiryDate: "0001-01-01",
        nonVerifiedInfoExpirationDate: "2028-01-01",
      },
    },
  ],
  "/providers": [
    {
      id: "v1",
      npi: "1234567893",
      firstName: "Ann",
      lastName: "Example",
      credentialingStatus: "Credentialed",
      nextCredentialingDate: "2027-05-05",
    },
    { id: "v2", npi: "1245319599", firstName: "Bo", lastName: "Sample" },
  ],
};

interface Exported {
  readonly code: number;
  readonly lines: readonly Readonly<Record<string, string>>[];
  readonly warnings: readonly string[];
  readonly asked: readonly string[];
}

const everything: ExpirationFilter = {
  before: undefined,
  state: undefined,
  status: undefined,
  provider: undefined,
};

async function exported(
  filter: Partial<ExpirationFilter> = {},
  sources: readonly ExpirationSource[] = [medallionExpirations, verifiableExpirations],
  refused: readonly string[] = [],
): Promise<Exported> {
  const { client, clock, left } = stage(({ call: { path } }) => {
    if (refused.includes(path)) return answer(404, {});
    const results = medallionLists[path];
    if (results !== undefined) return answer(200, { count: results.length, next: null, results });
    const items = verifiableLists[path] ?? [];
    return answer(200, { items, totalCount: items.length });
  });
  const rows: (readonly string[])[] = [];
  const warnings: string[] = [];
  const code = await inTime(
    clock,
    exportExpirations(
      sources.map((source) => ({ source, client })),
      { ...everything, ...filter },
      { row: async (cells) => void rows.push(cells) },
      (sentence) => warnings.push(sentence),
    ),
  );
  const [head = [], ...body] = rows;
  expect(head).toEqual([...expirationColumns]);
  return {
    code,
    lines: body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""]))),
    warnings,
    asked: left.map(({ call }) => call.path),
  };
}

const brief = ({ lines }: Exported): readonly string[] =>
  lines.map(({ kind, state, date, first_name, group_name, platform }) =>
    [date, kind, state, first_name === "" ? group_name : first_name, platform]
      .join(" ")
      .replaceAll(/ +/g, " "),
  );

describe("the export of what lapses", () => {
  test("has one line for each date, the soonest first, with who it is about", async () => {
    const all = await exported();
    expect(all.code).toBe(0);
    expect(brief(all)).toEqual([
      "2020-01-01 csr CA Bo medallion",
      "2026-12-01 dea NY Ann medallion",
      "2027-01-15 revalidation TX Ann medallion",
      "2027-02-01 revalidation CA Example Group medallion",
      "2027-03-31 license CA Ann medallion",
      "2027-03-31 license CA Ann verifiable",
      "2027-05-05 recredentialing Ann verifiable",
      "2027-12-31 enrollment TX Ann medallion",
      "2028-01-01 dea CA Ann verifiable",
    ]);
    expect(all.lines[4]).toEqual({
      provider_id: ann,
      verifiable_provider_id: "",
      group_profile_id: "",
      npi: "1234567893",
      first_name: "Ann",
      last_name: "Example",
      group_name: "",
      kind: "license",
      state: "CA",
      number: "N1",
      type: "MD",
      payer: "",
      date: "2027-03-31",
      status: "active",
      platform: "medallion",
    });
    expect(all.lines[2]).toMatchObject({ payer: "Sample Mutual", type: "", number: "" });
  });

  test("reads each list once, and holds nothing of birth dates and SSNs", async () => {
    const all = await exported();
    expect(all.asked).toHaveLength(new Set(all.asked).size);
    expect(all.asked).toHaveLength(6);
    expect(JSON.stringify(all.lines)).not.toMatch(/1970-01|987-65/);
  });

  test("makes a name harmless that a spreadsheet would treat as a formula", async () => {
    expect((await exported()).lines[0]?.["last_name"]).toBe("'=SUM(1)");
  });

  test.each([
    ["before a day, which is not among them itself", { before: "2027-01-15" }, 2],
    ["of a state", { state: "NY" }, 1],
    ["of a status in any case, on any platform", { status: "ACTIVE" }, 4],
    ["of a provider", { provider: "v1" }, 3],
    ["of all of these together", { before: "2027-04-01", state: "CA", status: "active", provider: ann }, 1],
  ])("narrows to those %s", async (_, filter, count) => {
    expect((await exported(filter)).lines).toHaveLength(count);
  });

  test("leaves out a list that cannot be read, says so and answers 1", async () => {
    const some = await exported({}, [medallionExpirations], ["/p/api/v1/payer-enrollments/"]);
    expect(some.code).toBe(1);
    expect(brief(some).map((line) => line.split(" ")[1])).toEqual(["csr", "dea", "license"]);
    expect(some.warnings).toHaveLength(1);
    expect(some.warnings[0]).toContain("Medallion's enrollments could not be read");
  });

  test("goes without names that cannot be read", async () => {
    const some = await exported({}, [medallionExpirations], ["/api/v1/org/providers/"]);
    expect(some.code).toBe(1);
    expect(some.lines).toHaveLength(6);
    expect(some.lines[1]).toMatchObject({ provider_id: ann, first_name: "" });
  });

  test("is nothing when no list can be read", async () => {
    const lists = ["/api/v1/org/licenses/", "/p/api/v1/payer-enrollments/"];
    await expect(exported({}, [medallionExpirations], lists)).rejects.toThrow("No date could be read.");
  });
});
