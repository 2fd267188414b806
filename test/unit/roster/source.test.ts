import { execFileSync } from "node:child_process";
import { createWriteStream, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import iconv from "iconv-lite";
import { afterEach, describe, expect, test, vi } from "vitest";
import { UserError, RosterFileError } from "../../../src/errors.ts";
import type { DialectOverrides } from "../../../src/roster/inspect.ts";
import { openRoster } from "../../../src/roster/open.ts";
import { Interruption } from "../../../src/runtime.ts";
import { readAsRoster, temporaryFolder } from "../builders/files.ts";

const path = temporaryFolder();
afterEach(() => vi.unstubAllEnvs());

async function refusal(opening: Promise<unknown>): Promise<{ message: string; remedy: string | undefined }> {
  const error: unknown = await opening.then(
    () => new Error("it was opened"),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RosterFileError)) throw error;
  expect(error.exitCode).toBe(2);
  return { message: error.message, remedy: error.remedy };
}

const text = "Name;NPI\r\nJosé Núñez;1234567893\r\n";

describe("a roster's encoding is determined from its bytes:", () => {
  test.each([
    ["UTF-8", Buffer.from(text), { encoding: "utf-8", bom: false }],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`), { encoding: "utf-8", bom: true }],
    ["UTF-16 LE with a mark", iconv.encode(`\uFEFF${text}`, "utf-16le"), { encoding: "utf-16le", bom: true }],
    ["UTF-16 BE with a mark", iconv.encode(`\uFEFF${text}`, "utf-16be"), { encoding: "utf-16be", bom: true }],
    ["UTF-16 LE without one", iconv.encode(text, "utf-16le"), { encoding: "utf-16le", bom: false }],
    ["UTF-16 BE without one", iconv.encode(text, "utf-16be"), { encoding: "utf-16be", bom: false }],
    ["Windows-1252", iconv.encode(text, "windows-1252"), { encoding: "windows-1252", bom: false }],
  ] as const)("%s", async (name, bytes, dialect) => {
    const read = await readAsRoster(path(`${name}.csv`), bytes);

    expect(read.dialect).toMatchObject({
      ...dialect,
      delimiter: ";",
      lineEnd: "\r\n",
      endsWithLineEnd: true,
    });
    expect(read.header).toEqual(["Name", "NPI"]);
    expect(read.rows).toEqual([{ row: 2, cells: ["José Núñez", "1234567893"] }]);
  });

  test("Windows-1252 with the signs that other code pages lack", async () => {
    const { rows } = await readAsRoster(path("euro.csv"), Buffer.from([0x61, 0x0a, 0x80, 0x92, 0x9c, 0x0a]));

    expect(rows).toEqual([{ row: 2, cells: ["€’œ"] }]);
  });

  test("but what the user says goes first", async () => {
    const bytes = Buffer.from("npi;a,b\n1;2,3\n", "latin1");

    const { dialect, header } = await readAsRoster(path("said.csv"), bytes, {
      delimiter: ",",
      encoding: "windows-1252",
    });

    expect(dialect).toMatchObject({ delimiter: ",", encoding: "windows-1252" });
    expect(header).toEqual(["npi;a", "b"]);
  });
});

describe("a roster's rows", () => {
  test("come as text, as written, ragged and blank ones too", async () => {
    const csv = 'npi,notes\n 0012 ,"a ""b"", c\nd"\n\n1\n1,2,3\n=1+1,#N/A\n';

    const { header, rows } = await readAsRoster(path("rows.csv"), csv);

    expect(header).toEqual(["npi", "notes"]);
    expect(rows).toEqual([
      { row: 2, cells: [" 0012 ", 'a "b", c\nd'] },
      { row: 3, cells: [""] },
      { row: 4, cells: ["1"] },
      { row: 5, cells: ["1", "2", "3"] },
      { row: 6, cells: ["=1+1", "#N/A"] },
    ]);
  });

  test("may be none", async () => {
    expect((await readAsRoster(path("header.csv"), "npi,email")).rows).toEqual([]);
  });

  test("begin below Excel's sep line, whose delimiter counts", async () => {
    const { dialect, header, rows } = await readAsRoster(path("sep.csv"), "\uFEFFsep=;\r\nnpi;a,b\r\n1;2,3");

    expect(dialect).toMatchObject({ sepLine: "sep=;", delimiter: ";", endsWithLineEnd: false });
    expect(header).toEqual(["npi", "a,b"]);
    expect(rows.map(({ cells }) => cells)).toEqual([["1", "2,3"]]);
  });

  test("are the same wherever a chunk of the file ends", async () => {
    const cells = Array.from({ length: 9_000 }, (_, index) => [
      `é${index}`,
      `"${"x".repeat(index % 50)}"`,
      "\r\n",
    ]);
    const quoted = cells.map(([one, other, third]) => `${one},"${other?.replaceAll('"', '""')}","${third}"`);

    const { rows } = await readAsRoster(path("long.csv"), `a,b,c\r\n${quoted.join("\r\n")}\r\n`);

    expect(rows.map((row) => row.cells)).toEqual(cells);
  });
});

describe("what cannot be read as a roster is refused with a sentence:", () => {
  test.each([
    ["an empty file", "", /is empty\.$/],
    ["a file of zeros", Buffer.alloc(100), /is not a text file\.$/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /is not a text file\.$/],
    [
      "the beginning of a workbook",
      Buffer.from("504b030414000600", "hex"),
      /is damaged: its list of parts cannot be read/,
    ],
  ])("%s", async (_what, bytes, message) => {
    const { message: said, remedy } = await refusal(readAsRoster(path("odd.csv"), bytes));

    expect(said).toMatch(message);
    expect(remedy).toMatch(/\.$/);
  });

  test.each<[string, Buffer, DialectOverrides, number, string]>([
    [
      "broken UTF-8 behind a mark",
      Buffer.concat([Buffer.from("\uFEFFnpi\n1\n"), Buffer.from([0xe9, 0x0a])]),
      {},
      3,
      "utf-8",
    ],
    [
      "UTF-8 that breaks off",
      Buffer.concat([Buffer.from("\uFEFFnpi\r\n1\r\n2"), Buffer.from([0xc3])]),
      {},
      3,
      "utf-8",
    ],
    [
      "broken UTF-8 that was named so",
      Buffer.from("npi\n1\n\xe9\n", "latin1"),
      { encoding: "utf-8" },
      3,
      "utf-8",
    ],
    ["signs that Windows-1252 lacks", Buffer.from("npi\r1\r2\x81\r", "latin1"), {}, 3, "windows-1252"],
    [
      "half a sign in UTF-16",
      Buffer.concat([iconv.encode("\uFEFFnpi\n1\n2", "utf-16le"), Buffer.from([0x00, 0xd8])]),
      {},
      3,
      "utf-16le",
    ],
    [
      "UTF-16 of an odd number of bytes",
      Buffer.concat([iconv.encode("\uFEFFnpi\n1\n", "utf-16be"), Buffer.from([0x00])]),
      {},
      3,
      "utf-16be",
    ],
  ])("%s, with the line", async (_what, bytes, overrides, line, encoding) => {
    const { message, remedy } = await refusal(readAsRoster(path("lost.csv"), bytes, overrides));

    expect(message).toBe(`lost.csv: line ${line} contains bytes that are not valid ${encoding}.`);
    expect(remedy).toContain("--encoding");
  });

  test("a quotation mark that is never closed, with its row", async () => {
    const { message } = await refusal(readAsRoster(path("quote.csv"), 'npi,notes\n1,a\n2,"b\n3,c\n4,d\n'));

    expect(message).toBe("quote.csv: a quotation mark is opened in row 3 and never closed.");
  });

  test("a file that is not there", async () => {
    const { message } = await refusal(openRoster(path("none.csv"), Readable.from([]), {}));

    expect(message).toBe(`There is no file ${path("none.csv")}.`);
  });

  test("a folder", async () => {
    expect((await refusal(openRoster(tmpdir(), Readable.from([]), {}))).message).toMatch(/is a folder\.$/);
  });
});

describe("a roster that is open", () => {
  test("can be read again, and notices when its file was changed", async () => {
    const file = path("changed.csv");
    writeFileSync(file, "npi\n1\n");
    const source = await openRoster(file, Readable.from([]), {});

    await source.checkUnchanged();
    writeFileSync(file, "npi\n2\n");

    await expect(source.checkUnchanged()).rejects.toThrow(
      "changed.csv was changed while it was being processed.",
    );
    await source.close();
  });

  test("from standard input is kept in a private file until it is closed", async () => {
    const folder = path("spool");
    mkdirSync(folder);
    vi.stubEnv("TMPDIR", folder);

    const source = await openRoster("-", Readable.from(["npi,", "email\n1,a", "\n"]), {});
    const rows: unknown[] = [];
    for (let time = 0; time < 2; time += 1) for await (const { cells } of source.rows()) rows.push(cells);
    const [kept] = readdirSync(folder);
    const mode = statSync(join(folder, kept ?? "", "roster")).mode & 0o777;
    await source.close();

    expect(source.name).toBe("standard input");
    expect(rows).toEqual([
      ["1", "a"],
      ["1", "a"],
    ]);
    expect(mode).toBe(0o600);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("from standard input leaves nothing behind when it is no roster", async () => {
    const folder = path("spool of nothing");
    mkdirSync(folder);
    vi.stubEnv("TMPDIR", folder);

    const { message } = await refusal(openRoster("-", Readable.from([]), {}));

    expect(message).toBe("standard input is empty.");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("from a named pipe is kept like that from standard input, since it can be read only once", async () => {
    const [folder, pipe] = [path("spool of a pipe"), path("roster.pipe")];
    mkdirSync(folder);
    vi.stubEnv("TMPDIR", folder);
    execFileSync("mkfifo", [pipe]);
    createWriteStream(pipe).end("npi,email\n1,a\n");

    const source = await openRoster(pipe, Readable.from([]), {});
    const rows: unknown[] = [];
    for (let time = 0; time < 2; time += 1) for await (const { cells } of source.rows()) rows.push(cells);
    await source.close();

    expect(source.name).toBe(`the pipe ${pipe}`);
    expect(rows).toEqual([
      ["1", "a"],
      ["1", "a"],
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is not a device", async () => {
    const { message, remedy } = await refusal(openRoster("/dev/null", Readable.from([]), {}));

    expect(message).toBe("/dev/null is a device.");
    expect(remedy).toBe("Specify the roster file, or - for standard input.");
  });
});

describe("when a pipe cannot be kept, a sentence says so and nothing is left behind:", () => {
  async function endOf(opening: Promise<unknown>): Promise<UserError> {
    const error: unknown = await opening.catch((thrown: unknown) => thrown);
    if (!(error instanceof UserError)) throw error;
    return error;
  }

  test("the temporary folder is missing", async () => {
    vi.stubEnv("TMPDIR", path("no such folder"));

    const { message, remedy, exitCode } = await endOf(openRoster("-", Readable.from(["npi\n1\n"]), {}));

    expect(message).toContain(`The temporary folder ${path("no such folder")} cannot be used: ENOENT`);
    expect(remedy).toContain("TMPDIR");
    expect(exitCode).toBe(2);
  });

  test("the run is interrupted while it waits", async () => {
    const folder = path("spool of silence");
    mkdirSync(folder);
    vi.stubEnv("TMPDIR", folder);
    const interruption = new AbortController();
    const silent = new Readable({ read: () => undefined });

    const opening = openRoster("-", silent, {}, interruption.signal);
    interruption.abort(new Interruption("SIGTERM"));
    const { message, exitCode } = await endOf(opening);

    expect(message).toBe("The roster was not read to its end, and nothing was sent.");
    expect(exitCode).toBe(143);
    expect(readdirSync(folder)).toEqual([]);
  });
});
