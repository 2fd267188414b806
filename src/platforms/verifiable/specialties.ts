import { isUuid } from "../../cells/values.ts";
import { idIn, pathPart, textIn } from "../reading.ts";
import type { Query, Decision, LookupSource, Entry } from "../resource.ts";
import { cursorListing } from "./paging.ts";

/**
 * A facility is credentialed for specialties, which have ids of their own: the roster's taxonomy code leads to a
 * taxonomy, and the taxonomy to the facility's specialty (API description, facilities).
 */
export function taxonomyQuery(code: string): Query {
  return { lookupSource: "verifiable.taxonomy", about: { code: code.toUpperCase() } };
}

/** Asks which specialty a facility has for a taxonomy; a cell may also give the specialty's own id. */
export function specialtyQuery(facilityId: string, taxonomyId: string, code: string): Query {
  return {
    lookupSource: "verifiable.specialty",
    about: { facility: facilityId, taxonomy: taxonomyId, code: code.toUpperCase() },
  };
}

/** Whether a cell gives the id of a specialty instead of a taxonomy code. */
export const isSpecialtyId = isUuid;

const taxonomyPath = "/facilities/taxonomies";

/** Taxonomies by code. The filter matches parts of codes, so codes are compared again here. */
export const taxonomies: LookupSource = {
  name: "verifiable.taxonomy",
  platform: "verifiable",
  preferList: false,
  given: () => undefined,
  matchKeysOf: ({ about }) => [`code:${about["code"]}`],
  all: cursorListing(
    taxonomyPath,
    taxonomyPath,
    [
      ["sortedBy", "Id"],
      ["sortDirection", "Asc"],
    ],
    "look-up",
    taxonomyOf,
  ),
  search: ({ about }) =>
    cursorListing(taxonomyPath, taxonomyPath, [["code", about["code"] ?? ""]], "look-up", taxonomyOf),
  decide: ({ about }, entries) => {
    const [entry] = entries.filter(({ attributes }) => attributes["code"] === about["code"]);
    if (entry !== undefined) return { found: entry.id };
    return {
      failed: "facility_specialty_not_found",
      problem: `Verifiable has no facility taxonomy ${about["code"]}. Correct facility_specialties.`,
    };
  },
};

function taxonomyOf(row: Readonly<Record<string, unknown>>): Entry | undefined {
  const [id, code] = [idIn(row["id"]), textIn(row["code"])?.toUpperCase()];
  if (id === undefined || code === undefined) return undefined;
  return { id, matchKeys: [`code:${code}`], attributes: { code } };
}

/** The specialties of a facility, read once for each facility. */
export const specialties: LookupSource = {
  name: "verifiable.specialty",
  platform: "verifiable",
  preferList: false,
  given: () => undefined,
  matchKeysOf: ({ about }) => [`${about["facility"]}|${about["taxonomy"]}`],
  all: undefined,
  search: ({ about }) => {
    const facility = about["facility"] ?? "";
    return cursorListing(
      `/facilities/${pathPart(facility)}/specialties`,
      "/facilities/{id}/specialties",
      [],
      "look-up",
      (row) => specialtyOf(row, facility),
    );
  },
  searchWord: ({ about }) => about["facility"] ?? "",
  decide: ({ about }, entries): Decision => {
    const [entry, another] = entries;
    if (entry === undefined) {
      return {
        failed: "facility_specialty_not_found",
        problem: `The facility has no specialty ${about["code"]} at Verifiable. Add it there, or correct facility_specialties.`,
      };
    }
    if (another !== undefined) {
      return {
        failed: "facility_specialty_ambiguous",
        problem: `The facility has several specialties ${about["code"]} at Verifiable. Write the id of the right one.`,
      };
    }
    return { found: entry.id };
  },
};

function specialtyOf(row: Readonly<Record<string, unknown>>, facility: string): Entry | undefined {
  const [id, taxonomy] = [idIn(row["id"]), idIn(row["taxonomyId"])];
  if (id === undefined || taxonomy === undefined) return undefined;
  return { id, matchKeys: [`${idIn(row["facilityId"]) ?? facility}|${taxonomy}`], attributes: {} };
}
