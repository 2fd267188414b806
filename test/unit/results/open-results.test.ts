import { Readable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { OutputError } from "../../../src/errors.ts";
import { plainDialect } from "../../../src/results/csv-text.ts";
import { lenient, openResults, openSink, type Sink } from "../../../src/results/open-results.ts";
import { openRoster } from "../../../src/roster/open.ts";
import type { RosterFormat, RosterSource } from "../../../src/roster/source.ts";
import { readWorkbook } from "../../support/workbooks.ts";
import { written } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";
import { fileInMemory, type MemoryFile } from "../builders/outputs.ts";
import { placesOf } from "../builders/rows.ts";

const path = temporaryFolder();
const places = placesOf(["npi", "provider_id"]);
const rows = [
  ["npi", "provider_id", "sync_result"],
  ["1", "x", "→"],
];
const finished = (name: string) => ({ path: name, kept: undefined, conflict: undefined });

/** Writes the rows to the end. */
async function fill(sink: Sink, file: MemoryFile): Promise<void> {
  for (const row of rows) await sink.row(row);
  expect(await sink.finish()).toEqual(finished(file.path));
  expect(file.fate()).toBe("finished");
}

/** The format of a roster that is a workbook. */
async function workbookFormat(): Promise<RosterFormat> {
  await readWorkbook(
    path("roster.xlsx"),
    await written([
      ["npi", "provider_id"],
      ["1", "x"],
    ]),
  );
  const source = await openRoster(path("roster.xlsx"), Readable.from([]), {});
  sources.push(source);
  return source.format;
}

const sources: RosterSource[] = [];
afterEach(async () => {
  for (const source of sources.splice(0)) await source.close();
});

const csv: RosterFormat = {
  kind: "csv",
  dialect: { ...plainDialect, delimiter: ";", above: "Roster of May\n" },
};

describe("the results of a roster", () => {
  test("in CSV are in its own dialect, with what stood above the header", async () => {
    const file = fileInMemory("out.csv");
    await fill(await openResults(file, { format: csv, places, above: [["Roster of May"]] }), file);

    expect(file.text()).toBe("Roster of May\nnpi;provider_id;sync_result\n1;x;→\n");
  });

  test("in CSV are a workbook where the name of the file says so", async () => {
    const file = fileInMemory("out.xlsx");
    await fill(await openResults(file, { format: csv, places, above: [["Roster of May"]] }), file);

    const read = await readWorkbook(path("read.xlsx"), file.bytes());
    expect([read.header, ...read.rows.map(({ cells }) => cells)]).toEqual([
      ["Roster of May", "", ""],
      ...rows,
    ]);
  });

  test("that is a workbook are one, too", async () => {
    const file = fileInMemory("out.xlsx");
    const sink = await openResults(file, { format: await workbookFormat(), places, above: [] });
    await sink.row(["npi", "provider_id", "sync_result"]);
    await sink.row(["2", "y", "→"]);
    await sink.finish();

    // the roster's own cells are its own
    const read = await readWorkbook(path("read.xlsx"), file.bytes());
    expect([read.header, ...read.rows.map(({ cells }) => cells)]).toEqual(rows);
  });

  test("that is a workbook are CSV for Excel where the name of the file says so", async () => {
    const file = fileInMemory("out.csv");
    const above = [
      ["Roster of May", ""],
      ["", ""],
    ];
    await fill(await openResults(file, { format: await workbookFormat(), places, above }), file);

    expect(file.text()).toBe("\uFEFFRoster of May,\r\n,\r\nnpi,provider_id,sync_result\r\n1,x,→\r\n");
  });

  test("are handed on a hundred rows at a time, and none is lost", async () => {
    const file = fileInMemory("out.csv");
    const sink = await openResults(file, { format: { ...csv, dialect: plainDialect }, places, above: [] });
    const head = file.writes();
    const lines = Array.from({ length: 250 }, (_, index) => [String(index), "x"]);

    for (const line of lines.slice(0, 99)) await sink.row(line);
    expect(file.writes()).toBe(head);
    for (const line of lines.slice(99, 100)) await sink.row(line);
    expect(file.writes()).toBe(head + 1);
    for (const line of lines.slice(100)) await sink.row(line);
    expect(file.writes()).toBe(head + 2);
    await sink.finish();

    expect(file.text()).toBe(lines.map((line) => `${line.join(",")}\n`).join(""));
  });

  test("take cells that many rows have in common", async () => {
    const file = fileInMemory("out.csv");
    const sink = await openResults(file, { format: { ...csv, dialect: plainDialect }, places, above: [] });
    await sink.row(["1", "x"], ["skipped"]);
    await sink.finish();

    expect(file.text()).toBe("1,x,skipped\n");
  });

  test("are abandoned with their file", async () => {
    const file = fileInMemory("out.csv");
    await (await openResults(file, { format: csv, places, above: [] })).abandon();

    expect(file.fate()).toBe("abandoned");
  });
});

describe("a table beside the results", () => {
  test("is CSV in the dialect that is asked for, or a workbook where its name says so", async () => {
    const text = fileInMemory("table.csv");
    await fill(await openSink(text, plainDialect), text);
    const book = fileInMemory("table.xlsx");
    await fill(await openSink(book, plainDialect), book);

    expect(text.text()).toBe("npi,provider_id,sync_result\n1,x,→\n");
    expect(await readWorkbook(path("read.xlsx"), book.bytes())).toMatchObject({
      sheet: "Table",
      header: rows[0],
    });
  });
});

describe("a table whose disk may be full", () => {
  const full = new OutputError("changes.csv cannot be written: no space.");

  /** A table that fails at one of its steps, and which steps it was asked for. */
  function failing(at: "row" | "finish" | "none", error: Error = full) {
    const asked: string[] = [];
    const step =
      (name: "row" | "finish") =>
      (...args: readonly unknown[]) => {
        asked.push([name, ...args.flat()].join(" "));
        return at === name ? Promise.reject(error) : Promise.resolve(finished("changes.csv"));
      };
    const abandon = (): Promise<void> => Promise.resolve(void asked.push("abandon"));
    return {
      asked,
      sink: lenient({ row: step("row") as unknown as Sink["row"], finish: step("finish"), abandon }),
    };
  }

  test("is written like any other where it can be", async () => {
    const { asked, sink } = failing("none");

    await sink.row(["a"], ["b"]);

    expect(await sink.finish()).toEqual(finished("changes.csv"));
    expect([asked, sink.problem()]).toEqual([["row a b", "finish"], undefined]);
  });

  test("says why it failed and takes the rest without a word, so that the results are written", async () => {
    const { asked, sink } = failing("row");

    await sink.row(["a"]);
    await sink.row(["b"]);

    expect(await sink.finish()).toBeUndefined();
    await sink.abandon();
    expect([asked, sink.problem()]).toEqual([["row a ", "abandon"], full]);
  });

  test("says why it could not be finished", async () => {
    const { sink } = failing("finish");

    expect([await sink.finish(), sink.problem()]).toEqual([undefined, full]);
  });

  test("throws what is a mistake of the program", async () => {
    const mistake = new TypeError("x");
    const { sink } = failing("row", mistake);

    await expect(sink.row(["a"])).rejects.toBe(mistake);
    expect(sink.problem()).toBeUndefined();
  });
});
