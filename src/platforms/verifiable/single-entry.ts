import { lonePage, type Listing } from "../../lists/listing.ts";
import type { Entry } from "../platform.ts";
import { isThing, objectIn, pathPart } from "../reading.ts";

/** One thing by its id, as a list of one. */
export function singleEntry(
  path: string,
  id: string,
  entryOf: (row: Readonly<Record<string, unknown>>) => Entry | undefined,
): Listing<Entry> {
  return {
    call: () => ({
      method: "GET",
      path: `${path}/${pathPart(id)}`,
      route: `${path}/{id}`,
      purpose: "look-up",
      fits: isThing,
    }),
    read: (body) => {
      const row = objectIn(body);
      const entry = row === undefined ? undefined : entryOf(row);
      return lonePage(entry === undefined ? [] : [entry]);
    },
    emptyOn404: true,
  };
}
