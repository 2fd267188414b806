import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OutputError } from "../../../src/errors.ts";
import { createAtomicFile } from "../../../src/results/atomic-file.ts";
import { temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();

function folder(name: string): string {
  mkdirSync(path(name));
  return path(name);
}

describe("a results file", () => {
  test("has its name only when it is whole", async () => {
    const inside = folder("whole");
    const file = await createAtomicFile(`${inside}/r.csv`, "abc");

    await file.write("one,");
    await file.write(new TextEncoder().encode("two\n"));
    const before = readdirSync(inside);
    await file.finish();

    expect(before).not.toContain("r.csv");
    expect(readdirSync(inside)).toEqual(["r.csv"]);
    expect(readFileSync(`${inside}/r.csv`, "utf8")).toBe("one,two\n");
  });

  test("takes the place of an older one, which stands until then", async () => {
    const inside = folder("older");
    writeFileSync(`${inside}/r.csv`, "old");
    const file = await createAtomicFile(`${inside}/r.csv`, "abc");

    await file.write("new");
    const before = readFileSync(`${inside}/r.csv`, "utf8");
    await file.finish();
    await file.abandon();

    expect(before).toBe("old");
    expect(readFileSync(`${inside}/r.csv`, "utf8")).toBe("new");
  });

  test("leaves no trace when it is abandoned, and the older one as it was", async () => {
    const inside = folder("abandoned");
    writeFileSync(`${inside}/r.csv`, "old");
    const file = await createAtomicFile(`${inside}/r.csv`, "abc");

    await file.write("half");
    await file.abandon();
    await file.abandon();

    expect(readdirSync(inside)).toEqual(["r.csv"]);
    expect(readFileSync(`${inside}/r.csv`, "utf8")).toBe("old");
  });

  test("that cannot be begun is a failure that a person can mend", async () => {
    const error: unknown = await createAtomicFile(path("not there/r.csv"), "abc").catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toBeInstanceOf(OutputError);
    expect(error).toMatchObject({ exitCode: 3, message: expect.stringContaining("cannot be written") });
  });

  test("that cannot take its name leaves no trace once it is abandoned", async () => {
    const inside = folder("taken");
    mkdirSync(`${inside}/r.csv/in the way`, { recursive: true });
    const file = await createAtomicFile(`${inside}/r.csv`, "abc");
    await file.write("x");

    await expect(file.finish()).rejects.toBeInstanceOf(OutputError);
    await file.abandon();

    expect(readdirSync(inside)).toEqual(["r.csv"]);
  });
});
