import { dayOf, isDay } from "../when.ts";

/** Says which rows a query value lets through, or why the value is refused. */
export type Filter<Row> = (values: readonly string[]) => ((row: Row) => boolean) | string;

/** The filters of one list, by query name. Names that are not here are ignored by the list. */
export type Filters<Row> = Readonly<Record<string, Filter<Row>>>;

/** The rows let through, or the complaints by query name. */
export type Filtered<Row> =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly complaints: Readonly<Record<string, readonly string[]>> };

/** Applies every filter that the query names; blank values count as not given. */
export function filterRows<Row>(
  filters: Filters<Row>,
  query: URLSearchParams,
  rows: readonly Row[],
): Filtered<Row> {
  const tests: ((row: Row) => boolean)[] = [];
  const complaints: Record<string, readonly string[]> = {};
  for (const [name, filter] of Object.entries(filters)) {
    const values = query.getAll(name).filter((value) => value !== "");
    if (values.length === 0) continue;
    const test = filter(values);
    if (typeof test === "string") complaints[name] = [test];
    else tests.push(test);
  }
  if (Object.keys(complaints).length > 0) return { ok: false, complaints };
  return { ok: true, rows: rows.filter((row) => tests.every((test) => test(row))) };
}

/** The last value given equals what the row holds; rows may hold several. */
export function equals<Row>(read: (row: Row) => Held): Filter<Row> {
  return (values) => {
    const wanted = values.at(-1);
    return (row) => held(read(row)).includes(wanted ?? "");
  };
}

/** As `equals`, for ids: a value that is no UUID is refused. */
export function isUuid<Row>(read: (row: Row) => Held): Filter<Row> {
  return (values) => {
    const wanted = (values.at(-1) ?? "").toLowerCase();
    return uuidPattern.test(wanted) ? (row) => held(read(row)).includes(wanted) : "Enter a valid UUID.";
  };
}

/** The key may be repeated; every value must be a known word, and the row must hold one of them. */
export function oneOf<Row>(words: readonly string[], read: (row: Row) => Held): Filter<Row> {
  return (values) => {
    const stranger = values.find((value) => !words.includes(value));
    if (stranger !== undefined) {
      return `Select a valid choice. ${stranger} is not one of the available choices.`;
    }
    return (row) => held(read(row)).some((word) => values.includes(word));
  };
}

/** The row holds the text somewhere, whatever the case. */
export function contains<Row>(read: (row: Row) => Held): Filter<Row> {
  return (values) => {
    const wanted = (values.at(-1) ?? "").toLowerCase();
    return (row) => held(read(row)).some((text) => text.toLowerCase().includes(wanted));
  };
}

/** True or false in the spellings that web frameworks take. */
export function flag<Row>(read: (row: Row) => boolean): Filter<Row> {
  return (values) => {
    const word = (values.at(-1) ?? "").toLowerCase();
    if (word !== "true" && word !== "false") return "Enter true or false.";
    return (row) => read(row) === (word === "true");
  };
}

/** The row's UTC day is this day or later. */
export function fromDay<Row>(read: (row: Row) => number | undefined): Filter<Row> {
  return byDay(read, (day, wanted) => day >= wanted);
}

/** The row's UTC day is this day or earlier. */
export function untilDay<Row>(read: (row: Row) => number | undefined): Filter<Row> {
  return byDay(read, (day, wanted) => day <= wanted);
}

/** The form of every id on the platforms. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type Held = string | readonly string[] | null | undefined;

function held(value: Held): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

function byDay<Row>(
  read: (row: Row) => number | undefined,
  fits: (day: string, wanted: string) => boolean,
): Filter<Row> {
  return (values) => {
    const wanted = values.at(-1) ?? "";
    if (!isDay(wanted)) return "Enter a valid date.";
    return (row) => {
      const ms = read(row);
      return ms !== undefined && fits(dayOf(ms), wanted);
    };
  };
}
