import { listOfOne } from "../one-thing.ts";
import {
  believingEarlierIds,
  idAndWords,
  foldName,
  namesContradict,
  withoutMiddleInitial,
  foldLabel,
} from "../people.ts";
import { idIn, objectIn, objectsIn, textIn } from "../reading.ts";
import type { Query, Decision, LookupSource, Entry, RowIdentity } from "../resource.ts";
import type { VerifiableIdentity } from "./credentialing-kind.ts";
import { recredentialingOf } from "./licenses.ts";
import { cursorListing } from "./paging.ts";

const path = "/providers";

/** Asks for the provider that a row names: by id, else by NPI, which is the only number that the list can be searched by. */
export function providerQuery({ identity: who, answered, again = false }: RowIdentity): Query {
  const identity: VerifiableIdentity = who;
  const { verifiable_provider_id: id, npi, first_name: first, last_name: last } = identity;
  const isNobody = [npi, first, last].every((word) => word === undefined);
  // Verifiable cannot be asked by these; beside an id alone they tell whether the row was typed over
  const other = identity.email ?? identity.group_name ?? identity.facility_name;
  const words = [
    ["npi", npi],
    ["first", first === undefined ? undefined : foldName(first)],
    ["plain_first", withoutMiddleInitial(first ?? "")],
    ["last", last === undefined ? undefined : foldName(last)],
    ["other", isNobody && id !== undefined && other !== undefined ? foldName(other) : undefined],
  ].filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  const about = Object.fromEntries(words);
  // nothing but the ledger can tell whether an id and such words belong together
  const asEarlier = answered || (again && about["other"] !== undefined);
  return idAndWords("verifiable.provider", id, about, asEarlier);
}

/** The id of a query with nothing beside it that Verifiable could compare. */
function idAlone({ about }: Query): string | undefined {
  return Object.keys(about).every((word) => word === "id" || word === "other") ? about["id"] : undefined;
}

/** Providers by id or NPI. Numbers of the wire are compared as ten digits. */
export const providers: LookupSource = believingEarlierIds(
  {
    name: "verifiable.provider",
    title: "providers",
    platform: "verifiable",
    preferList: false,
    deactivates: true,
    given: idAlone,
    matchKeysOf: ({ about }) => [about["id"] === undefined ? `npi:${about["npi"]}` : `id:${about["id"]}`],
    all: cursorListing(
      path,
      path,
      [
        ["sortedBy", "Id"],
        ["sortDirection", "Asc"],
      ],
      "look-up",
      providerEntry,
    ),
    search: ({ about }) => {
      if (about["id"] !== undefined) return listOfOne(`${path}/{id}`, about["id"], "look-up", providerEntry);
      return about["npi"] === undefined
        ? undefined
        : cursorListing(path, path, [["npi", about["npi"]]], "look-up", providerEntry);
    },
    decide: decideProvider,
  },
  {
    refuse: (words) =>
      words["other"] === undefined
        ? undefined
        : {
            failed: "verifiable_provider_mismatch",
            problem:
              "The row names nobody whom Verifiable can look up, but has a verifiable_provider_id that an earlier run found for another row. Fill in the NPI, or clear the id.",
            contradicts: true,
          },
    canAsk: (words) => words["npi"] !== undefined,
    areOf: (words, entry) => {
      const named = words["first"] !== undefined && words["last"] === entry.attributes["last"];
      return (
        "found" in decideOne(words, entry, "") &&
        ((words["npi"] !== undefined && words["npi"] === entry.attributes["npi"]) || named)
      );
    },
  },
);

function providerEntry(row: Readonly<Record<string, unknown>>): Entry | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const npi = textIn(row["npi"])?.padStart(10, "0");
  const aliases = objectsIn(row["aliases"]);
  const fold = (value: unknown): string => foldName(textIn(value) ?? "");
  return {
    id,
    matchKeys: [`id:${id}`, ...(npi === undefined ? [] : [`npi:${npi}`])],
    attributes: {
      npi,
      first: fold(row["firstName"]),
      plain_first: withoutMiddleInitial(textIn(row["firstName"]) ?? ""),
      last: fold(row["lastName"]),
      also_first: aliases.map((alias) => fold(alias["firstName"])),
      also_last: aliases.map((alias) => fold(alias["lastName"])),
      deactivated: objectIn(row)?.["deactivated"] === true,
    },
    holding: recredentialingOf(row),
  };
}

function decideProvider({ about }: Query, entries: readonly Entry[]): Decision {
  const found = entries.filter(({ id, attributes }) =>
    about["id"] === undefined ? attributes["npi"] === about["npi"] : id === about["id"],
  );
  const what = about["id"] === undefined ? `the NPI ${about["npi"]}` : `the id ${about["id"]}`;
  const [entry, another] = found;
  if (entry === undefined) {
    return {
      failed: "verifiable_provider_not_found",
      problem: `Verifiable has no provider with ${what}. Correct the row, or add the provider there first.`,
    };
  }
  if (another !== undefined) {
    return {
      failed: "verifiable_provider_ambiguous",
      problem: `Verifiable has ${found.length} providers with ${what}. Put the id of the right one in verifiable_provider_id.`,
    };
  }
  return decideOne(about, entry, what);
}

function decideOne(about: Query["about"], { id, attributes }: Entry, what: string): Decision {
  if (attributes["deactivated"] === true) {
    return {
      failed: "verifiable_provider_deactivated",
      problem: `The provider with ${what} is deactivated at Verifiable. Activate the provider there, or remove the request from the row.`,
    };
  }
  const list = (word: string): readonly string[] => {
    const value = attributes[word];
    return Array.isArray(value) ? value : [];
  };
  const text = (word: string): string | undefined => {
    const value = attributes[word];
    return typeof value === "string" ? value : undefined;
  };
  const otherNpi = about["npi"] !== undefined && text("npi") !== undefined && text("npi") !== about["npi"];
  const otherName = namesContradict(
    { first: about["first"], plainFirst: about["plain_first"], last: about["last"] },
    {
      first: text("first"),
      plainFirst: text("plain_first"),
      alsoFirst: list("also_first"),
      last: text("last"),
      alsoLast: list("also_last"),
    },
  );
  if (!otherNpi && !otherName) return { found: id };
  return {
    failed: "verifiable_provider_mismatch",
    problem: `The provider that Verifiable has with ${what} has a different ${otherNpi ? "NPI" : "name"} than the row. Find out who is meant, and correct the row.`,
    contradicts: true,
  };
}

const facilitiesPath = "/facilities";

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
      facilitiesPath,
      facilitiesPath,
      [
        ["sortedBy", "Id"],
        ["sortDirection", "Asc"],
      ],
      "look-up",
      facilityEntry,
    ),
    search: ({ about }) =>
      about["id"] === undefined
        ? cursorListing(
            facilitiesPath,
            facilitiesPath,
            [["name", about["search"] ?? ""]],
            "look-up",
            facilityEntry,
          )
        : listOfOne(`${facilitiesPath}/{id}`, about["id"], "look-up", facilityEntry),
    decide: decideFacility,
  },
  {
    canAsk: (words) => words["name"] !== undefined,
    areOf: (words, entry) =>
      words["name"] !== undefined &&
      words["name"] === entry.attributes["name"] &&
      entry.attributes["deactivated"] !== true,
  },
);

function facilityEntry(row: Readonly<Record<string, unknown>>): Entry | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const names = [foldLabel(textIn(row["name"]) ?? ""), foldLabel(textIn(row["dba"]) ?? "")];
  return {
    id,
    matchKeys: [`id:${id}`, `name:${names[0]}`],
    attributes: { name: names[0], deactivated: row["deactivated"] === true },
  };
}

function decideFacility({ about }: Query, entries: readonly Entry[]): Decision {
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
