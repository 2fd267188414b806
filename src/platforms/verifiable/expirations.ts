import type { ExpirationSource } from "../expiration-source.ts";
import { idIn, textIn } from "../reading.ts";
import { licensesAtVerifiable } from "./licenses.ts";
import { cursorListing } from "./paging.ts";
import { recredentialingOf } from "./recredentialing.ts";

const text = (row: Readonly<Record<string, unknown>>, name: string): string => textIn(row[name]) ?? "";

/** Verifiable's dates: licenses, and when providers are to be credentialed again, which the provider list says. */
export const verifiableExpirations: ExpirationSource = {
  platform: "verifiable",
  idColumn: () => "verifiable_provider_id",
  people: [
    {
      title: "providers with their recredentialing dates",
      hasDates: true,
      listing: cursorListing(
        "/providers",
        "/providers",
        [
          ["sortedBy", "Id"],
          ["sortDirection", "Asc"],
        ],
        "export",
        (row) => {
          const id = idIn(row["id"]);
          const [first_name, last_name] = [text(row, "firstName"), text(row, "lastName")];
          const cells = { npi: text(row, "npi"), first_name, last_name };
          return id === undefined ? undefined : { id, cells, holding: recredentialingOf(row) };
        },
      ),
    },
  ],
  resources: [licensesAtVerifiable],
};
