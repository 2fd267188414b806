import { afterEach, describe, expect, test, vi } from "vitest";
import { openScratchDatabase } from "../../../src/database/database.ts";
import { beforeSending, TemporaryFolderError } from "../../../src/database/temporary-folder.ts";

afterEach(() => vi.unstubAllEnvs());

/** Fills a database that may have so few pages until it is full. */
function fill(): void {
  const database = openScratchDatabase();
  try {
    // as a workspace has it
    database.exec("PRAGMA journal_mode = OFF");
    database.exec("PRAGMA max_page_count = 8");
    database.exec("CREATE TABLE kept (text TEXT)");
    const insert = database.prepare("INSERT INTO kept VALUES (?)");
    for (let count = 0; count < 1000; count += 1) insert.run("x".repeat(1000));
  } finally {
    database.close();
  }
}

describe("a temporary folder without room", () => {
  test("is reported in a sentence, as a stop in the middle", () => {
    const full = expect.objectContaining({
      message: expect.stringContaining("cannot be used: database or disk is full."),
      remedy: expect.stringContaining("TMPDIR"),
      exitCode: 3,
    });

    expect(fill).toThrow(TemporaryFolderError);
    expect(fill).toThrow(full);
  });

  test("ends a run with exit 2 as long as nothing was sent", async () => {
    await expect(beforeSending(fill)).rejects.toMatchObject({ exitCode: 2 });
  });

  test("does not hide mistakes of the program", () => {
    const database = openScratchDatabase();

    expect(() => database.prepare("SELECT text FROM nowhere")).toThrow(/no such table/);
    database.close();
  });
});
