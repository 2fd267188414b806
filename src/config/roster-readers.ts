import type { RosterColumn } from "../cells/cells.ts";
import { UsageError } from "../errors.ts";
import { text, type Place, type Reader } from "../options/readers.ts";
import { type Work, works } from "../platforms/catalog.ts";
import { columnOfHeader, inputColumns, isResultColumn } from "../roster/columns.ts";
import { delimiters, encodings, type Delimiter, type Encoding } from "../roster/dialect.ts";
import type { ColumnMap } from "../roster/headers.ts";
import { nearest } from "../text/nearest.ts";

/** Kinds of work, by their names in the plural or the singular. */
export const kindsOfWork: Reader<ReadonlySet<Work>> = (value, place) => {
  const wanted = text(value, place)
    .split(",")
    .map((word) => word.trim().toLowerCase());
  const found = wanted.map((word) => works.find((work) => work === word || work === `${word}s`));
  const wrong = wanted.find((_, index) => found[index] === undefined);
  if (wrong !== undefined) {
    const meant = nearest(wrong, works);
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    throw new UsageError(
      `${place.name} does not accept "${wrong}".`,
      `Use any of ${works.join(", ")}.${hint}`,
    );
  }
  return new Set(found.filter((work) => work !== undefined));
};

/** What headers mean: pairs `Header=column`, or an object; a header without a column is left alone. */
export const columnMap: Reader<ColumnMap> = (value, place) => {
  const pairs =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(
          ([header, column]) => [header, column === null ? "" : String(column)] as const,
        )
      : [value]
          .flat()
          .map((pair) => headerAndColumn(typeof pair === "string" ? pair : JSON.stringify(pair), place));
  return new Map(
    pairs.map(([header, name]) => [header, name.trim() === "" ? null : mappedColumn(name, place)]),
  );
};

function mappedColumn(name: string, place: Place): RosterColumn {
  const column = columnOfHeader(name);
  if (column !== undefined) return column;
  if (isResultColumn(name)) {
    throw new UsageError(
      `${place.name} names "${name}", which roster-sync writes itself.`,
      `It adds that column at the right; --map "Header=" leaves a column alone.`,
    );
  }
  const meant = nearest(name, inputColumns);
  throw new UsageError(
    `${place.name} names "${name}", which is not a roster-sync column.`,
    meant === undefined ? "roster-sync columns lists them." : `Did you mean ${meant}?`,
  );
}

function headerAndColumn(pair: string, place: Place): readonly [string, string] {
  const at = pair.lastIndexOf("=");
  if (at <= 0)
    throw new UsageError(
      `${place.name} "${pair}" has no header and column.`,
      'Write it as --map "Header=column", or --map "Header=" to leave a column alone.',
    );
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

/** A header and the value that its cells must have. */
export const headerAndValue: Reader<{ readonly header: string; readonly value: string }> = (value, place) => {
  const pair = text(value, place);
  const at = pair.indexOf("=");
  if (at <= 0)
    throw new UsageError(
      `${place.name} "${pair}" has no column and value.`,
      'Write it as --where "column=value".',
    );
  return { header: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
};

const delimiterNames: ReadonlyMap<string, Delimiter> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["\\t", "\t"],
  ["pipe", "|"],
]);

/** A delimiter, as itself or by its name. */
export const delimiter: Reader<Delimiter> = (value, place) => {
  const written = text(value, place);
  const found = delimiters.find((known) => known === written) ?? delimiterNames.get(written.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`${place.name} "${written}" is not valid.`, "Use comma, semicolon, tab or pipe.");
};

const encodingNames: ReadonlyMap<string, Encoding> = new Map([
  ["utf8bom", "utf-8"],
  ["utf16", "utf-16le"],
  ["cp1252", "windows-1252"],
  ["latin1", "windows-1252"],
  ["ansi", "windows-1252"],
  ["mac", "macintosh"],
  ["macroman", "macintosh"],
]);

/** An encoding, by its name or one that people also use. */
export const encoding: Reader<Encoding> = (value, place) => {
  const written = text(value, place);
  const fold = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/g, "");
  const found = encodings.find((known) => fold(known) === fold(written)) ?? encodingNames.get(fold(written));
  if (found !== undefined) return found;
  throw new UsageError(`${place.name} "${written}" is not valid.`, `Use one of ${encodings.join(", ")}.`);
};
