import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Row } from "../edits/reference.ts";
import { csv, table } from "../support/rosters.ts";

/** The folder in which a team keeps its rosters. */
export class TeamFolder {
  readonly path: string;
  readonly #real: string;
  readonly #above: string;

  /** Makes one in memory where the system has such a place: nothing of it needs to outlive anything. */
  constructor() {
    const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
    this.#real = mkdtempSync(join(memory, "roster-sync-simulate-"));
    mkdirSync(join(this.#real, "tmp"));
    // the results of a roster under /dev go to standard output
    this.#above = mkdtempSync(join(tmpdir(), "roster-sync-simulate-"));
    this.path = join(this.#above, "team");
    symlinkSync(this.#real, this.path);
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  /** The rows of a file; none where there is no such file. */
  rowsOf(name: string): readonly Row[] {
    if (!this.has(name)) return [];
    return parse(readFileSync(join(this.path, name)), { columns: true, relax_column_count: true });
  }

  /** As somebody saves it from a spreadsheet program. */
  save(name: string, rows: readonly Row[]): void {
    writeFileSync(join(this.path, name), csv(table(rows)));
  }

  /** A file as it is at the moment; undefined where there is none. */
  bytesOf(name: string): string | undefined {
    return this.has(name) ? readFileSync(join(this.path, name), "latin1") : undefined;
  }

  /** What runs that died have left behind. */
  get leftovers(): readonly string[] {
    return readdirSync(this.path).filter((name) => name.endsWith(".tmp"));
  }

  remove(): void {
    rmSync(this.#above, { recursive: true, force: true });
    rmSync(this.#real, { recursive: true, force: true });
  }
}
