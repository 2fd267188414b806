import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll } from "vitest";
import type { Dialect } from "../../../src/roster/dialect.ts";
import type { DialectOverrides } from "../../../src/roster/inspect.ts";
import { openRoster } from "../../../src/roster/open.ts";
import type { SourceRow } from "../../../src/roster/source.ts";

/** What a roster file turned out to hold. */
export interface ReadFile {
  readonly dialect: Dialect;
  readonly header: readonly string[];
  readonly rows: readonly SourceRow[];
}

/** A folder for the files of one test file, cleared away at its end; gives the path of a name. */
export function temporaryFolder(): (name: string) => string {
  let folder: string | undefined;
  afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return (name) => {
    folder ??= mkdtempSync(join(tmpdir(), "roster-sync-unit-"));
    return join(folder, name);
  };
}

/** Reads bytes as a roster, by way of a file. */
export async function readAsRoster(
  path: string,
  bytes: string | Uint8Array,
  overrides: DialectOverrides = {},
): Promise<ReadFile> {
  writeFileSync(path, bytes);
  const source = await openRoster(path, Readable.from([]), overrides);
  try {
    const rows: SourceRow[] = [];
    for await (const row of source.rows()) rows.push(row);
    if (source.format.kind !== "csv") throw new Error(`${source.name} is a workbook`);
    return { dialect: source.format.dialect, header: source.header, rows };
  } finally {
    await source.close();
  }
}
