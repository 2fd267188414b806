import type { Holding } from "../../ledger/holding.ts";
import { dayIn, type HoldingSource } from "../holding-book.ts";
import { lonePage } from "../../lists/listing.ts";
import { idIn, objectIn } from "../reading.ts";
import { cursorListing } from "./paging.ts";

const path = "/providers";

/**
 * When providers are to be credentialed again. The provider list says it; sorted by the last credentialing, those whose
 * date has just moved come first (API description, providers).
 */
export const recredentialing: HoldingSource = {
  platform: "verifiable",
  kind: "recredentialing",
  title: "recredentialing dates",
  holders: ["provider"],
  spares: undefined,
  columns: ["recredentialing_due"],
  isShownByLookups: true,
  all: cursorListing(
    path,
    path,
    [
      ["sortedBy", "CredentialedDate"],
      ["sortDirection", "Desc"],
    ],
    "dates",
    recredentialingOf,
  ),
  ofHolder: ({ subject }) => ({
    call: () => ({
      method: "GET",
      path: `${path}/${encodeURIComponent(subject)}`,
      route: `${path}/{id}`,
      purpose: "dates",
    }),
    read: (body) => {
      const row = objectIn(body);
      const found = row === undefined ? undefined : recredentialingOf(row);
      return lonePage(found === undefined ? [] : [found]);
    },
    emptyOn404: true,
  }),
  firstPage: "moved-first",
};

/** What a row of the provider list says of it; a provider who has no date yet has a holding without one. */
export function recredentialingOf(row: Readonly<Record<string, unknown>>): Holding | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  return {
    platform: "verifiable",
    kind: "recredentialing",
    id,
    subject: id,
    due: dayIn(row["nextCredentialingDate"]),
    attributes: {},
  };
}
