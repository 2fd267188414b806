import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { csvText, plainDialect, type Row } from "../../../src/results/csv-text.ts";
import type { Dialect } from "../../../src/roster/dialect.ts";

const windows: Dialect = { ...plainDialect, encoding: "windows-1252", lineEnd: "\r\n" };

/** A whole file, all rows of which are handed over together. */
function fileOf(dialect: Dialect, ...parts: readonly (readonly Row[])[]): string {
  const text = csvText(dialect);
  const bytes = [text.head(), ...parts.map((rows) => text.rows(rows)), text.tail()];
  return iconv.decode(Buffer.concat(bytes), dialect.encoding, { stripBOM: false });
}

function textOf(dialect: Dialect, table: readonly (readonly string[])[]): string {
  return fileOf(
    dialect,
    table.map((cells) => ({ cells })),
  );
}

describe("the text of a table", () => {
  test("quotes only what needs it", () => {
    expect(
      textOf(plainDialect, [
        ["npi", "a b", "c;d"],
        ["1,2", 'say "hi"', "x\ny"],
      ]),
    ).toBe('npi,a b,c;d\n"1,2","say ""hi""","x\ny"\n');
  });

  test("quotes every line break in a cell, not only the file's own", () => {
    expect(textOf({ ...plainDialect, lineEnd: "\r\n" }, [["a\nb", "c\rd", "e\r\nf"]])).toBe(
      '"a\nb","c\rd","e\r\nf"\r\n',
    );
  });

  test("begins with the mark, the sep line and the rows above the header that the roster had", () => {
    const dialect: Dialect = {
      ...windows,
      encoding: "utf-8",
      bom: true,
      delimiter: ";",
      sepLine: "sep=;",
      above: "Roster of May\r\n",
    };

    expect(textOf(dialect, [["a", "b"]])).toBe("\uFEFFsep=;\r\nRoster of May\r\na;b\r\n");
  });

  test("has none of them where the roster had none", () => {
    expect(textOf(windows, [["a", "b"]])).toBe("a,b\r\n");
  });

  test("ends as the roster ended", () => {
    expect(textOf({ ...plainDialect, endsWithLineEnd: false }, [["a"], ["b"]])).toBe("a\nb");
  });

  test.each(["windows-1252", "macintosh"] as const)(
    "has an arrow of its own where %s lacks one",
    (encoding) => {
      expect(textOf({ ...windows, encoding }, [["TX: intake → active → done"]])).toBe(
        "TX: intake -> active -> done\r\n",
      );
    },
  );

  test.each(["utf-8", "utf-16le", "utf-16be"] as const)("keeps the arrow in %s", (encoding) => {
    expect(textOf({ ...windows, encoding }, [["TX: intake → active"]])).toBe("TX: intake → active\r\n");
  });

  test("is the same however many rows are handed over together", () => {
    const rows = [
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
    ].map((cells) => ({ cells }));

    expect(fileOf(plainDialect, rows.slice(0, 1), [], rows.slice(1))).toBe("a,b\nc,d\ne,f\n");
    expect(fileOf(plainDialect, [], rows)).toBe("a,b\nc,d\ne,f\n");
  });

  test("has cells that rows have in common behind the rows' own", () => {
    const added = ["skipped", "x,y"];
    const rows = [
      { cells: ["h1", "h2"] },
      { cells: ["a", "b"], added },
      { cells: ["c", "d"], added },
      { cells: ["e", "f"], added: ["failed", ""] },
      { cells: ["g", "h", "created", ""] },
    ];

    expect(fileOf({ ...plainDialect, endsWithLineEnd: false }, rows)).toBe(
      ["h1,h2", 'a,b,skipped,"x,y"', 'c,d,skipped,"x,y"', "e,f,failed,", "g,h,created,"].join("\n"),
    );
  });
});
