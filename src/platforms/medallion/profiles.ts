import type { Holding } from "../../ledger/entry.ts";
import type { HoldingSource } from "../holding-source.ts";
import { listOfOne } from "../one-thing.ts";
import { idIn, textIn, wordIn } from "../reading.ts";
import { orderedOffsetListing } from "./paging.ts";

const path = "/api/v1/org/providers/";

/** How complete profiles are: the provider list itself says it, so that a look-up that reads it costs nothing more. */
export const profiles: HoldingSource = {
  platform: "medallion",
  kind: "profile",
  title: "profiles",
  holders: ["provider"],
  spares: undefined,
  columns: ["profile_state"],
  isShownByLookups: true,
  all: orderedOffsetListing(path, [], "dates", profileOf),
  ofHolder: ({ subject }) => listOfOne(`${path}{id}/`, subject, "dates", profileOf),
  changedSince: (day) => orderedOffsetListing(path, [["last_updated_after", day]], "dates", profileOf),
};

/** What a row of the provider list, or the single provider, says of the profile; nothing else of it is kept. */
export function profileOf(row: Readonly<Record<string, unknown>>): Holding | undefined {
  const id = idIn(row["id"]);
  const state = wordIn(row["profile_completion_state"]);
  const [percent, todos] = [textIn(row["percent_complete"]), textIn(row["remaining_todos"])];
  if (id === undefined || (state === undefined && percent === undefined && todos === undefined))
    return undefined;
  return {
    platform: "medallion",
    kind: "profile",
    id,
    subject: id,
    status: state,
    attributes: { percent, todos },
  };
}
