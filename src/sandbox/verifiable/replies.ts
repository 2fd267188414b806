import type { z } from "zod";
import type { SandboxContext } from "../context.ts";
import { flawsIn, type Flaw, cutPage } from "../http/list-trouble.ts";
import { json, type Reply, type Call, filterRows, type Filters } from "../http/platform.ts";
import { uuidOf } from "../seeded.ts";

/** Complaints by path, as Verifiable's prose shows them. */
type Errors = Readonly<Record<string, readonly string[]>>;

/** An error in the shape of RFC 7807, with the `correlationId` and `errors` that Verifiable's prose adds. */
export function problem(status: number, detail?: string, errors?: Errors): Reply {
  const body = {
    type: `https://httpstatuses.io/${status}`,
    title: titles[status] ?? "Error",
    status,
    ...(detail === undefined ? {} : { detail }),
    correlationId: uuidOf(`correlation ${status} ${detail ?? ""} ${JSON.stringify(errors ?? {})}`),
    ...(errors === undefined ? {} : { errors }),
  };
  return json(status, body, { "content-type": "application/problem+json" });
}

/** The refusal of a body: `$.field` for values that do not fit, the bare name for missing ones. */
export function bodyProblem(error: z.ZodError, body: unknown): Reply {
  const errors: Record<string, readonly string[]> = {};
  for (const flaw of flawsIn(error, body)) {
    const name = flaw.path.join(".");
    const key = flaw.kind === "missing" ? name : `$.${name}`;
    errors[key] = [...(errors[key] ?? []), sentence(flaw, name)];
  }
  return problem(400, "One or more validation errors occurred.", errors);
}

function sentence(flaw: Flaw, name: string): string {
  switch (flaw.kind) {
    case "missing":
      return `The ${name} field is required.`;
    case "unknown-key":
      return `The JSON property '${name}' could not be mapped to any .NET member.`;
    case "wrong-word":
    case "wrong-type":
      return `The JSON value could not be converted. Path: $.${name}.`;
    case "malformed":
      return flaw.wanted === "guid"
        ? `The JSON value could not be converted to System.Guid. Path: $.${name}.`
        : flaw.wanted;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** The milliseconds of a .NET time span such as `00:30:00` or `1.02:00:00`, or undefined when it is none. */
export function spanMs(text: string): number | undefined {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const allHours = Number(days) * 24 + Number(hours);
  return ((allHours * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** What a list can be sorted by: the word of `sortedBy` and what it reads from a row. */
export type SortKeys<Row> = Readonly<Record<string, (row: Row) => string>>;

/** A list: what it holds, how it can be filtered and sorted, what a row looks like on the wire. */
interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly filters: Filters<Row>;
  readonly sortKeys: SortKeys<Row>;
  readonly show: (row: Row) => unknown;
}

/** Answers one page of a list. Cursors are positions, as in the vendor's samples; clients treat them as opaque. */
export function cursorPage<Row>(context: SandboxContext, call: Call, listing: Listing<Row>): Reply {
  const asked = pageAsked(call, Object.keys(listing.sortKeys), context.pageSize);
  const filtered = filterRows(listing.filters, call.query, listing.rows);
  const errors = {
    ...(asked.ok ? {} : asked.errors),
    ...(filtered.ok ? {} : filtered.complaints),
  };
  if (!asked.ok || !filtered.ok) {
    return problem(400, "One or more validation errors occurred.", errors);
  }
  const { start, count, sortedBy, direction } = asked;
  const rows = sorted(filtered.rows, listing.sortKeys[sortedBy ?? ""], direction);
  const page = cutPage(rows, listing.show, { start, count }, call.listTroubles, context.now());
  return json(200, {
    items: page.rows,
    ...(page.next !== undefined
      ? { nextCursor: String(page.next) }
      : context.quirks.lastCursor === "null"
        ? { nextCursor: null }
        : {}),
    ...(start > 0 ? { previousCursor: String(Math.max(0, start - count)) } : {}),
    pageSize: count,
    count: page.rows.length,
    totalCount: page.total,
    ...(sortedBy === undefined ? {} : { sortedBy, sortDirection: direction }),
  });
}

type Asked =
  | {
      readonly ok: true;
      readonly start: number;
      readonly count: number;
      readonly sortedBy: string | undefined;
      readonly direction: "Asc" | "Desc";
    }
  | { readonly ok: false; readonly errors: Readonly<Record<string, readonly string[]>> };

function pageAsked(call: Call, sortWords: readonly string[], pageSize: number): Asked {
  const { query } = call;
  const text = (name: string): string => query.get(name) ?? "";
  const cursor = text("cursor") === "" ? text("offset") : text("cursor");
  const sortedBy = text("sortedBy");
  const direction = text("sortDirection") === "" ? "Asc" : text("sortDirection");
  const wrong = [
    ...(/^\d*$/.test(cursor) ? [] : ["cursor"]),
    ...(/^(?:|[1-9]\d*)$/.test(text("count")) ? [] : ["count"]),
    ...(sortedBy === "" || sortWords.includes(sortedBy) ? [] : ["sortedBy"]),
  ];
  if ((direction !== "Asc" && direction !== "Desc") || wrong.length > 0) {
    const names = direction === "Asc" || direction === "Desc" ? wrong : [...wrong, "sortDirection"];
    const errors = names.map((name) => [name, [`The value '${text(name)}' is not valid.`]]);
    return { ok: false, errors: Object.fromEntries(errors) };
  }
  return {
    ok: true,
    start: Number(cursor),
    // The largest page is documented for few lists; asking for more than it gives what there is.
    count: Math.min(text("count") === "" ? pageSize : Number(text("count")), pageSize),
    sortedBy: sortedBy === "" ? undefined : sortedBy,
    direction,
  };
}

function sorted<Row>(
  rows: readonly Row[],
  key: ((row: Row) => string) | undefined,
  direction: "Asc" | "Desc",
): readonly Row[] {
  if (key === undefined) return rows;
  const ascending = rows.toSorted((one, other) => {
    const [a, b] = [key(one), key(other)];
    return a < b ? -1 : a > b ? 1 : 0;
  });
  return direction === "Asc" ? ascending : ascending.toReversed();
}
