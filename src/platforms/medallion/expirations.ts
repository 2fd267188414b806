import type { ExpirationSource } from "../expiration-source.ts";
import { enrollmentsOnFile } from "./enrollments-on-file.ts";
import { licensesOnFile } from "./licenses-on-file.ts";
import { idIn, textIn } from "../reading.ts";
import { orderedOffsetListing } from "./paging.ts";

const text = (row: Readonly<Record<string, unknown>>, name: string): string => textIn(row[name]) ?? "";

/** Medallion's dates: licenses and registrations on file, enrollments with their ends and revalidations. */
export const medallionExpirations: ExpirationSource = {
  platform: "medallion",
  idColumn: ({ attributes }) => (attributes["subject"] === "group" ? "group_profile_id" : "provider_id"),
  people: [
    {
      title: "names of providers",
      hasDates: false,
      listing: orderedOffsetListing("/api/v1/org/providers/", [], "export", (row) => {
        const id = idIn(row["id"]);
        const [first_name, last_name] = [text(row, "first_name"), text(row, "last_name")];
        return id === undefined ? undefined : { id, cells: { npi: text(row, "npi"), first_name, last_name } };
      }),
    },
    {
      title: "names of groups",
      hasDates: false,
      listing: orderedOffsetListing("/p/api/v1/group-profiles/", [], "export", (row) => {
        const id = idIn(row["id"]);
        return id === undefined ? undefined : { id, cells: { group_name: text(row, "name") } };
      }),
    },
  ],
  resources: [licensesOnFile, enrollmentsOnFile],
};
