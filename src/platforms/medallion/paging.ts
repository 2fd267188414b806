import type { Call, Purpose } from "../../http/call.ts";
import type { Further, Listing } from "../../lists/listing.ts";
import { countIn, idIn, objectIn, objectsIn, textIn, youngestOf } from "../reading.ts";

/** Default and usual maximum of Medallion's lists (guide on pagination). */
const pageSize = 100;

/** The order in which a list stands still while it is read. Legal values are not documented; every row has an id. */
const stableOrder = ["ordering", "id"] as const;

/** A list of Medallion's: `limit` and `offset` out, `count`, `next` and `results` back (guide on pagination). */
export function offsetListing<Item>(
  path: string,
  query: readonly (readonly [string, string])[],
  purpose: Purpose,
  itemOf: (row: Readonly<Record<string, unknown>>) => Item | undefined,
): Listing<Item> {
  return {
    call: (cursor): Call => ({
      method: "GET",
      path,
      route: routeOf(path),
      query: [...query, ["limit", String(pageSize)], ["offset", cursor ?? "0"]],
      purpose,
      fits: isPage,
      furtherPage: cursor !== undefined,
    }),
    read: (body, cursor) => {
      const envelope = objectIn(body);
      if (envelope === undefined || !isPage(body)) return undefined;
      const rows = objectsIn(envelope["results"]);
      const total = countIn(envelope["count"]);
      const next = offsetOf(textIn(envelope["next"]));
      const astray = next !== undefined && next <= Number(cursor ?? 0);
      return {
        ids: rows.flatMap((row) => idIn(row["id"]) ?? []),
        items: rows.map(itemOf).filter((item) => item !== undefined),
        total,
        next: next === undefined || astray ? undefined : String(next),
        further: cursor === undefined ? furtherOffsets(rows.length, total ?? 0) : undefined,
        // every list has a count; where it is missing or unreadable nobody can say how many follow
        room: rows.length === 0 ? "sure" : "none",
        astray,
        youngest: youngestOf(rows, ["created", "requested"]),
      };
    },
  };
}

/** The same for lists that can be sorted (API description, `ordering`). */
export function orderedOffsetListing<Item>(
  ...[path, query, purpose, itemOf]: Parameters<typeof offsetListing<Item>>
): Listing<Item> {
  return {
    ...offsetListing(path, [...query, stableOrder], purpose, itemOf),
    unordered: offsetListing(path, query, purpose, itemOf),
  };
}

function isPage(body: unknown): boolean {
  return Array.isArray(objectIn(body)?.["results"]);
}

/** Where the further pages begin. A server that gives fewer rows than asked for has a page size of its own. */
function furtherOffsets(rowsOnFirst: number, total: number): Further {
  const step = rowsOnFirst === 0 ? pageSize : Math.min(rowsOnFirst, pageSize);
  return {
    count: Math.max(0, Math.ceil(total / step) - 1),
    at: (index) => String((index + 1) * step),
  };
}

/** A `next` link is used for its offset alone: its host may be another one, and the key goes only to ours. */
function offsetOf(next: string | undefined): number | undefined {
  const offset = /[?&]offset=(\d+)/.exec(next ?? "")?.[1];
  return offset === undefined ? undefined : Number(offset);
}

/** A path without its ids. */
export function routeOf(path: string): string {
  return path.replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, "{id}");
}
