import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { OutputError } from "../../../src/errors.ts";
import type { Guard } from "../../../src/outputs/give-name.ts";
import type { Finished } from "../../../src/outputs/output-file.ts";
import { temporaryFolder } from "../builders/files.ts";
import { memory, outputAt } from "../builders/outputs.ts";

const path = temporaryFolder();

function folder(name: string): string {
  mkdirSync(path(name));
  return path(name);
}

const read = (file: string): string => readFileSync(file, "utf8");
const modeOf = (file: string): number => statSync(file).mode & 0o777;
const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

async function write(
  file: string,
  text: string,
  rules: Parameters<typeof outputAt>[1] = {},
): Promise<Finished> {
  const output = await outputAt(file, rules);
  await output.write(text);
  return output.finish();
}

describe("a file of the program", () => {
  test("has its name only when it is whole", async () => {
    const inside = folder("whole");
    const file = await outputAt(`${inside}/r.csv`);

    await file.write("one,");
    await file.write(new TextEncoder().encode("two\n"));
    const before = readdirSync(inside);
    const finished = await file.finish();

    expect(before).not.toContain("r.csv");
    expect(finished).toEqual({ path: `${inside}/r.csv`, kept: undefined, conflict: undefined });
    expect(readdirSync(inside)).toEqual(["r.csv"]);
    expect(read(`${inside}/r.csv`)).toBe("one,two\n");
  });

  test("leaves no trace when it is abandoned, and the older one as it was", async () => {
    const inside = folder("abandoned");
    writeFileSync(`${inside}/r.csv`, "old");
    const file = await outputAt(`${inside}/r.csv`);

    await file.write("half");
    await file.abandon();
    await file.abandon();

    expect(readdirSync(inside)).toEqual(["r.csv"]);
    expect(read(`${inside}/r.csv`)).toBe("old");
  });

  test("that cannot be begun is a failure that a person can fix", async () => {
    const error: unknown = await outputAt(path("not there/r.csv")).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(OutputError);
    expect(error).toMatchObject({ exitCode: 3, message: expect.stringContaining("cannot be written") });
  });

  test("that cannot take its name leaves no trace once it is abandoned", async () => {
    const inside = folder("taken");
    mkdirSync(`${inside}/r.csv/in the way`, { recursive: true });
    const file = await outputAt(`${inside}/r.csv`);
    await file.write("x");

    await expect(file.finish()).rejects.toBeInstanceOf(OutputError);
    await file.abandon();

    expect(readdirSync(inside)).toEqual(["r.csv"]);
  });

  test("is whole even when someone cleared its temporary file away", async () => {
    const inside = folder("cleared");
    const file = await outputAt(`${inside}/r.csv`);
    await file.write("all of it");
    for (const name of readdirSync(inside)) rmSync(`${inside}/${name}`);

    await file.finish();

    expect(read(`${inside}/r.csv`)).toBe("all of it");
    expect(readdirSync(inside)).toEqual(["r.csv"]);
  });

  test("may have the longest name that the file system takes", async () => {
    const inside = folder("long");
    const name = `${"n".repeat(251)}.csv`;

    await write(`${inside}/${name}`, "x");

    expect(readdirSync(inside)).toEqual([name]);
  });

  test("tells of its temporary file, for an end in which nothing else is done", async () => {
    const inside = folder("told");
    const temporaries = new Set<string>();
    const onTemporary = (file: string, isThere: boolean): void =>
      void (isThere ? temporaries.add(file) : temporaries.delete(file));
    const file = await outputAt(`${inside}/r.csv`, { onTemporary });

    expect([...temporaries]).toEqual(readdirSync(inside).map((name) => `${inside}/${name}`));
    await file.finish();
    expect(temporaries.size).toBe(0);
  });
});

describe("a file in the way", () => {
  test("is replaced without a word when it is as the program wrote it", async () => {
    const file = `${folder("ours")}/r.csv`;
    const written = memory();
    await write(file, "first", { written });

    const finished = await write(file, "second", { written });

    expect(finished.kept).toBeUndefined();
    expect(read(file)).toBe("second");
    expect(readdirSync(path("ours"))).toEqual(["r.csv"]);
  });

  test("is kept when it was edited since, each time under the next free name", async () => {
    const file = `${folder("edited")}/r.csv`;
    const written = memory();
    const kept: unknown[] = [];
    for (const note of ["a", "b", "c"]) {
      await write(file, `results ${note}`, { written });
      writeFileSync(file, `results with note ${note}`);
      kept.push((await write(file, `later ${note}`, { written })).kept);
    }

    expect(kept).toEqual([`${file}.bak`, `${file}.bak2`, `${file}.bak3`]);
    expect(kept.map((copy) => read(String(copy)))).toEqual(
      ["a", "b", "c"].map((note) => `results with note ${note}`),
    );
    expect(read(file)).toBe("later c");
  });

  test("is kept when it is not known it, and needs no copy when it is empty or just the same", async () => {
    const inside = folder("unknown");
    writeFileSync(`${inside}/notes.csv`, "a person's notes");
    writeFileSync(`${inside}/empty.csv`, "");
    writeFileSync(`${inside}/same.csv`, "results");
    for (const name of ["notes", "empty", "same"]) await write(`${inside}/${name}.csv`, "results");

    expect(readdirSync(inside).toSorted()).toEqual(["empty.csv", "notes.csv", "notes.csv.bak", "same.csv"]);
    expect(read(`${inside}/notes.csv.bak`)).toBe("a person's notes");
  });

  test("is known as ours from before it has its name, whenever the run dies", async () => {
    const file = `${folder("died")}/r.csv`;
    const seen: unknown[] = [];
    const written = {
      has: async () => false,
      add: async (hash: string) => void seen.push(hash, existsSync(file)),
    };
    await write(file, "results", { written });

    expect(seen).toEqual([hashOf("results"), false]);
  });
});

/** A guard for a file as it stands now. */
function guardFor(file: string, wasRead: boolean, text: string | undefined): Guard {
  return { hash: text === undefined ? undefined : hashOf(text), wasRead, beside: `${file}.RUN` };
}

describe("a save during the run is not lost:", () => {
  const saves: readonly (readonly [how: string, save: (file: string) => void, left: string | undefined])[] = [
    [
      "a new file is renamed over the old one",
      (file) => {
        writeFileSync(`${file}.new`, "saved by a person");
        renameSync(`${file}.new`, file);
      },
      "saved by a person",
    ],
    ["it is written in place", (file) => writeFileSync(file, "saved by a person"), "saved by a person"],
    [
      "as many bytes are written in place, and the old time put back",
      (file) => {
        const { atime, mtime } = statSync(file);
        writeFileSync(file, "OLD");
        utimesSync(file, atime, mtime);
      },
      "OLD",
    ],
    ["it is truncated", (file) => truncateSync(file, 0), ""],
    ["it is removed", (file) => rmSync(file), undefined],
    ["it is moved away", (file) => renameSync(file, `${file}.moved`), undefined],
  ];

  test.each(saves.flatMap((save) => [true, false].map((wasRead) => [...save, wasRead] as const)))(
    "%s",
    async (how, save, left, wasRead) => {
      const inside = folder(`${how} ${wasRead}`);
      const file = `${inside}/r.csv`;
      writeFileSync(file, "old");
      const output = await outputAt(file, { guard: guardFor(file, wasRead, "old") });
      await output.write("results");
      save(file);

      const finished = await output.finish();

      expect(finished.path).toBe(`${file}.RUN`);
      expect(finished.conflict).toMatch(/^r\.csv was .+\. The results are in .+\/r\.csv\.RUN\.$/);
      expect(read(`${file}.RUN`)).toBe("results");
      if (left === undefined) expect(readdirSync(inside)).not.toContain("r.csv");
      else expect(read(file)).toBe(left);
      expect(readdirSync(inside).filter((name) => name.startsWith("."))).toEqual([]);
    },
  );

  test("a file appears where there was none", async () => {
    const file = `${folder("appears")}/r.csv`;
    const output = await outputAt(file, { guard: guardFor(file, false, undefined) });
    await output.write("results");
    writeFileSync(file, "somebody's");

    expect((await output.finish()).path).toBe(`${file}.RUN`);
    expect(read(file)).toBe("somebody's");
  });

  test("a folder takes the name, and the results are not lost either", async () => {
    const file = `${folder("folder")}/r.csv`;
    writeFileSync(file, "old");
    const output = await outputAt(file, { guard: guardFor(file, false, "old") });
    await output.write("results");
    rmSync(file);
    mkdirSync(file);

    const finished = await output.finish();

    expect(finished.conflict).toMatch(/^r\.csv cannot be replaced \(EISDIR.*\)\. The results are in /);
    expect(read(`${file}.RUN`)).toBe("results");
  });

  test("what is saved again just as it was is no change", async () => {
    const file = `${folder("again")}/r.csv`;
    writeFileSync(file, "old");
    const output = await outputAt(file, { guard: guardFor(file, true, "old") });
    await output.write("results");
    writeFileSync(`${file}.new`, "old");
    renameSync(`${file}.new`, file);

    expect(await output.finish()).toEqual({ path: file, kept: undefined, conflict: undefined });
    expect(readdirSync(path("again"))).toEqual(["r.csv"]);
  });

  test("a save in the very moment of the end", async () => {
    const file = `${folder("moment")}/r.csv`;
    writeFileSync(file, "old");
    // the memory is asked between the look at the file and its replacement
    const written = memory();
    const saving = {
      ...written,
      has: async (hash: string) => {
        writeFileSync(`${file}.new`, `saved after ${hash.length}`);
        renameSync(`${file}.new`, file);
        return false;
      },
    };
    const output = await outputAt(file, { guard: guardFor(file, false, "old"), written: saving });
    await output.write("results");

    const finished = await output.finish();

    expect(finished.path).toBe(`${file}.RUN`);
    expect(read(file)).toBe("saved after 43");
    expect(readdirSync(path("moment")).toSorted()).toEqual(["r.csv", "r.csv.RUN"]);
  });

  test("a table beside the results keeps it as a copy", async () => {
    const file = `${folder("beside")}/changes.csv`;
    const written = memory();
    await write(file, "yesterday", { written });
    const output = await outputAt(file, { written });
    await output.write("today");
    writeFileSync(file, "yesterday, with notes");

    expect((await output.finish()).kept).toBe(`${file}.bak`);
    expect(read(`${file}.bak`)).toBe("yesterday, with notes");
  });
});

describe("what is no file of its own is never replaced:", () => {
  test("a device takes what is written", async () => {
    const finished = await write("/dev/null", "results");

    expect(finished).toEqual({ path: "/dev/null", kept: undefined, conflict: undefined });
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("a device that is full is a failure that a person can fix", async () => {
    await expect(write("/dev/full", "results")).rejects.toThrow(/\/dev\/full cannot be written: ENOSPC/);
  });

  test("a pipe is written to", async () => {
    const pipe = `${folder("pipes")}/pipe`;
    execFileSync("mkfifo", [pipe]);
    const reader = promisify(execFile)("cat", [pipe]);

    await write(pipe, "results");

    expect((await reader).stdout).toBe("results");
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(path("pipes"))).toEqual(["pipe"]);
  });

  test("a link stays, and what it leads to is replaced", async () => {
    const inside = folder("links");
    mkdirSync(`${inside}/real`);
    writeFileSync(`${inside}/real/r.csv`, "old");
    symlinkSync("real/r.csv", `${inside}/link.csv`);
    symlinkSync("real/new.csv", `${inside}/dangling.csv`);

    await write(`${inside}/link.csv`, "results");
    await write(`${inside}/dangling.csv`, "results");

    expect(lstatSync(`${inside}/link.csv`).isSymbolicLink()).toBe(true);
    expect(read(`${inside}/real/r.csv`)).toBe("results");
    expect(read(`${inside}/real/new.csv`)).toBe("results");
    expect(readdirSync(`${inside}/real`).toSorted()).toEqual(["new.csv", "r.csv", "r.csv.bak"]);
  });

  test("of two hard links the other keeps what it had", async () => {
    const inside = folder("hard links");
    writeFileSync(`${inside}/r.csv`, "old");
    linkSync(`${inside}/r.csv`, `${inside}/other.csv`);

    await write(`${inside}/r.csv`, "results");

    expect(read(`${inside}/other.csv`)).toBe("old");
  });
});

describe("permissions", () => {
  test.each([
    ["are its owner's alone without a roster", undefined, undefined, 0o600],
    ["are the roster's 600", 0o600, undefined, 0o600],
    ["are the roster's 640", 0o640, undefined, 0o640],
    ["let its owner write though the roster is 400", 0o400, undefined, 0o600],
    ["let nobody execute it though the roster is 755", 0o755, undefined, 0o644],
    ["are those of the file that it replaces where that is stricter", 0o644, 0o600, 0o600],
    ["are those of the roster where that is stricter", 0o600, 0o644, 0o600],
    ["are 664 where both are", 0o664, 0o664, 0o664],
    ["are those of the file that it replaces without a roster", undefined, 0o644, 0o644],
  ])("of a new file %s", async (_what, mode, replaced, wanted) => {
    const file = path(`mode ${mode} ${replaced}.csv`);
    if (replaced !== undefined) {
      writeFileSync(file, "");
      chmodSync(file, replaced);
    }

    await write(file, "x", { mode });

    expect(modeOf(file)).toBe(wanted);
  });

  test("of what is not finished are its owner's alone", async () => {
    const inside = folder("unfinished");
    const file = await outputAt(`${inside}/r.csv`, { mode: 0o644 });
    const [name = ""] = readdirSync(inside);

    expect(modeOf(`${inside}/${name}`)).toBe(0o600);
    await file.abandon();
  });

  test("of a copy that is kept are those that the file had", async () => {
    const file = `${folder("copy")}/r.csv`;
    writeFileSync(file, "mine");
    chmodSync(file, 0o640);

    await write(file, "x", { mode: 0o600 });

    expect(modeOf(`${file}.bak`)).toBe(0o640);
  });
});
