import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RosterFileError } from "../../src/errors.ts";
import { resultColumns } from "../../src/roster/columns.ts";
import { openRoster } from "../../src/roster/open.ts";
import { trimmed } from "../../src/text/plain-text.ts";
import { complaints } from "../support/complaints.ts";
import { doubles } from "../support/natural-keys.ts";
import { rehearsals, type Ended, type Rehearsal } from "../support/rehearsal.ts";
import { anyBytes, madeRosters, world } from "./rosters.ts";

/** Few in every test run, many with `npm run fuzz`. */
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 25);
const rehearse = rehearsals();
const words = new Set(["created", "exists", "failed", "unknown", "skipped"]);

type Table = readonly (readonly string[])[];

async function tableIn(path: string): Promise<Table | undefined> {
  try {
    const source = await openRoster(path, Readable.from([]), {});
    try {
      const rows: (readonly string[])[] = [source.header];
      for await (const { cells } of source.rows()) rows.push(cells);
      return rows;
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof RosterFileError) return undefined;
    throw error;
  }
}

/** Runs the program on a file; answers what it wrote, undefined when it refused the file. */
async function synced(
  bytes: Buffer,
  { run, write, folder }: Rehearsal,
): Promise<readonly [Ended, Table | undefined]> {
  write("roster.csv", bytes);
  rmSync(join(folder, "roster.results.csv"), { force: true });
  // a roster that is a results file would else be its own output
  const output = ["-o", "roster.results.csv"];
  const ended = await run(["sync", "roster.csv", ...output, "--settle", "20ms", "--log-level", "silent"]);
  const said = `${ended.stdout}${ended.stderr}`;
  expect(said).not.toMatch(/\n\s+at |TypeError|RangeError|\[object|is not a function|undefined|NaN/);
  expect([0, 1, 2]).toContain(ended.code);
  const written = existsSync(join(folder, "roster.results.csv"));
  expect(written).toBe(ended.code !== 2);
  // how the header was read may have been told before, and the log ends with an event of its own
  const refusal = ended.stderr
    .replace(/^[^\n]*, headers in row \d+\n(?: {2}[^\n]*\n)+/m, "")
    .replaceAll(/^\{.*\}$/gm, "")
    .trim();
  if (ended.code === 2) expect(refusal).toMatch(/^[^\n]+\.(\n[^\n]+[.?])?$/);
  return [ended, written ? await tableIn(join(folder, "roster.results.csv")) : undefined];
}

/** Every row is there with its own cells as they were, and says how it ended. */
function expectAnswered(results: Table, roster: Table): void {
  const [header = [], ...rows] = roster;
  // where the user has a column of that name, ours is the one further right
  const result = (results[0] ?? []).lastIndexOf("sync_result");
  expect(results).toHaveLength(roster.length);
  const last = roster.findLastIndex((row) => row.some((cell) => trimmed(cell) !== ""));
  const ours = new Set(header.flatMap((name, place) => (isOurs(name) ? [place] : [])));
  for (const [index, row] of [header, ...rows].entries()) {
    const written = results[index] ?? [];
    for (const [place, cell] of row.slice(0, header.length).entries()) {
      if (index === 0 || !ours.has(place)) expect(written[place]).toBe(cell);
    }
    // cells without a header stand behind ours
    const filled = row.findLastIndex((cell) => cell !== "") + 1;
    expect(written.slice(results[0]?.length)).toEqual(
      row.slice(header.length, Math.max(header.length, filled)),
    );
    // blank rows below the others come out as they came
    if (index > last) expect(trimmed(written.join(""))).toBe("");
    else if (index > 0) expect(words).toContain(written[result]);
  }
}

const fold = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
const written = new Set(
  [
    ...resultColumns,
    "provider_id",
    "caqh_provider_id",
    "verifiable_provider_id",
    "group_profile_id",
    "verifiable_facility_id",
    "payer_entity",
  ].map(fold),
);
const isOurs = (name: string): boolean => written.has(fold(name)) || fold(name).endsWith("id");

/** The list of certificate types is open: what is not on it is sent as it stands, with a warning. */
const malformed = ({ sandbox }: Rehearsal): readonly string[] =>
  complaints(sandbox).filter((complaint) => !complaint.includes("/certificate_type must be equal to one"));

describe("whatever the file is,", () => {
  test("a table in any dialect comes back row by row, or is refused with a sentence", async () => {
    const rehearsal = await rehearse({ world });
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(madeRosters, async ({ table, bytes }) => {
        const [ended, results] = await synced(bytes, rehearsal);
        if (ended.code === 2) refused += 1;
        else if (results === undefined) throw new Error("the results are no roster");
        else expectAnswered(results, table);
      }),
      { numRuns },
    );
    expect(refused).toBeLessThan(numRuns);
    expect(malformed(rehearsal)).toEqual([]);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
  }, 120_000);

  test("any bytes at all come back as the rows that they are, or are refused with a sentence", async () => {
    const rehearsal = await rehearse({ world });
    await fc.assert(
      fc.asyncProperty(anyBytes, async (bytes) => {
        const [ended, results] = await synced(bytes, rehearsal);
        const roster = await tableIn(join(rehearsal.folder, "roster.csv"));
        if (ended.code === 2) return;
        if (results === undefined || roster === undefined) throw new Error("the results are no roster");
        expectAnswered(results, roster);
        expect(readFileSync(join(rehearsal.folder, "roster.csv")).equals(bytes)).toBe(true);
      }),
      { numRuns },
    );
    expect(malformed(rehearsal)).toEqual([]);
    expect(doubles(rehearsal.sandbox)).toEqual([]);
  }, 120_000);
});
