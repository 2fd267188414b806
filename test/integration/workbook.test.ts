import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { generateWorld, type SeenRequest } from "../../src/sandbox/index.ts";
import { doubles } from "../support/natural-keys.ts";
import { rehearsals, type Line, type Rehearsal } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";
import { readWorkbook, textRow, unzip, workbookParts, zip } from "../support/workbooks.ts";
import { written } from "../support/written-workbooks.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 11 });
const roster = table(mixedRoster(world, 24));
const sync = ["sync", "--settle", "100ms"];
const creates = ({ method, path }: SeenRequest): boolean => method === "POST" && !path.startsWith("/auth/");

/** The rows of a workbook by header. */
async function linesOf({ folder }: Rehearsal, name: string, sheet?: string): Promise<readonly Line[]> {
  const bytes = readFileSync(join(folder, name));
  const { header, rows } = await readWorkbook(join(folder, `.read-${name}`), bytes, sheet);
  return rows.map(({ cells }) =>
    Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ""])),
  );
}

/** A workbook with the roster on its second sheet, behind one that is hidden, and with a third. */
async function threeSheets(rows: readonly (readonly string[])[]): Promise<Buffer> {
  return zip(
    workbookParts({
      sheets: [
        { name: "Archive", state: "hidden", rows: textRow(1, ["old"]) },
        { name: "Roster", rows: rows.map((cells, index) => textRow(index + 1, cells)).join("") },
        { name: "Sums", rows: '<row r="1"><c r="A1"><f>COUNTA(Roster!A2:A99)</f><v>24</v></c></row>' },
      ],
    }),
  );
}

describe("a roster that is a workbook", () => {
  test("comes back as a workbook with the answers beside every row, and with all else as it was", async () => {
    const rehearsal = await rehearse({ world });
    const { sandbox, write, run } = rehearsal;
    const before = await threeSheets(roster);
    write("roster.xlsx", before);

    const ended = await run([...sync, "roster.xlsx"]);

    expect(ended.stderr).toContain('"sheet":"Roster"');
    expect(ended.code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
    expect(sandbox.requests.filter(creates).length).toBeGreaterThan(10);
    const results = await linesOf(rehearsal, "roster.results.xlsx");
    const [header = [], ...rows] = roster;
    expect(results.map((line) => header.map((column) => line[column]))).toEqual(
      rows.map((cells, index) =>
        // a blank identity cell of ours is filled in
        cells.map((cell, column) => (cell === "" ? (results[index]?.[header[column] ?? ""] ?? "") : cell)),
      ),
    );
    expect(new Set(results.map((line) => line["sync_result"]))).toEqual(new Set(["created", "skipped"]));
    const [parts, after] = [
      await unzip(before),
      await unzip(readFileSync(join(rehearsal.folder, "roster.results.xlsx"))),
    ];
    for (const part of ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"])
      expect(after[part]).toBe(parts[part]);
  });

  test("sends nothing new when its results come back, with its ledger or without, and gets no column twice", async () => {
    const rehearsal = await rehearse({ world });
    const { sandbox, write, run } = rehearsal;
    write("roster.xlsx", await written(roster));
    await run([...sync, "roster.xlsx"]);
    const first = await linesOf(rehearsal, "roster.results.xlsx");
    const calls = sandbox.requests.length;

    const again = await run([...sync, "roster.results.xlsx"]);
    const second = await linesOf(rehearsal, "roster.results.xlsx");
    const forgotten = await run([...sync, "roster.results.xlsx", "--ledger", "other.db"]);

    expect([again.code, forgotten.code]).toEqual([0, 0]);
    expect(sandbox.requests.slice(calls).filter(creates)).toEqual([]);
    expect(doubles(sandbox)).toEqual([]);
    expect(Object.keys(second[0] ?? {})).toEqual(Object.keys(first[0] ?? {}));
    expect(second.filter((line) => line["sync_result"] === "created")).toEqual([]);
    expect(second.map((line) => line["license_request_ids"])).toEqual(
      first.map((line) => line["license_request_ids"]),
    );
  });

  test("is read from the sheet that --sheet names", async () => {
    const rehearsal = await rehearse({ world });
    const { write, run } = rehearsal;
    const sheets = [
      { name: "Read me", rows: textRow(1, ["How to use this file"]) },
      { name: "May", rows: textRow(1, ["caqh_provider_id"]) },
      { name: "June", rows: textRow(1, ["caqh_provider_id"]) + textRow(2, ["12345678"]) },
    ];
    write("roster.xlsx", await zip(workbookParts({ sheets })));

    const unnamed = await run(["check", "roster.xlsx"]);
    expect(unnamed.code).toBe(2);
    expect(unnamed.stderr).toContain('and several others are: "May", "June".');
    expect((await run(["check", "roster.xlsx", "--sheet", "june"])).code).toBe(0);
    await run([...sync, "roster.xlsx", "--sheet", "June", "--only", "caqh"]);
    expect(await linesOf(rehearsal, "roster.results.xlsx", "June")).toMatchObject([
      { caqh_provider_id: "12345678", caqh_found: expect.stringMatching(/./) as unknown },
    ]);
  });

  test("may have results as CSV, and a CSV roster results as a workbook, with the same cells", async () => {
    const rehearsal = await rehearse({ world });
    const { write, run, lines } = rehearsal;
    write("a.csv", csv(roster));
    write("b.xlsx", await written(roster));
    await run([...sync, "a.csv", "--requests", join(rehearsal.folder, "requests.xlsx")]);

    const codes = [
      await run([...sync, "a.csv", "-o", "a.xlsx"]),
      await run([...sync, "b.xlsx", "-o", "b.csv"]),
    ];

    expect(codes.map(({ code }) => code)).toEqual([0, 0]);
    const untimed = (line: Line): Line => ({ ...line, synced_at: "", caqh_checked_at: "", changes: "" });
    expect((await linesOf(rehearsal, "a.xlsx")).map(untimed)).toEqual(lines("b.csv").map(untimed));
    expect((await linesOf(rehearsal, "requests.xlsx")).length).toBeGreaterThan(24);
  });
});

describe("the cells of a workbook", () => {
  const formats = ["m/d/yyyy", "0.00E+00", "00000"];
  const header = [
    "npi",
    "license_created",
    "license_states",
    "certificate_type",
    "is_medallion_owned",
    "payer_id",
    "payer_name",
    "payer_states",
  ];
  const check = async (cells: string): Promise<string> => {
    const { write, run } = await rehearse({ world });
    const rows = `${textRow(1, header)}<row r="2">${cells}</row>`;
    write("roster.xlsx", await zip(workbookParts({ sheets: [{ name: "R", rows }], formats })));
    const { stdout, code } = await run(["check", "roster.xlsx"]);
    return `${code} ${stdout}`;
  };
  const text = (reference: string, value: string): string =>
    `<c r="${reference}2" t="inlineStr"><is><t>${value}</t></is></c>`;
  const license = text("C", "CA") + text("D", "MD") + '<c r="E2" t="b"><v>1</v></c>';

  test("are good where the spreadsheet holds all that they say: numbers as digits, dates as days", async () => {
    const cells = `<c r="A2" s="2"><v>1.234567893E9</v></c><c r="B2" s="1"><v>45356</v></c>${license}`;

    expect(await check(cells)).toMatch(/^0 .*\n1 row: all good/s);
  });

  test.each([
    ['npi (A2) "1.23E+09" is in scientific notation', text("A", "1.23E+09") + license],
    [
      'license_created (B2) "45356" is a date that the spreadsheet turned into a number',
      `<c r="A2"><v>1234567893</v></c><c r="B2"><v>45356</v></c>${license}`,
    ],
    [
      'license_states (C2) "#N/A" is a spreadsheet error',
      '<c r="A2"><v>1234567893</v></c><c r="C2" t="e"><v>#N/A</v></c>',
    ],
    [
      'payer_id (F2) "2026-03-05" looks like a date',
      `<c r="A2"><v>1234567893</v></c><c r="E2" t="b"><v>1</v></c><c r="F2" s="1"><v>46086</v></c>${text("G", "P")}${text("H", "TX")}`,
    ],
  ])("are named where something is lost: %s", async (sentence, cells) => {
    const said = await check(cells);

    expect(said.startsWith("1 ")).toBe(true);
    expect(said).toContain(sentence);
  });
});

describe("a workbook is refused with exit 2, a sentence and no call", () => {
  const two = workbookParts({
    sheets: [
      { name: "Roster", rows: textRow(1, ["npi"]) },
      { name: "Empty", rows: "" },
    ],
  });
  const container = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(2000),
  ]);

  test.each<readonly [string, () => Promise<Uint8Array>, readonly string[], string]>([
    [
      "when it lacks the named sheet",
      () => zip(two),
      ["--sheet", "Rooster"],
      'Did you mean --sheet "Roster"?',
    ],
    [
      "when the sheet is empty",
      () => zip(two),
      ["--sheet", "Empty"],
      'Choose another one with --sheet: "Roster".',
    ],
    ["when it is any archive", () => zip({ "a.csv": "npi\n" }), [], "is a ZIP archive, not a workbook"],
    ["when it is of the old kind", async () => container, [], "is an old-format workbook (.xls)"],
    [
      "when it is protected",
      async () => Buffer.concat([container, Buffer.from("EncryptedPackage", "utf16le")]),
      [],
      "is protected with a password",
    ],
    ["when it is cut off", async () => (await zip(two)).subarray(0, 700), [], "is damaged"],
    ["when its results cannot be written", () => zip(two), ["-o", "out.xls"], "cannot be written as .xls"],
  ])("%s", async (_, bytes, flags, sentence) => {
    const { sandbox, folder, write, run } = await rehearse({ world });
    write("roster.xlsx", await bytes());

    const ended = await run(["sync", "roster.xlsx", ...flags]);

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toContain("    at ");
    expect(sandbox.requests).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.includes("results"))).toEqual([]);
  });

  test("but a workbook with nothing but a header is fine", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.xlsx", await zip(two));

    expect((await run(["sync", "roster.xlsx"])).code).toBe(0);
  });
});

const office = spawnSync("soffice", ["--version"], { timeout: 3000 }).status === 0;

describe(office ? "LibreOffice" : "LibreOffice, which this machine does not have,", () => {
  test.skipIf(!office)("opens the results and shows the same texts", async () => {
    const rehearsal = await rehearse({ world });
    const { folder, write, run } = rehearsal;
    const odd = [
      "=1+1",
      "00123",
      "1.23E+09",
      "_x0041_",
      " blanks ",
      "two\nlines",
      "TRUE",
      "#N/A",
      "é😀<&>\"'",
    ];
    const rows = roster.map((cells, index) => [...cells, index === 0 ? "odd" : (odd[index - 1] ?? "")]);
    write("roster.xlsx", await written(rows));
    await run([...sync, "roster.xlsx"]);

    const { status } = spawnSync(
      "soffice",
      [
        `-env:UserInstallation=file://${folder}/profile`,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1",
        "roster.results.xlsx",
      ],
      { cwd: folder, timeout: 15_000 },
    );

    expect(status).toBe(0);
    const shown = parse(readFileSync(join(folder, "roster.results-Results.csv")), {
      columns: true,
    }) as Line[];
    expect(shown).toEqual(await linesOf(rehearsal, "roster.results.xlsx"));
  });
});
