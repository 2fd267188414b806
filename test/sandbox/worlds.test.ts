import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { demoWorld, generateWorld, npiFrom } from "../../src/sandbox/index.ts";
import { certificateTypes, licenseStates } from "../../src/sandbox/medallion/replies.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { recordAt } from "../support/json-schema.ts";
import { medallion } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();

/** Luhn's check over 80840 and the ten digits, written again and otherwise. */
function isNpi(npi: string): boolean {
  let sum = 0;
  for (const [index, digit] of `80840${npi}`.split("").entries()) {
    // Fifteen digits: every second one, counted from the check digit, is doubled.
    const doubled = Number(digit) * 2;
    sum += index % 2 === 0 ? Number(digit) : doubled - (doubled > 9 ? 9 : 0);
  }
  return /^[12]\d{9}$/.test(npi) && sum % 10 === 0;
}

describe("NPIs", () => {
  test("get the published check digit", () => {
    expect(npiFrom(123_456_789)).toBe("1234567893");
    expect(isNpi("1234567893")).toBe(true);
    expect(isNpi("1234567890")).toBe(false);
  });
});

describe("a generated world", () => {
  const world = generateWorld({ providers: 3000, seed: 7 });

  test("has valid, distinct NPIs and email addresses at example.test", () => {
    const { providers } = world.medallion;
    expect(providers).toHaveLength(3000);
    expect(new Set(providers.map(({ npi }) => npi)).size).toBe(3000);
    expect(new Set(providers.map(({ email }) => email)).size).toBe(3000);
    expect(providers.every(({ npi }) => npi !== null && isNpi(npi))).toBe(true);
    expect(providers.every(({ email }) => /^[a-z]+\.[a-z]+\.\d+@example\.test$/.test(email))).toBe(true);
  });

  test("has the same people on Verifiable and CAQH", () => {
    const npis = world.medallion.providers.map(({ npi }) => npi);
    expect(world.verifiable.providers.map(({ npi }) => npi)).toEqual(npis);
    expect(world.caqh.profiles.map(({ npi }) => npi)).toEqual(npis);
  });

  test("is the same for the same seed only", () => {
    const small = { providers: 20 };
    expect(generateWorld({ ...small, seed: 1 })).toEqual(generateWorld({ ...small, seed: 1 }));
    expect(generateWorld({ ...small, seed: 1 })).not.toEqual(generateWorld({ ...small, seed: 2 }));
  });

  test("is served as described", async () => {
    const { sandbox } = await start({ world });
    for (const path of ["/api/v1/org/providers/", "/p/api/v1/group-profiles/", "/api/v1/org/practices/"]) {
      expect((await medallion(sandbox, "GET", path)).complaints).toEqual([]);
    }
  });
});

describe("the codes", () => {
  const file = new URL("../contracts/medallion.openapi.json", import.meta.url);
  const schemas = (name: string): unknown =>
    recordAt(JSON.parse(readFileSync(file, "utf8")), ["components", "schemas", name])["enum"];

  test("are those of Medallion's description", () => {
    expect(certificateTypes).toEqual(schemas("CertificateType"));
    expect(licenseStates).toEqual(schemas("StateCode"));
  });
});

describe("the sample roster", () => {
  const text = readFileSync(new URL("../../samples/roster.csv", import.meta.url), "utf8");
  const lines: Record<string, string>[] = parse(text, { columns: true });
  const named = (line: Record<string, string>): string =>
    `${line["First name"] ?? ""} ${line["Last name"] ?? ""}`.trim();

  test("is plain UTF-8 with commas and line feeds, every row as wide as the header", () => {
    expect(text).not.toMatch(/\r|\ufeff/);
    expect(lines.length).toBeGreaterThanOrEqual(14);
  });

  test("is about people of the demo world", () => {
    const known = Object.values(demoPeople);
    const strangers = lines.filter(
      (line) =>
        named(line) !== "" &&
        !known.some(
          (person) =>
            `${person.firstName} ${person.lastName}` === named(line) &&
            ["", person.email].includes(line["E-mail"] ?? "") &&
            ["", person.npi].includes(line["NPI number"] ?? "") &&
            ["", person.caqhProviderId].includes(line["CAQH ID"] ?? ""),
        ),
    );
    expect(strangers.map(named)).toEqual([]);
  });

  test("names groups, facilities, practices and lines of business that exist", () => {
    const { groupProfiles, practices, linesOfBusiness } = demoWorld().medallion;
    const { facilities, facilityTaxonomies } = demoWorld().verifiable;
    const cells = (column: string): readonly string[] =>
      lines.flatMap((line) => (line[column] ?? "").split(";")).flatMap((cell) => cell.trim() || []);
    const names = (rows: readonly { readonly name: string }[]): string[] => rows.map((row) => row.name);
    expect(names(groupProfiles)).toEqual(expect.arrayContaining([...cells("Group name")]));
    expect(names(practices)).toEqual(expect.arrayContaining([...cells("Practices")]));
    expect(names(facilities)).toEqual(expect.arrayContaining([...cells("Facility name")]));
    expect(linesOfBusiness.map(({ label }) => label)).toEqual(
      expect.arrayContaining([...cells("Lines of business")]),
    );
    expect(facilityTaxonomies.map(({ code }) => code)).toEqual(
      expect.arrayContaining([...cells("Facility specialties")]),
    );
  });

  test("has valid NPIs and says who works every license and enrollment", () => {
    for (const line of lines) {
      const npi = line["NPI number"] ?? "";
      expect(npi === "" || isNpi(npi)).toBe(true);
      const asks = Object.entries(line).some(([column, cell]) => column.endsWith("states") && cell !== "");
      expect(line["Is Medallion owned"] !== "").toBe(asks);
    }
  });
});
