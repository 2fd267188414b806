import { isAscii, isUtf8 } from "node:buffer";
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { certificateTypes } from "../../src/platforms/medallion/certificates.ts";
import { columnOfHeader, inputColumns, knownSpellings, resultColumns } from "../../src/roster/columns.ts";
import { delimiters, encodings, type Encoding } from "../../src/roster/dialect.ts";
import { generateWorld } from "../../src/sandbox/index.ts";
import { mixedRoster } from "../support/rosters.ts";
import { wildText } from "../unit/builders/texts.ts";

/** Providers that the sandbox knows, so that some of what is asked for goes through. */
export const world = generateWorld({ providers: 20, seed: 3 });

/** A roster as a file, and the table that it was made from. */
export interface MadeRoster {
  readonly table: readonly (readonly string[])[];
  readonly bytes: Buffer;
}

const good = mixedRoster(world, 20);
const goodCells = [...new Set(good.flatMap((row) => Object.values(row)))];

/** What people, spreadsheet programs and attackers put into cells. */
const oddCells = [
  "1.23457E+09",
  "1234567893.0",
  "01234567",
  "#N/A",
  "#REF!",
  "Mar-05",
  "5-Mar",
  "45678",
  "2026-02-31",
  "1/5/0026",
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "'=1+1",
  "\t=1",
  '=HYPERLINK("http://127.0.0.1/","x")',
  '"',
  '5" pipe',
  'say ""hi""',
  "two\nlines",
  "two\r\nlines",
  "one\rline",
  "a;b,c|d\te",
  " padded ",
  "\u00A01234567893\u00A0",
  "12345\u200B67893",
  "“curly”",
  "１２３４５６７８９３",
  "__proto__",
  "constructor",
  "toString",
  "%00",
  "../../etc",
  "CA;TX;ZZ",
  "CA, NY",
  "california",
  "ᏣᎳᎩ",
  "مرحبا",
  "👩🏽‍⚕️",
  "x".repeat(5_000),
];

const cell: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...goodCells) },
  { weight: 3, arbitrary: fc.constantFrom(...oddCells, ...[...certificateTypes].slice(0, 10)) },
  { weight: 2, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: wildText },
);

const header: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...inputColumns) },
  { weight: 1, arbitrary: fc.constantFrom(...resultColumns) },
  { weight: 1, arbitrary: fc.constantFrom(...knownSpellings) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", " ", "__proto__", "constructor", "#", "=1", "My, notes", "a\nb", "sep=;"),
  },
  { weight: 1, arbitrary: wildText },
);

const tables: fc.Arbitrary<readonly (readonly string[])[]> = fc
  .oneof(
    fc.tuple(
      fc.uniqueArray(header, {
        minLength: 1,
        maxLength: 12,
        selector: (name) => columnOfHeader(name) ?? name,
      }),
      fc.array(fc.array(cell, { minLength: 0, maxLength: 13 }), { maxLength: 6 }),
      fc.boolean(),
    ),
    // rows that mostly work, with some cells of theirs changed
    fc
      .array(
        fc.tuple(fc.constantFrom(...good), fc.option(fc.tuple(fc.constantFrom(...inputColumns), cell))),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((rows): [string[], string[][], boolean] => {
        const columns = [...new Set(good.flatMap((row) => Object.keys(row)))];
        const cells = rows.map(([row, change]) =>
          columns.map((column) => (change?.[0] === column ? change[1] : (row[column] ?? ""))),
        );
        return [columns, cells, true];
      }),
  )
  // where the header has one cell alone, nothing tells what parts cells
  .map(([columns, rows, even]) => [
    columns,
    ...rows.map((row) =>
      even || columns.length === 1
        ? columns.map((_, place) => row[place] ?? "")
        : row.length === 0
          ? [""]
          : row,
    ),
  ]);

/** Rosters in every dialect, of any headers and cells, ragged ones too. */
export const madeRosters: fc.Arbitrary<MadeRoster> = fc
  .record({
    table: tables,
    delimiter: fc.constantFrom(...delimiters),
    lineEnd: fc.constantFrom("\r\n", "\n", "\r"),
    // that of the Mac is never guessed
    encoding: fc.constantFrom(...encodings.filter((encoding) => encoding !== "macintosh")),
    bom: fc.boolean(),
    quoteAll: fc.boolean(),
    sep: fc.boolean(),
    ends: fc.boolean(),
  })
  .map(({ table, delimiter, lineEnd, encoding, bom, quoteAll, sep, ends }) => {
    const plain = table.map((row) => row.map((text) => writable(text, encoding)));
    const quoted = (text: string): string =>
      quoteAll || /["\r\n,;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const lines = plain.map((row) => row.map(quoted).join(delimiter)).join(lineEnd);
    // a last line with nothing in it is one only with a line end behind it
    const endsBlank = plain.at(-1)?.join("") === "";
    const marked = (bom || encoding.startsWith("utf-16")) && encoding !== "windows-1252";
    const text = `${marked ? "\uFEFF" : ""}${sep ? `sep=${delimiter}${lineEnd}` : ""}${lines}${ends || endsBlank ? lineEnd : ""}`;
    return { table: plain, bytes: iconv.encode(text, encoding), encoding };
  })
  // nothing tells western signs that happen to be UTF-8 from UTF-8
  .filter(({ bytes, encoding }) => encoding !== "windows-1252" || !isUtf8(bytes) || isAscii(bytes));

/** What the encoding can hold. Signs that begin files, and zeros, are no text in the middle of one. */
function writable(text: string, encoding: Encoding): string {
  const cleaned = text.replaceAll("\u0000", "").replaceAll("\uFEFF", "");
  if (encoding !== "windows-1252") return cleaned;
  return iconv.decode(iconv.encode(cleaned, encoding), encoding).replaceAll("\uFFFD", "?");
}

/** Any bytes: noise, and good files with some of theirs changed, lost or doubled. */
export const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(madeRosters, fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.nat(255)), { maxLength: 8 }))
    .map(([{ bytes }, changes]) => {
      let damaged = Buffer.from(bytes);
      for (const [place, what, byte] of changes) {
        const at = place % (damaged.length + 1);
        const inserted = what === 2 ? Buffer.alloc(0) : Buffer.from([byte]);
        damaged = Buffer.concat([
          damaged.subarray(0, at),
          inserted,
          damaged.subarray(at + (what === 0 ? 0 : 1)),
        ]);
      }
      return damaged;
    }),
);
