import type {
  Expiration,
  ExpirationCells,
  ExpirationFilter,
  ExpirationSource,
} from "../../export/expirations.ts";
import { codeIn, stateIn, wordIn } from "../words.ts";
import { idIn, textIn } from "../reading.ts";
import { orderedOffsetListing } from "./paging.ts";

type Row = Readonly<Record<string, unknown>>;

const text = (row: Row, name: string): string => textIn(row[name]) ?? "";

/** Medallion's dates: licenses and registrations on file, enrollments with their ends and revalidations. */
export const medallionExpirations: ExpirationSource = {
  platform: "medallion",
  people: [
    orderedOffsetListing("/api/v1/org/providers/", [], "export", (row) => {
      const id = idIn(row["id"]);
      const cells = {
        npi: text(row, "npi"),
        first_name: text(row, "first_name"),
        last_name: text(row, "last_name"),
      };
      return id === undefined ? undefined : { id, cells };
    }),
    orderedOffsetListing("/p/api/v1/group-profiles/", [], "export", (row) => {
      const id = idIn(row["id"]);
      return id === undefined ? undefined : { id, cells: { group_name: text(row, "name") } };
    }),
  ],
  dates: [
    {
      title: "licenses",
      listing: (filter) =>
        orderedOffsetListing(
          "/api/v1/org/licenses/",
          [
            ...providerQuery(filter),
            // whether that day itself is among them is not documented, and does not matter
            ...(filter.before === undefined ? [] : [["expiration_date_before", filter.before] as const]),
          ],
          "export",
          licenseDates,
        ),
    },
    {
      title: "enrollments",
      listing: (filter) =>
        orderedOffsetListing(
          "/p/api/v1/payer-enrollments/",
          providerQuery(filter),
          "export",
          enrollmentDates,
        ),
    },
  ],
};

function providerQuery({ provider }: ExpirationFilter): readonly (readonly [string, string])[] {
  return provider === undefined ? [] : [["provider", provider]];
}

const registrations = new Map([
  ["dea", "dea"],
  ["state_controlled", "csr"],
]);

function licenseDates(row: Row): readonly Expiration[] | undefined {
  const [id, provider] = [idIn(row["id"]), idIn(row["provider"])];
  if (id === undefined || provider === undefined) return undefined;
  return datesOf(
    id,
    [[registrations.get(codeIn(row["registration"]) ?? "") ?? "license", row["expiration_date"]]],
    {
      provider_id: provider,
      state: stateIn(row["state"]) ?? "",
      number: text(row, "license_number"),
      type: wordIn(row["certificate_type"]) ?? "",
      status: wordIn(row["status"]) ?? "",
      platform: "medallion",
    },
  );
}

function enrollmentDates(row: Row): readonly Expiration[] | undefined {
  const id = idIn(row["id"]);
  const [provider, group] = [idIn(row["provider"]), idIn(row["group_profile"])];
  if (id === undefined || (provider ?? group) === undefined) return undefined;
  const days = [
    ["enrollment", row["end_date"]],
    ["revalidation", row["revalidation_date"]],
  ] as const;
  return datesOf(id, days, {
    provider_id: provider ?? "",
    group_profile_id: provider === undefined ? (group ?? "") : "",
    state: stateIn(row["state"]) ?? "",
    payer: wordIn(row["payer_name"]) ?? "",
    status: wordIn(row["status"]) ?? wordIn(row["par_status"]) ?? "",
    platform: "medallion",
  });
}

function datesOf(
  id: string,
  days: readonly (readonly [what: string, day: unknown])[],
  cells: ExpirationCells,
): readonly Expiration[] {
  return days.flatMap(([what, day]) => {
    const date = textIn(day)?.slice(0, 10);
    return date === undefined ? [] : [{ id: `${id} ${what}`, cells: { ...cells, kind: what, date } }];
  });
}
