import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { OutputError } from "../../../src/errors.ts";
import {
  isWorkbookPath,
  openResultsWorkbook,
  openTableWorkbook,
} from "../../../src/results/workbook-sink.ts";
import { placeColumns } from "../../../src/roster/headers.ts";
import { openRoster } from "../../../src/roster/open.ts";
import { readWorkbook, unzip } from "../../support/workbooks.ts";
import { written } from "../../support/written-workbooks.ts";
import { temporaryFolder } from "../builders/files.ts";
import { outputAt } from "../builders/outputs.ts";

const path = temporaryFolder();
const places = placeColumns(["npi", "provider_id"], new Map());

describe("results", () => {
  test.each([
    ["out.xlsx", "csv"],
    ["OUT.XLSX", "csv"],
    ["out.xlsm", "workbook"],
    ["out", "workbook"],
  ] as const)("named %s are written as a workbook when the roster is a %s file", (name, kind) => {
    expect(isWorkbookPath(name, kind)).toBe(true);
  });

  test.each([
    ["out.csv", "workbook"],
    ["out.tsv", "workbook"],
    ["out", "csv"],
    ["-", "workbook"],
  ] as const)("named %s are written as CSV when the roster is a %s file", (name, kind) => {
    expect(isWorkbookPath(name, kind)).toBe(false);
  });
});

describe("the results of a CSV roster as a workbook", () => {
  test("color each outcome, and hold texts as the platforms wrote them", async () => {
    const sink = await openResultsWorkbook(await outputAt(path("new.xlsx")), undefined, places);
    await sink.row(["npi", "provider_id", "sync_result", "changes"]);
    for (const outcome of ["created", "exists", "planned", "failed", "unknown", "skipped"]) {
      await sink.row(["'=1", "", outcome, "'=1+1"]);
    }
    await sink.finish();

    const bytes = readFileSync(path("new.xlsx"));
    const { rows } = await readWorkbook(path("read.xlsx"), bytes);
    // what is the user's stays, and the apostrophe of ours is taken off and put on again by the reader
    expect(rows[0]?.cells).toEqual(["'=1", "", "created", "'=1+1"]);
    const { "xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": styles } = await unzip(bytes);
    expect(sheet).toContain("<t>=1+1</t>");
    expect(styles?.match(/fgColor rgb="\w+"/g)).toHaveLength(5);
  });

  test("take cells that many rows have in common", async () => {
    const sink = await openResultsWorkbook(await outputAt(path("common.xlsx")), undefined, places);
    await sink.row(["npi", "provider_id", "sync_result"]);
    await sink.row(["1", "x"], ["skipped"]);
    await sink.finish();

    const { rows } = await readWorkbook(path("read.xlsx"), readFileSync(path("common.xlsx")));
    expect(rows).toEqual([{ row: 2, cells: ["1", "x", "skipped"] }]);
  });

  test("leave no trace when they are abandoned, and no half of a file", async () => {
    const sink = await openResultsWorkbook(await outputAt(path("gone.xlsx")), undefined, places);
    await sink.row(["npi", "provider_id"]);
    await sink.abandon();

    expect(
      readdirSync(dirname(path("x"))).filter((name) => name.includes("gone") || name.endsWith(".tmp")),
    ).toEqual([]);
  });

  test("name the cell that is too long for a sheet, and the way out", async () => {
    const sink = await openResultsWorkbook(await outputAt(path("long.xlsx")), undefined, places);
    await sink.row(["npi", "provider_id"]);
    const error: unknown = await sink.row(["1", "x".repeat(32_768)]).catch((thrown: unknown) => thrown);
    await sink.abandon();

    expect(error).toBeInstanceOf(OutputError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /long\.xlsx cannot be written: B2 would hold 32,768 characters/,
      ) as unknown,
      remedy: expect.stringContaining("Name a CSV file with -o") as unknown,
    });
  });
});

test("the results of a workbook fill blank ids and renew our columns where they stand", async () => {
  await readWorkbook(
    path("roster.xlsx"),
    await written([
      ["npi", "provider_id", "sync_result", "note"],
      ["1", "", "failed", "n1"],
      ["2", "mine", "failed", "n2"],
    ]),
  );
  const source = await openRoster(path("roster.xlsx"), Readable.from([]), {});
  if (source.format.kind !== "workbook") throw new Error("it is not a workbook");
  const { workbook } = source.format;
  const sink = await openResultsWorkbook(
    await outputAt(path("out.xlsx")),
    workbook,
    placeColumns(source.header, new Map(), source),
  );
  await sink.row([...source.header, "changes"]);
  await sink.row(["1", "'=found", "created", "lost", "'-"]);
  await sink.row(["2", "other", "exists", "n2", ""]);
  await sink.finish();
  await source.close();

  const { header, rows } = await readWorkbook(path("read.xlsx"), readFileSync(path("out.xlsx")));
  expect(header).toEqual(["npi", "provider_id", "sync_result", "note", "changes"]);
  expect(rows.map(({ cells }) => cells)).toEqual([
    ["1", "=found", "created", "n1", "'-"],
    ["2", "mine", "exists", "n2", ""],
  ]);
});

test("a separate table is a workbook with a single sheet and no colors", async () => {
  const sink = await openTableWorkbook(await outputAt(path("table.xlsx")));
  await sink.row(["row", "sync_result"]);
  await sink.row(["2", "'@created"]);
  await sink.finish();

  const bytes = readFileSync(path("table.xlsx"));
  expect(await readWorkbook(path("read.xlsx"), bytes)).toMatchObject({
    sheet: "Table",
    header: ["row", "sync_result"],
  });
  expect((await unzip(bytes))["xl/worksheets/sheet1.xml"]).toContain("<t>@created</t>");
});
