import { writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { RosterFileError } from "../../../src/errors.ts";
import { writeMarkedRoster } from "../../../src/results/marked-roster.ts";
import { placeColumns } from "../../../src/roster/headers.ts";
import { openRoster } from "../../../src/roster/open.ts";
import type { RosterSource } from "../../../src/roster/source.ts";
import { checkRoster } from "../../../src/staging/check-roster.ts";
import { temporaryFolder } from "../builders/files.ts";
import { fileInMemory, type MemoryFile } from "../builders/outputs.ts";
import { everyWork, noDefaults, npi } from "../builders/rows.ts";

const path = temporaryFolder();
const header = "npi,certificate_type,license_states,is_medallion_owned";
const good = `${npi},MD,CA,yes`;

/** Checks a roster and writes it again with what is wrong beside its rows. */
async function marked(
  text: string,
  {
    source: changed = {},
    file = fileInMemory("out.csv"),
  }: { source?: Partial<RosterSource>; file?: MemoryFile } = {},
): Promise<readonly string[]> {
  writeFileSync(path("roster.csv"), text);
  const source = await openRoster(path("roster.csv"), Readable.from([]), {});
  try {
    const places = placeColumns(source.header, new Map(), source);
    const checked = await checkRoster(source.rows(), places, noDefaults, everyWork);
    const finished = await writeMarkedRoster(file, { ...source, ...changed }, places, checked);
    expect(finished).toEqual({ path: file.path, kept: undefined, conflict: undefined });
    expect(file.fate()).toBe("finished");
    return file.text().trimEnd().split("\n");
  } finally {
    await source.close();
  }
}

describe("a roster with what is wrong beside its rows", () => {
  test("has two more columns, blank beside good rows", async () => {
    expect(await marked(`${header}\n${good}\n`)).toEqual([
      `${header},sync_error_code,sync_error`,
      `${good},,`,
    ]);
  });

  test("has the code of the first fault, and all faults and warnings of its row", async () => {
    const [, first, second, third] = await marked(`${header}\n123,XY,ZZ,yes\n${good}\n${npi},XY,CA,yes\n`);

    expect(first).toMatch(
      /^123,XY,ZZ,yes,invalid_npi,"npi \(A2\) ""123"" .* license_states \(C2\) ""ZZ"" is not a state\. .* Warning: certificate_type \(B2\) ""XY"" is not a known certificate type\./,
    );
    expect(second).toBe(`${good},,`);
    expect(third).toMatch(
      new RegExp(
        `^${npi},XY,CA,yes,,"?Warning: certificate_type \\(B4\\) ""XY"" is not a known certificate type\\.`,
      ),
    );
  });

  test("keeps a row that is nobody's as it came", async () => {
    const lines = await marked(`${header}\n${good}\n,,,\n`);

    expect(lines[2]).toBe(",,,,,");
  });

  test("renews what an earlier check has put at the far right", async () => {
    const lines = await marked(`${header},sync_error_code,sync_error\n${good},old,old\n${npi},MD,ZZ,yes,,\n`);

    expect(lines[0]).toBe(`${header},sync_error_code,sync_error`);
    expect(lines[1]).toBe(`${good},,`);
    expect(lines[2]).toMatch(/,unknown_state,.*is not a state/);
  });

  test.each([
    ["in another order", "sync_error,sync_error_code"],
    ["not at the far right", "sync_error_code,sync_error,Notes"],
    ["by halves", "sync_error"],
  ])("leaves columns of these names alone that stand %s", async (_where, names) => {
    const cells = names
      .split(",")
      .map(() => "mine")
      .join(",");
    const lines = await marked(`${header},${names}\n${good},${cells}\n`);

    expect(lines[0]).toBe(`${header},${names},sync_error_code,sync_error`);
    expect(lines[1]).toBe(`${good},${cells},,`);
  });

  test("renews the two columns of a results file where they stand", async () => {
    const lines = await marked(
      `${header},sync_result,sync_error_code,sync_error,synced_at\n${good},failed,old,old,2026-01-01T00:00:00.000Z\n`,
    );

    expect(lines).toEqual([
      `${header},sync_result,sync_error_code,sync_error,synced_at`,
      `${good},failed,,,2026-01-01T00:00:00.000Z`,
    ]);
  });

  test("cannot run a header as a formula in a spreadsheet", async () => {
    const [, line] = await marked(
      '"=NPI",certificate_type,license_states,is_medallion_owned\n123,MD,CA,yes\n',
    );

    expect(line).toMatch(/,invalid_npi,"?'=NPI \(A2\)/);
  });

  test("is not written where the roster has changed meanwhile", async () => {
    const file = fileInMemory("out.csv");
    const changed = new RosterFileError("roster.csv has changed.");
    const checkUnchanged = (): Promise<void> => Promise.reject(changed);

    await expect(marked(`${header}\n${good}\n`, { file, source: { checkUnchanged } })).rejects.toBe(changed);
    expect(file.fate()).toBe("abandoned");
  });
});
