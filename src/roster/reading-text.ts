import { foldHeader } from "../cells/cells.ts";
import { licenseFields } from "../cells/states.ts";
import { shortened, shown } from "../faults/problem.ts";
import { isResultColumn } from "./columns.ts";
import type { HeaderPlace, ReadColumn, Reading } from "./reading.ts";

/** Most headers of a kind that are listed; a sheet may have thousands. */
const mostListed = 60;

/** Lines are broken between headers when they get longer. */
const lineLength = 110;

/** How a roster was read, for people: a few lines, each with its line end. */
export function readingLines(name: string, reading: Reading, found?: HeaderPlace): string {
  const { sheet, headerRow, columns } = reading;
  const understood = columns.filter(({ column }) => column !== null && !isResultColumn(column));
  const leftAlone = leftAloneIn(reading);
  const place = sheet === null ? "" : `, sheet ${shown(sheet)}`;
  const lines = [
    `${name}${place}, headers in row ${headerRow}`,
    ...sheetLines(found),
    ...listed("  read as: ", understood.map(understoodText)),
    ...answerLines(columns),
    ...listed("  left alone: ", leftAlone.map(nameOf)),
    ...leftAlone.flatMap((each) => (each.hint === null ? [] : [`  ${nameOf(each)}: ${each.hint}`])),
    ...(tellsOfLicenses(leftAlone) && !asksForLicenses(understood) ? [`  ${heldNote}`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** A results file has two dozen of them, which nobody needs to read by name. */
function answerLines(columns: readonly ReadColumn[]): readonly string[] {
  const answers = columns.filter(({ column }) => column !== null && isResultColumn(column));
  const [first, last] = [answers[0], answers.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    `  results of an earlier run, to be refreshed: ${answers.length}, ${nameOf(first)} to ${nameOf(last)}`,
  ];
}

function sheetLines(found: HeaderPlace | undefined): readonly string[] {
  const { passedOver, otherSheets = [] } = found ?? {};
  const others = otherSheets.filter((sheet) => sheet !== passedOver);
  return [
    ...(passedOver === undefined ? [] : [`  the first sheet, ${shown(passedOver)}, is not a roster`]),
    ...(others.length === 0 ? [] : listed("  sheets that are not read: ", others.map(shown))),
  ];
}

const heldNote =
  "Licenses that providers have are not requested; the states that are wanted go in license_states.";

function leftAloneIn({ columns }: Reading): readonly ReadColumn[] {
  return columns.filter(({ column, header }) => column === null && header.trim() !== "");
}

function nameOf({ header, letter }: ReadColumn): string {
  return `${shortened(header)} (${letter})`;
}

/** A header that is our own name but for its signs needs no translation. */
function understoodText(read: ReadColumn): string {
  const { header, letter, column } = read;
  if (column === null || foldHeader(header) === foldHeader(column)) return `${column} (${letter})`;
  return `${nameOf(read)} → ${column}`;
}

function asksForLicenses(columns: readonly ReadColumn[]): boolean {
  return columns.some(({ column }) => (licenseFields as readonly (string | null)[]).includes(column));
}

function tellsOfLicenses(columns: readonly ReadColumn[]): boolean {
  return columns.some(({ header, hint }) => hint === null && /licen[sc]/i.test(header));
}

function listed(lead: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [`${lead}none`];
  const more = items.length - mostListed;
  const all = more > 0 ? [...items.slice(0, mostListed), `${more} more`] : items;
  const lines: string[] = [];
  let line = lead;
  for (const [place, item] of all.entries()) {
    const text = place === all.length - 1 ? item : `${item}, `;
    if (line.length + text.length > lineLength && line !== lead) {
      lines.push(line.trimEnd());
      line = "    ";
    }
    line += text;
  }
  return [...lines, line];
}

/** The same as fields of one event of the log. Headers are named there, cells never are. */
export function readingFields(reading: Reading): Readonly<Record<string, unknown>> {
  const { sheet, headerRow, columns } = reading;
  return {
    ...(sheet === null ? {} : { sheet }),
    header_row: headerRow,
    columns: Object.fromEntries(
      columns.flatMap(({ letter, column }) => (column === null ? [] : [[letter, column]])),
    ),
    left_alone: leftAloneIn(reading).slice(0, mostListed).map(nameOf),
    hints: columns.flatMap((each) => (each.hint === null ? [] : [`${nameOf(each)}: ${each.hint}`])),
  };
}
