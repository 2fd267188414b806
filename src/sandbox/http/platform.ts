import type { IncomingHttpHeaders } from "node:http";
import { dayOf, isDay } from "../seeded.ts";
import type { ListTrouble } from "./list-trouble.ts";

/** One request as a platform sees it: whole, with the sandbox's own prefix cut from its path. */
export interface Call {
  readonly method: string;
  /** As sent, undecoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it arrived. */
  readonly text: string;
  /** How long what this call creates stays out of the lists, on top of the sandbox's own lag. */
  readonly lagMs: number;
  /** What befalls the page that it asks for, if it asks for one. */
  readonly listTroubles: readonly ListTrouble[];
}

/** The body read as JSON, or the reason why it is none. */
type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** Reads the call's body as JSON without ever throwing. */
export function jsonBody(call: Call): JsonBody {
  try {
    return { ok: true, value: JSON.parse(call.text) as unknown };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "unreadable" };
  }
}

/** The media type of the body in lower case, without parameters. */
export function mediaType(call: Call): string {
  const [type = ""] = (call.headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}

/** A request header as one text; absent headers are empty. */
export function headerOf(call: Call, name: string): string {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}

/** An answer ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Uint8Array;
  /** How many rows a list answer holds. */
  readonly rows?: number;
}

/** A JSON answer; `rows` is counted from `results`, `items` or a bare array. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const rows = rowsIn(body);
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    payload: JSON.stringify(body),
    ...(rows === undefined ? {} : { rows }),
  };
}

/** An answer with an HTML page, as proxies and web frameworks give it. */
export function html(status: number, title: string): Reply {
  const page = `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, payload: page };
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, payload: "" };
}

function rowsIn(body: unknown): number | undefined {
  if (Array.isArray(body)) return body.length;
  if (typeof body !== "object" || body === null) return undefined;
  if ("results" in body && Array.isArray(body.results)) return body.results.length;
  if ("items" in body && Array.isArray(body.items)) return body.items.length;
  return undefined;
}

/** The services that share the sandbox's port; `files` hosts the PDFs that Medallion links to. */
export type PlatformName = "medallion" | "verifiable" | "caqh" | "files";

/** One imitated service, as the server sees it. */
export interface Platform {
  readonly name: PlatformName;
  /** Everything below this path belongs to the platform. */
  readonly prefix: string;
  /** Whether the call carries credentials that are good right now. */
  readonly knows: (call: Call) => boolean;
  /** The query keys and body keys that hold secrets, with whether the value given is right. */
  readonly isRightSecret: (key: string, value: string) => boolean | undefined;
  /** Acts on the call and answers it. */
  readonly answer: (call: Call) => Reply;
  /** The platform's own refusal of a call over the limit. */
  readonly tooMany: (retryAfterMs: number) => Reply;
  /** The platform's own answer with this status, for trouble that was asked for. */
  readonly refusal: (status: number, detail: string) => Reply;
  /** The status with which the platform turns away bad credentials. */
  readonly lockedOut: 401 | 403;
}

/** One documented operation: `:organization`, `:id` and `:other` in the path stand for ids. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly answer: (call: Call, id: string, other: string) => Reply;
}

/** What a path leads to. */
type Match =
  | { readonly kind: "found"; readonly route: Route; readonly ids: Readonly<Record<string, string>> }
  | { readonly kind: "wrong-method"; readonly allowed: readonly string[] }
  | { readonly kind: "none" };

/** Finds the route for a method and a path; routes listed first win, so literals go before ids. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  const allowed: string[] = [];
  for (const route of routes) {
    const ids = idsIn(route.path, path);
    if (ids === undefined) continue;
    if (route.method === method) return { kind: "found", route, ids };
    allowed.push(route.method);
  }
  return allowed.length === 0 ? { kind: "none" } : { kind: "wrong-method", allowed };
}

function idsIn(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? "";
    if (part.startsWith(":")) {
      if (actual === "") return undefined;
      ids[part.slice(1)] = decode(actual);
    } else if (part !== actual) {
      return undefined;
    }
  }
  return ids;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Says which rows a query value lets through, or why the value is refused. */
export type Filter<Row> = (values: readonly string[]) => ((row: Row) => boolean) | string;

/** The filters of one list, by query name. Names that are not here are ignored by the list. */
export type Filters<Row> = Readonly<Record<string, Filter<Row>>>;

/** The rows let through, or the complaints by query name. */
type Filtered<Row> =
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
