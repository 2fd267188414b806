import type { Query } from "../query.ts";
import { foldLabel } from "../people.ts";
import { believingEarlierIds, idAndWords } from "../earlier-id.ts";
import type { Decision, LookupSource, Entry, RowIdentity } from "../platform.ts";
import { idIn, textIn } from "../reading.ts";
import { cursorListing } from "./paging.ts";
import { singleEntry } from "./single-entry.ts";

const path = "/facilities";

/** Asks for the facility that a row names. */
export function facilityQuery({ identity, answered }: RowIdentity): Query {
  const { verifiable_facility_id: id, facility_name: name } = identity;
  const words = name === undefined ? {} : { name: foldLabel(name), search: name };
  return idAndWords("verifiable.facility", id, words, answered);
}

/** Facilities by id or name; how the name filter matches is not documented, so names are compared again here. */
export const facilities: LookupSource = believingEarlierIds(
  {
    name: "verifiable.facility",
    title: "facilities",
    platform: "verifiable",
    preferList: false,
    deactivates: true,
    given: ({ about }) => (about["name"] === undefined ? about["id"] : undefined),
    matchKeysOf: ({ about }) => [about["id"] === undefined ? `name:${about["name"]}` : `id:${about["id"]}`],
    all: cursorListing(
      path,
      path,
      [
        ["sortedBy", "Id"],
        ["sortDirection", "Asc"],
      ],
      "look-up",
      entryOf,
    ),
    search: ({ about }) =>
      about["id"] === undefined
        ? cursorListing(path, path, [["name", about["search"] ?? ""]], "look-up", entryOf)
        : singleEntry(path, about["id"], entryOf),
    decide,
  },
  {
    canAsk: (words) => words["name"] !== undefined,
    areOf: (words, entry) =>
      words["name"] !== undefined &&
      words["name"] === entry.attributes["name"] &&
      entry.attributes["deactivated"] !== true,
  },
);

function entryOf(row: Readonly<Record<string, unknown>>): Entry | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const names = [foldLabel(textIn(row["name"]) ?? ""), foldLabel(textIn(row["dba"]) ?? "")];
  return {
    id,
    matchKeys: [`id:${id}`, `name:${names[0]}`],
    attributes: { name: names[0], deactivated: row["deactivated"] === true },
  };
}

function decide({ about }: Query, entries: readonly Entry[]): Decision {
  const found = entries.filter(({ id, attributes }) =>
    about["id"] === undefined ? attributes["name"] === about["name"] : id === about["id"],
  );
  const what = about["id"] === undefined ? `called "${about["search"]}"` : `with the id ${about["id"]}`;
  const [entry, another] = found;
  if (entry === undefined) {
    return {
      failed: "facility_not_found",
      problem: `Verifiable has no facility ${what}. Correct facility_name, or add the facility there first.`,
    };
  }
  if (another !== undefined) {
    return {
      failed: "facility_ambiguous",
      problem: `Verifiable has ${found.length} facilities ${what}. Put the id of the right one in verifiable_facility_id.`,
    };
  }
  if (entry.attributes["deactivated"] === true) {
    return {
      failed: "facility_deactivated",
      problem: `The facility ${what} is deactivated at Verifiable. Activate it there, or remove the request from the row.`,
    };
  }
  if (about["name"] !== undefined && entry.attributes["name"] !== about["name"]) {
    return {
      failed: "facility_mismatch",
      problem: `The facility ${what} has a different name than the row. Correct one of the two.`,
      contradicts: true,
    };
  }
  return { found: entry.id };
}
