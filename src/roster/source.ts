import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { messageOf, RosterFileError } from "../errors.ts";
import { csvRows } from "./csv.ts";
import type { Dialect } from "./dialect.ts";
import { inspect, type DialectOverrides } from "./inspect.ts";

/** A roster file that can be read as often as needed, always from the same bytes. */
export interface RosterSource {
  /** For messages. */
  readonly name: string;
  readonly dialect: Dialect;
  readonly header: readonly string[];
  /** The rows under the header, with their numbers as a spreadsheet shows them. */
  readonly rows: () => AsyncGenerator<SourceRow>;
  /** Throws RosterFileError when the file has changed since it was opened. */
  readonly checkUnchanged: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A row as it stands in the file. */
export interface SourceRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Opens a roster; `-` is standard input, which is kept in a private temporary file meanwhile. */
export async function openRoster(
  path: string,
  stdin: NodeJS.ReadableStream,
  overrides: DialectOverrides,
): Promise<RosterSource> {
  if (path !== "-") return openCsv(path, basename(path), overrides, undefined);
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-"));
  const spool = join(folder, "roster");
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await pipeline(stdin, createWriteStream(spool, { mode: 0o600 }));
    return await openCsv(spool, "standard input", overrides, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function openCsv(
  path: string,
  name: string,
  overrides: DialectOverrides,
  afterwards: (() => void) | undefined,
): Promise<RosterSource> {
  const file = await openFile(path);
  try {
    const { dialect, fingerprint } = await inspect(file, name, overrides);
    const header = await firstRow(csvRows(file, name, dialect));
    return {
      name,
      dialect,
      header,
      rows: async function* () {
        let row = 0;
        for await (const cells of csvRows(file, name, dialect)) {
          row += 1;
          if (row > 1) yield { row, cells };
        }
      },
      checkUnchanged: async () => {
        if ((await inspect(file, name, overrides)).fingerprint === fingerprint) return;
        throw new RosterFileError(
          `${name} was changed while it was being worked on.`,
          "What was requested is in the ledger. Run the same command again; nothing is requested twice.",
        );
      },
      close: async () => {
        await file.close();
        afterwards?.();
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, "r");
    if ((await file.stat()).isDirectory()) {
      await file.close();
      throw new RosterFileError(`${path} is a folder.`, "Name the roster file.");
    }
    return file;
  } catch (error) {
    if (error instanceof RosterFileError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new RosterFileError(
      missing ? `There is no file ${path}.` : `${path} cannot be read: ${messageOf(error)}.`,
      missing ? "Check the name and the folder." : undefined,
      { cause: error },
    );
  }
}

async function firstRow(rows: AsyncGenerator<readonly string[]>): Promise<readonly string[]> {
  for await (const cells of rows) return cells;
  return [];
}
