import type { Call } from "../http/call.ts";
import type { Attributes } from "../ledger/entry.ts";
import { lonePage, type Listing } from "../lists/listing.ts";
import { isThing, objectIn, pathPart } from "./reading.ts";
import type { Remote, SingleReading } from "./resource.ts";

type RowReader<Item> = (row: Readonly<Record<string, unknown>>) => Item | undefined;

/** @param route the path of one thing, with `{id}` where its id stands: `/api/v1/org/providers/{id}/` */
function callFor(route: string, id: string, purpose: string): Call {
  return { method: "GET", path: route.replace("{id}", () => pathPart(id)), route, purpose, fits: isThing };
}

function rowIn<Item>(body: unknown, itemOf: RowReader<Item>): Item | undefined {
  const row = objectIn(body);
  return row === undefined ? undefined : itemOf(row);
}

/** Reads requests by their ids at the path that a platform has for one of them; {@link callFor} says what a route is. */
export function readById<Listed extends Attributes>(
  route: string,
  remoteOf: RowReader<Remote<Listed>>,
): (id: string) => SingleReading<Listed> {
  return (id) => ({
    call: callFor(route, id, "status"),
    read: (body) => rowIn(body, remoteOf),
  });
}

/** One thing by its id, as a list of one, or of none where there is no such thing. */
export function listOfOne<Item>(
  route: string,
  id: string,
  purpose: string,
  itemOf: RowReader<Item>,
): Listing<Item> {
  return {
    call: () => callFor(route, id, purpose),
    read: (body) => {
      const item = rowIn(body, itemOf);
      return lonePage(item === undefined ? [] : [item]);
    },
    emptyOn404: true,
  };
}
