import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rehearsals } from "../support/rehearsal.ts";
import { readWorkbook, textRow, unzip, workbookParts, zip } from "../support/workbooks.ts";

const rehearse = rehearsals();

const headers = "NPI,Payer Name,Payer States,Is Medallion owned,Notes";
const band = 'Group "A",,"Payer\r\nand states",,\r\n\r\n  title ;x,\r\n';
const row = "2450079191,Aetna,TX,no,called 3/1";
const sandboxed = ["--ledger", "kept.db", "--settle", "100ms", "--header-row", "4"];

describe("headers further down", () => {
  test("are named, with the flag that says so, and nothing is sent", async () => {
    const { run, write, sandbox } = await rehearse();
    write("roster.csv", `Group Name,,Payer Name,,\r\n,,,,\r\n${headers}\r\n${row}\r\n`);

    const ended = await run(["sync", "roster.csv"]);

    expect(ended.code).toBe(2);
    expect(ended.stderr.slice(0, ended.stderr.indexOf("{"))).toBe(
      'The first row ("Group Name", "Payer Name") does not look like the headers; row 3 does.\n' +
        "Use --header-row 3; the rows above it are copied unchanged. If the first row is right, use --header-row 1.\n",
    );
    expect(sandbox.requests).toEqual([]);
  });

  test.each(["", "\uFEFF", "sep=,\r\n"])(
    "leave the rows above them byte for byte, round after round, behind %j",
    async (lead) => {
      const { run, write, read } = await rehearse();
      write("roster.csv", `${lead}${band}${headers}\r\n${row}\r\n`);

      const first = await run(["sync", "roster.csv", ...sandboxed]);
      const once = read("roster.results.csv");
      const second = await run(["sync", "roster.results.csv", ...sandboxed]);
      const twice = read("roster.results.csv");

      expect([first.code, second.code]).toEqual([0, 0]);
      for (const results of [once, twice]) {
        expect(results.startsWith(`${lead}${band}${headers},sync_result,`)).toBe(true);
        expect(results).toContain(`\r\n${row},`);
      }
      expect(once.split("sync_result")).toHaveLength(2);
      expect(twice.split(/\r\n/)[4 + lead.split("\r\n").length]?.split(",")[5]).toBe("exists");
    },
  );

  test("count the rows as the file does", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", `Title\n${headers}\n2450079190,Aetna,TX,no,\n`);

    const { stdout } = await run(["check", "roster.csv", "--header-row", "2"]);

    expect(stdout).toContain("roster.csv, headers in row 2\n");
    expect(stdout).toContain("row 3  error    NPI (A3)");
  });

  test("may be said in the config file", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", `Title\n${headers}\n${row}\n`);
    write("roster-sync.config.json", '{ "headerRow": 2 }');

    expect((await run(["check", "roster.csv"])).stdout).toContain("headers in row 2\n");
  });

  test("must be there", async () => {
    const { run, write } = await rehearse();
    write("roster.csv", `${headers}\n${row}\n`);

    expect(await run(["check", "roster.csv", "--header-row", "9"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^roster\.csv has no row 9, which --header-row says/) as unknown,
    });
    expect((await run(["check", "roster.csv", "--header-row", "0"])).code).toBe(2);
  });
});

describe("headers further down in a workbook", () => {
  const title =
    '<row r="1" ht="30" customHeight="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Roster</t></r><r><t> of May</t></r></is></c></row>' +
    '<row r="3"><c r="B3"><v>1.50</v></c></row>';
  const sheet = {
    name: "Providers",
    head: '<sheetViews><sheetView workbookViewId="0"/></sheetViews>',
    rows: title + textRow(4, headers.split(",")) + textRow(5, row.split(",")),
  };

  test("leave the rows above them unchanged, round after round", async () => {
    const { run, write, folder } = await rehearse();
    write("roster.xlsx", await zip(workbookParts({ sheets: [sheet] })));

    const first = await run(["sync", "roster.xlsx", ...sandboxed]);
    const second = await run(["sync", "roster.results.xlsx", ...sandboxed]);

    expect([first.code, second.code]).toEqual([0, 0]);
    const results = (await unzip(readFileSync(join(folder, "roster.results.xlsx"))))[
      "xl/worksheets/sheet1.xml"
    ];
    expect(results).toContain(`<sheetData>${title}<row r="4">`);
    expect(results).toContain('<sheetView workbookViewId="0"/>');
    expect(results).toMatch(/<autoFilter ref="A4:[A-Z]+5"\/>/);
    expect(results?.match(/>sync_result</g)).toHaveLength(1);
    expect(results).toMatch(/r="F5"[^>]*><is><t>exists</);
  });

  test("are the same in results of the other format", async () => {
    const { run, write, read, folder } = await rehearse();
    write("roster.xlsx", await zip(workbookParts({ sheets: [sheet] })));

    await run(["sync", "roster.xlsx", ...sandboxed, "-o", "there.csv"]);
    await run(["sync", "there.csv", ...sandboxed, "-o", "back.xlsx"]);

    expect(read("there.csv")).toMatch(
      /^\uFEFFRoster of May,+\r\n,*\r\n,1\.5,*\r\nNPI,Payer Name,.*,sync_result,/,
    );
    const back = await readWorkbook(join(folder, "read.xlsx"), readFileSync(join(folder, "back.xlsx"))).catch(
      (error: unknown) => error,
    );
    expect(back).toMatchObject({ header: expect.arrayContaining(["Roster of May"]) as unknown });
    const parts = await unzip(readFileSync(join(folder, "back.xlsx")));
    expect(parts["xl/worksheets/sheet1.xml"]).toContain('<pane ySplit="4" topLeftCell="A5"');
  });
});

describe("a roster that is not on the first sheet", () => {
  const codes = {
    name: "Codes",
    rows: textRow(1, ["License Type", "Payer Name"]) + textRow(2, ["MD", "Aetna"]),
  };
  const sheetOf = (name: string): { name: string; rows: string } => ({
    name,
    rows: textRow(1, headers.split(",")) + textRow(2, row.split(",")),
  });

  test("is taken when no other is one, and that is reported", async () => {
    const { run, write } = await rehearse();
    write(
      "roster.xlsx",
      await zip(workbookParts({ sheets: [codes, sheetOf("Roster"), { ...codes, name: "More" }] })),
    );

    const { stdout } = await run(["check", "roster.xlsx"]);
    const { reading } = JSON.parse((await run(["check", "roster.xlsx", "--json"])).stdout) as {
      reading: { sheet: string };
    };

    expect(stdout).toContain(
      'roster.xlsx, sheet "Roster", headers in row 1\n  the first sheet, "Codes", is not a roster\n  sheets that are not read: "More"\n',
    );
    expect(stdout).toContain("1 row: all good");
    expect(reading.sheet).toBe("Roster");
  });

  test("is asked for when several are", async () => {
    const { run, write } = await rehearse();
    write("roster.xlsx", await zip(workbookParts({ sheets: [codes, sheetOf("East"), sheetOf("West")] })));

    expect(await run(["check", "roster.xlsx"])).toMatchObject({
      code: 2,
      stderr:
        'The first sheet of roster.xlsx, "Codes", is not a roster, and several others are: "East", "West".\n' +
        "Choose one with --sheet.\n",
    });
    expect((await run(["check", "roster.xlsx", "--sheet", "West"])).stdout).toContain('sheet "West"');
  });

  test("is not looked for where the first sheet has the headers that --map names, or nothing fits", async () => {
    const { run, write } = await rehearse();
    const own = { name: "Ours", rows: textRow(1, ["No.", "Wanted"]) + textRow(2, ["2450079191", "TX"]) };
    write("roster.xlsx", await zip(workbookParts({ sheets: [own, sheetOf("Old")] })));
    write("none.xlsx", await zip(workbookParts({ sheets: [codes, own] })));

    const mapped = await run(["check", "roster.xlsx", "--map", "No.=npi"]);

    expect(mapped.stdout).toContain(
      'roster.xlsx, sheet "Ours", headers in row 1\n  sheets that are not read: "Old"\n',
    );
    expect((await run(["check", "none.xlsx"])).stdout).toContain('sheet "Codes"');
  });

  test("is found below a title, which is reported too", async () => {
    const { run, write } = await rehearse();
    const titled = {
      name: "Roster",
      rows: textRow(1, ["Providers"]) + textRow(3, headers.split(",")) + textRow(4, row.split(",")),
    };
    write("roster.xlsx", await zip(workbookParts({ sheets: [codes, titled] })));

    expect((await run(["check", "roster.xlsx"])).stderr).toContain("Use --header-row 3;");
    expect((await run(["check", "roster.xlsx", "--header-row", "3"])).stdout).toContain(
      'sheet "Roster", headers in row 3',
    );
  });
});
