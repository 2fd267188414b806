import * as fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect } from "vitest";
import { csvText } from "../../../src/results/csv-text.ts";
import { delimiters, type Dialect } from "../../../src/roster/dialect.ts";
import { readAsRoster, temporaryFolder } from "../builders/files.ts";
import { prop } from "../builders/properties.ts";
import { wildText } from "../builders/texts.ts";

type Table = readonly (readonly string[])[];

const path = temporaryFolder();

/** A row as it is handed over: in one, or with its last cells apart, which other rows share. */
interface Handed {
  readonly cells: readonly string[];
  readonly added?: readonly string[];
}

/** A whole file, written in as many parts as the program may take. */
function written(dialect: Dialect, rows: readonly Handed[], rowsTogether: number): Uint8Array {
  const text = csvText(dialect);
  const parts = [text.head()];
  for (let from = 0; from < rows.length; from += rowsTogether) {
    parts.push(text.rows(rows.slice(from, from + rowsTogether)));
  }
  return Buffer.concat([...parts, text.tail()]);
}

/** The last cells of each row apart, the same ones as the same list. */
function parted(table: Table, width: number): readonly Handed[] {
  const lists = new Map<string, readonly string[]>();
  return table.map((row) => {
    const cells = row.slice(0, width);
    const added = row.slice(width);
    if (width === 0 || added.length === 0) return { cells: row };
    const name = JSON.stringify(added);
    lists.set(name, lists.get(name) ?? added);
    return { cells, added: lists.get(name) ?? added };
  });
}

const shape = {
  delimiter: fc.constantFrom(...delimiters),
  lineEnd: fc.constantFrom("\r\n" as const, "\n" as const, "\r" as const),
  endsWithLineEnd: fc.boolean(),
};
const dialects: fc.Arbitrary<Dialect> = fc.oneof(
  fc.record({
    ...shape,
    encoding: fc.constantFrom("utf-8" as const, "utf-16le" as const, "utf-16be" as const),
    bom: fc.boolean(),
    sepLine: fc.constant(undefined),
    above: fc.constant(""),
  }),
  fc.record({
    ...shape,
    encoding: fc.constant("windows-1252" as const),
    bom: fc.constant(false),
    sepLine: fc.constant(undefined),
    above: fc.constant(""),
  }),
);

/** The letters of the western code page, what it does not define left out. */
const western = Array.from({ length: 256 }, (_, byte) =>
  iconv.decode(Buffer.from([byte]), "windows-1252"),
).filter((letter) => letter !== "\uFFFD" && iconv.encode(letter, "windows-1252").length === 1);
const signs = fc.constantFrom(
  '"',
  ",",
  ";",
  "\t",
  "|",
  "\r",
  "\n",
  "\r\n",
  " ",
  "'",
  "=",
  "→",
  "é",
  "sep=;",
  "",
);

/** Cells that the encoding can hold; the mark of a file's beginning is no text. */
function cellsFor({ encoding }: Dialect): fc.Arbitrary<string> {
  const letters =
    encoding === "windows-1252"
      ? fc.array(fc.constantFrom(...western), { maxLength: 12 }).map((parts) => parts.join(""))
      : fc.oneof(wildText, fc.string({ maxLength: 12 }));
  const hostile = fc.array(signs, { maxLength: 6 }).map((parts) => parts.join(""));
  return fc
    .oneof(letters, hostile)
    .map((cell) => (encoding === "windows-1252" ? cell.replaceAll("→", "->") : cell))
    .map((cell) => cell.replaceAll("\uFEFF", ""));
}

/** Tables of at least two columns whose first header is filled; many rows end alike. */
function tablesFor(dialect: Dialect): fc.Arbitrary<Table> {
  return fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc
      .array(fc.array(cellsFor(dialect), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 6,
      })
      .map(([header = [], ...rows]) => [
        ["npi", ...header.slice(1)],
        ...rows.map((row, index) =>
          index % 3 === 2 ? row : [...row.slice(0, 1), ...(rows[0] ?? row).slice(1)],
        ),
      ]),
  );
}

const files = dialects.chain((dialect) =>
  fc.tuple(fc.constant(dialect), tablesFor(dialect), fc.integer({ min: 1, max: 7 }), fc.nat(4)),
);

describe("a table of any text", () => {
  prop([files], { numRuns: 150 })(
    "is read back cell by cell in every dialect",
    async ([dialect, table, together, width]) => {
      const { delimiter, encoding } = dialect;

      const bytes = written(dialect, parted(table, width), together);
      const read = await readAsRoster(path("any.csv"), bytes, { delimiter, encoding });

      expect([read.header, ...read.rows.map(({ cells }) => cells)]).toEqual(table);
      expect(read.dialect).toMatchObject({ bom: dialect.bom, endsWithLineEnd: dialect.endsWithLineEnd });
    },
  );

  const word = fc.stringMatching(/^[A-Za-z0-9 ]{1,12}$/);
  const plainTables = fc
    .integer({ min: 2, max: 6 })
    .chain((width) =>
      fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }),
    );
  const withSep = fc.tuple(dialects, fc.boolean()).map(([dialect, sep]) => ({
    ...dialect,
    sepLine: sep ? `sep=${dialect.delimiter}` : undefined,
  }));

  prop([withSep, plainTables], { numRuns: 50 })("tells its dialect by itself", async (dialect, table) => {
    const read = await readAsRoster(path("plain.csv"), written(dialect, parted(table, 1), 3));

    // letters that both encodings write alike are read as UTF-8
    const encoding = dialect.encoding === "windows-1252" ? "utf-8" : dialect.encoding;
    expect(read.dialect).toEqual({ ...dialect, encoding });
    expect([read.header, ...read.rows.map(({ cells }) => cells)]).toEqual(table);
  });
});
