import type { SandboxContext } from "../context.ts";
import { type Call, json, type Reply } from "../http/platform.ts";
import { filterRows, type Filters } from "../http/filters.ts";
import { cutPage } from "../http/list-trouble.ts";
import { fieldErrors } from "./errors.ts";

/** A list: what it holds, how it can be filtered, and what a row looks like on the wire. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly filters: Filters<Row>;
  readonly show: (row: Row) => unknown;
}

/** Answers one page of a list in Medallion's envelope of count, next, previous and results. */
export function listPage<Row>(context: SandboxContext, call: Call, listing: Listing<Row>): Reply {
  const filtered = filterRows(listing.filters, call.query, listing.rows);
  if (!filtered.ok) return fieldErrors(filtered.complaints);
  const limit = Math.min(numberIn(call, "limit") || context.pageSize, context.pageSize);
  const offset = numberIn(call, "offset");
  const link = (to: number): string => pageLink(context, call, limit, to);
  const asked = { start: offset, count: limit };
  const rows = inOrder(filtered.rows, call.query.get("ordering"));
  const page = cutPage(rows, listing.show, asked, call.listTroubles, context.now());
  return json(200, {
    count: page.total,
    next: page.next === undefined ? null : link(page.next),
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    results: page.rows,
  });
}

/** Legal values are not documented; a row has an id as a rule, and what cannot be sorted by is ignored. */
function inOrder<Row>(rows: readonly Row[], ordering: string | null): readonly Row[] {
  if (ordering !== "id" && ordering !== "-id") return rows;
  const idOf = (row: Row): string =>
    typeof row === "object" && row !== null && "id" in row ? String(row.id) : "";
  const ascending = rows.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  return ordering === "id" ? ascending : ascending.toReversed();
}

/** Rows that lists already show, newest first, as data that moves while somebody pages through it. */
export function newestFirst<Row extends { readonly visibleFromMs: number }>(
  rows: readonly Row[],
  nowMs: number,
): readonly Row[] {
  return rows.filter((row) => row.visibleFromMs <= nowMs).toReversed();
}

/** As in Django REST framework, a number that is none is as good as absent. */
function numberIn(call: Call, name: string): number {
  const text = call.query.get(name) ?? "";
  return /^\d+$/.test(text) ? Number(text) : 0;
}

/**
 * The host in `next` is not documented. Unless told otherwise it is a host that does not exist, so
 * that a client which follows the link, key in hand, is found out.
 */
function pageLink(context: SandboxContext, call: Call, limit: number, offset: number): string {
  const base =
    context.quirks.nextHost === "foreign" ? "https://app.medallion.example" : `${context.origin()}/medallion`;
  const query = new URLSearchParams(call.query);
  query.set("limit", String(limit));
  query.set("offset", String(offset));
  return `${base}${call.path}?${query.toString()}`;
}
