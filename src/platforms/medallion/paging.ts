import type { Call, Purpose } from "../../http/call.ts";
import type { Listing } from "../platform.ts";
import { countIn, idIn, objectIn, objectsIn, textIn } from "../reading.ts";

/** Default and usual maximum of Medallion's lists (guide on pagination). */
const pageSize = 100;

/** A list of Medallion's: `limit` and `offset` out, `count`, `next` and `results` back (guide on pagination). */
export function offsetListing<Item>(
  path: string,
  query: readonly (readonly [string, string])[],
  purpose: Purpose,
  itemOf: (row: Readonly<Record<string, unknown>>) => Item | undefined,
): Listing<Item> {
  return {
    call: (mark): Call => ({
      method: "GET",
      path,
      route: routeOf(path),
      query: [...query, ["limit", String(pageSize)], ["offset", mark ?? "0"]],
      purpose,
    }),
    read: (body, mark) => {
      const envelope = objectIn(body);
      if (envelope === undefined || !Array.isArray(envelope["results"])) return undefined;
      const rows = objectsIn(envelope["results"]);
      const total = countIn(envelope["count"]);
      const next = offsetOf(textIn(envelope["next"]));
      return {
        ids: rows.flatMap((row) => idIn(row["id"]) ?? []),
        items: rows.map(itemOf).filter((item) => item !== undefined),
        total,
        rest: [
          ...(mark === undefined ? furtherOffsets(rows.length, total ?? 0) : []),
          ...(next === undefined ? [] : [next]),
        ],
      };
    },
  };
}

/** Where the further pages begin. A server that gives fewer rows than asked for has a page size of its own. */
function furtherOffsets(rowsOnFirst: number, total: number): readonly string[] {
  const step = rowsOnFirst === 0 ? pageSize : Math.min(rowsOnFirst, pageSize);
  const offsets: string[] = [];
  for (let offset = step; offset < total; offset += step) offsets.push(String(offset));
  return offsets;
}

/** A `next` link is used for its offset alone: its host may be another one, and the key goes only to ours. */
function offsetOf(next: string | undefined): string | undefined {
  const offset = /[?&]offset=(\d+)/.exec(next ?? "")?.[1];
  return offset === "0" ? undefined : offset;
}

/** A path without its ids. */
export function routeOf(path: string): string {
  return path.replaceAll(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, "{id}");
}
