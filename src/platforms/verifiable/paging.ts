import type { Call, Purpose } from "../../http/call.ts";
import { roomBeside, type Listing, type Room } from "../../lists/listing.ts";
import { countIn, idIn, objectIn, objectsIn, textIn, youngestOf } from "../reading.ts";

/** Maximum and default differ by endpoint and are mostly not documented; a hundred is what samples show. */
const pageSize = 100;

/**
 * A list of Verifiable's: `cursor` out, `nextCursor` back until it is missing or empty. Some lists are bare arrays
 * without pages (API description, 26.12).
 */
export function cursorListing<Item>(
  path: string,
  route: string,
  query: readonly (readonly [string, string])[],
  purpose: Purpose,
  itemOf: (row: Readonly<Record<string, unknown>>) => Item | undefined,
  idOf: (row: Readonly<Record<string, unknown>>) => unknown = (row) => row["id"],
): Listing<Item> {
  return {
    call: (cursor): Call => ({
      method: "GET",
      path,
      route,
      query: [
        ...query,
        ["count", String(pageSize)],
        ...(cursor === undefined ? [] : ([["cursor", cursor]] as const)),
      ],
      purpose,
      fits: (body) => rowsOf(body) !== undefined,
      furtherPage: cursor !== undefined,
    }),
    read: (body, cursor) => {
      const envelope = objectIn(body);
      const list = rowsOf(body);
      if (list === undefined) return undefined;
      const next = textIn(envelope?.["nextCursor"]);
      const rows = objectsIn(list);
      return {
        ids: rows.flatMap((row) => idIn(idOf(row)) ?? []),
        items: rows.map(itemOf).filter((item) => item !== undefined),
        total: countIn(envelope?.["totalCount"]),
        next,
        further: undefined,
        room: roomOf(envelope, rows.length),
        astray: next !== undefined && next === cursor,
        youngest: youngestOf(rows, ["createdAt"]),
      };
    },
  };
}

/** Any field may be missing from an answer; a total that is there and is none is another matter. */
function roomOf(envelope: Readonly<Record<string, unknown>> | undefined, rows: number): Room {
  if (envelope === undefined || rows === 0) return "sure";
  if (envelope["totalCount"] !== undefined) return "none";
  return roomBeside(rows, countIn(envelope["pageSize"]));
}

function rowsOf(body: unknown): readonly unknown[] | undefined {
  const list: unknown = Array.isArray(body) ? body : objectIn(body)?.["items"];
  return Array.isArray(list) ? (list as readonly unknown[]) : undefined;
}
