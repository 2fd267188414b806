import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rehearsals } from "../../support/rehearsal.ts";
import {
  readWorkbook,
  relationships,
  textRow,
  unzip,
  workbookParts,
  xmlns,
  zip,
} from "../../support/workbooks.ts";

const rehearse = rehearsals();

const header = ["npi", "certificate_type", "license_states", "is_medallion_owned"];
const [amara, benjamin, chloe] = ["2450079191", "2450158383", "2450237575"];

interface Plan {
  readonly rows: string;
  readonly tail?: string;
  readonly table?: string;
}

async function workbook({ rows, tail = "", table }: Plan): Promise<Buffer> {
  return zip({
    ...workbookParts({ sheets: [{ name: "Roster", rows: textRow(1, header) + rows, tail }] }),
    ...(table === undefined
      ? {}
      : {
          "xl/tables/table1.xml": table,
          "xl/worksheets/_rels/sheet1.xml.rels": relationships([["table", "../tables/table1.xml"]]),
        }),
  });
}

interface Checked {
  readonly notices: readonly { readonly code: string; readonly sentence: string }[];
  readonly rows: number;
  readonly faults: readonly {
    readonly row: number;
    readonly code: string;
    readonly problem: string;
    readonly remedy: string;
    readonly column?: string;
  }[];
}

async function check(plan: Plan): Promise<Checked> {
  const { run, write } = await rehearse();
  write("roster.xlsx", await workbook(plan));
  const { stdout } = await run(["check", "roster.xlsx", "--json"]);
  return JSON.parse(stdout) as Checked;
}

const good = (row: number, npi: string, state = "CA"): string => textRow(row, [npi, "MD", state, "yes"]);

describe("merged cells", () => {
  const merged = (reference: string): string =>
    `<mergeCells count="1"><mergeCell ref="${reference}"/></mergeCells>`;

  test("are reported, and a row that is blank for their sake names the cell that has its text", async () => {
    const plan = {
      rows: good(2, amara) + good(3, "", "NY") + good(4, benjamin),
      tail: merged("A2:A3"),
    };

    const { notices, rows, faults } = await check(plan);

    expect(notices).toMatchObject([{ code: "merged_cells", sentence: expect.stringContaining("(A2:A3)") }]);
    expect(rows).toBe(3);
    expect(faults).toMatchObject([
      {
        row: 3,
        code: "no_identity",
        problem: expect.stringContaining("(A3 is merged with A2)"),
        remedy: "Unmerge the cells and fill in each of them.",
      },
    ]);
  });

  test("of a needed option name the other cell too", async () => {
    const plan = {
      rows: good(2, amara) + textRow(3, [benjamin, "", "NY", "yes"]),
      tail: merged("B2:B3"),
    };

    expect((await check(plan)).faults).toMatchObject([
      {
        row: 3,
        code: "missing_value",
        column: "B",
        problem: expect.stringContaining("(B3 is merged with B2)"),
      },
    ]);
  });

  test("of the header alone, or right of everything, are not worth a word", async () => {
    const tail = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="H2:H9"/></mergeCells>';

    expect((await check({ rows: good(2, amara), tail })).notices).toEqual([]);
  });
});

describe("rows that are hidden", () => {
  const hide = (row: string): string => row.replace("<row ", '<row hidden="1" ');

  test.each([
    [
      "by a filter",
      '<autoFilter ref="A1:D4"><filterColumn colId="2"><filters><filter val="CA"/></filters></filterColumn></autoFilter>',
      "2 rows are hidden by a filter (3, 4) and processed like all others.",
    ],
    ["by hand", "", "2 rows are hidden (3, 4) and processed like all others."],
  ])("%s are reported, and processed like all others", async (_how, tail, sentence) => {
    const rows = good(2, amara) + hide(good(3, benjamin, "NY")) + hide(good(4, chloe, "TX"));

    const checked = await check({ rows, tail });

    expect(checked.rows).toBe(3);
    expect(checked.notices).toMatchObject([
      { code: "hidden_rows", sentence: expect.stringContaining(sentence) },
    ]);
  });

  test("and blank are not counted", async () => {
    const rows = good(2, amara) + '<row r="3" hidden="1"><c r="A3" s="0"/></row>' + good(4, chloe, "TX");

    expect((await check({ rows })).notices).toEqual([]);
  });
});

describe("the totals row of a table", () => {
  const table =
    `<table ${xmlns} id="1" name="People" displayName="People" ref="A1:D4" totalsRowCount="1"><autoFilter ref="A1:D3"/><tableColumns count="4">` +
    header.map((name, index) => `<tableColumn id="${index + 1}" name="${name}"/>`).join("") +
    "</tableColumns></table>";
  const rows = good(2, amara) + good(3, benjamin) + textRow(4, ["Total", "", "2", ""]);

  test("is not a provider: it is reported, not processed, and copied through unchanged", async () => {
    const { run, write, folder } = await rehearse();
    write("roster.xlsx", await workbook({ rows, table }));

    const checked = await check({ rows, table });
    const ended = await run(["sync", "roster.xlsx", "--only", "licenses"]);
    const again = await run(["sync", "roster.results.xlsx", "--only", "licenses"]);

    expect(checked).toMatchObject({ rows: 2, faults: [], notices: [{ code: "table_totals" }] });
    expect([ended.code, again.code]).toEqual([0, 0]);
    const results = readFileSync(`${folder}/roster.results.xlsx`);
    const sheet = (await unzip(results))["xl/worksheets/sheet1.xml"];
    expect(sheet).toContain(textRow(4, ["Total", "", "2", ""]));
  });

  test("counts as a row where there is something else next to the table", async () => {
    const beside = textRow(4, ["2450316767", "MD", "CA", "yes"]);
    const small = table.replace('ref="A1:D4"', 'ref="B1:D4"').replace('ref="A1:D3"', 'ref="B1:D3"');

    expect((await check({ rows: good(2, amara) + good(3, benjamin) + beside, table: small })).rows).toBe(3);
  });
});

describe("a formula that is stored without a value", () => {
  const formula = (cell: string): string => `<c r="${cell}"><f>Other!A1</f></c>`;
  const row = `<row r="2">${formula("A2")}${textRow(2, ["", "MD", "CA", "yes"]).replace(/^<row r="2">/, "")}`;

  test("reads as blank, is reported, and fails its row with what to do", async () => {
    const { notices, faults } = await check({ rows: row });

    expect(notices).toMatchObject([
      { code: "formulas_without_values", sentence: expect.stringContaining("(A2)") },
    ]);
    expect(faults).toMatchObject([
      {
        row: 2,
        column: "A",
        code: "spreadsheet_error",
        problem: "is a formula that is stored without a value",
        remedy: "Open the workbook in Excel or LibreOffice, save it, and use that file.",
      },
    ]);
  });

  test("makes no row blank that has nothing else, and no error of its own", async () => {
    const { run, write } = await rehearse();
    const path = write(
      "roster.xlsx",
      await workbook({ rows: good(2, amara) + `<row r="3">${formula("A3")}</row>` }),
    );

    const { rows } = await readWorkbook(path, readFileSync(path));
    const { stdout } = await run(["check", "roster.xlsx"]);

    expect(rows.at(-1)).toMatchObject({ row: 3, cells: ["", "", "", ""] });
    expect(stdout).toContain("2 rows: 1 with problems");
    expect(stdout).not.toContain("#CALC!");
  });
});
