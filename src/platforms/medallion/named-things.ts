import { isUuid } from "../../cells/values.ts";
import { foldLabel, believingEarlierIds, idAndWords } from "../people.ts";
import { idIn, textIn } from "../reading.ts";
import type { Query, Decision, LookupSource, Entry } from "../resource.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";

interface NamedThing {
  readonly name: string;
  readonly path: string;
  /** The field of its rows that holds the name. */
  readonly label: string;
  /** The query parameter that narrows the list by name. */
  readonly filter: string;
  /** For codes: `group_not_found`. */
  readonly word: string;
  /** For sentences. */
  readonly singular: string;
  readonly plural: string;
  /** The column that takes its id. */
  readonly column: string;
}

/** Asks for a thing by its name or its id, whichever a cell holds. */
export function namedQuery(lookupSource: string, nameOrId: string): Query {
  return {
    lookupSource,
    about: isUuid(nameOrId)
      ? { id: nameOrId.toLowerCase() }
      : { name: foldLabel(nameOrId), search: nameOrId },
  };
}

/** Asks for a thing that one column gives an id and another a name. */
export function idAndNameQuery(
  lookupSource: string,
  id: string | undefined,
  name: string | undefined,
  answered: boolean,
): Query {
  const words = name === undefined ? {} : { name: foldLabel(name), search: name };
  return idAndWords(lookupSource, id, words, answered);
}

/** Things that rows call by name. Names may repeat, and how filters match is not documented: compared again here. */
function namedThings(thing: NamedThing): LookupSource {
  const lookupSource: LookupSource = {
    name: thing.name,
    title: thing.plural,
    platform: "medallion",
    preferList: true,
    given: ({ about }) => (about["name"] === undefined ? about["id"] : undefined),
    matchKeysOf: ({ about }) => [about["id"] === undefined ? `name:${about["name"]}` : `id:${about["id"]}`],
    all: orderedOffsetListing(thing.path, [], "look-up", (row) => entryOf(row, thing)),
    search: ({ about }) =>
      offsetListing(
        thing.path,
        about["id"] === undefined ? [[thing.filter, about["search"] ?? ""]] : [["id", about["id"]]],
        "look-up",
        (row) => entryOf(row, thing),
      ),
    decide: (query, entries) => decide(query, entries, thing),
  };
  return believingEarlierIds(lookupSource, {
    canAsk: (words) => words["name"] !== undefined,
    areOf: (words, entry) => words["name"] === entry.attributes["name"],
  });
}

function entryOf(row: Readonly<Record<string, unknown>>, { label }: NamedThing): Entry | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const name = foldLabel(textIn(row[label]) ?? "");
  return { id, matchKeys: [`id:${id}`, `name:${name}`], attributes: { name } };
}

function decide({ about }: Query, entries: readonly Entry[], thing: NamedThing): Decision {
  const found = entries.filter(({ id, attributes }) =>
    about["id"] === undefined ? attributes["name"] === about["name"] : id === about["id"],
  );
  const what = about["id"] === undefined ? `called "${about["search"]}"` : `with the id ${about["id"]}`;
  const [entry, another] = found;
  if (entry === undefined) {
    return {
      failed: `${thing.word}_not_found`,
      problem: `Medallion has no ${thing.singular} ${what}. Correct ${thing.column}.`,
    };
  }
  if (another !== undefined) {
    return {
      failed: `${thing.word}_ambiguous`,
      problem: `Medallion has ${found.length} ${thing.plural} ${what}. Write the id of the right one in ${thing.column}.`,
    };
  }
  if (about["name"] !== undefined && entry.attributes["name"] !== about["name"]) {
    return {
      failed: `${thing.word}_mismatch`,
      problem: `The ${thing.singular} ${what} has a different name than the row. Correct one of the two.`,
      contradicts: true,
    };
  }
  return { found: entry.id };
}

/** Group profiles. Their rows hold bank and tax numbers, of which nothing is read. */
export const groupProfiles = namedThings({
  name: "medallion.group",
  path: "/p/api/v1/group-profiles/",
  label: "name",
  filter: "name",
  word: "group",
  singular: "group profile",
  plural: "group profiles",
  column: "group_name or group_profile_id",
});

/** Practices. */
export const practices = namedThings({
  name: "medallion.practice",
  path: "/api/v1/org/practices/",
  label: "name",
  filter: "search",
  word: "practice",
  singular: "practice",
  plural: "practices",
  column: "practices",
});

/** Lines of business; a short list. */
export const linesOfBusiness = namedThings({
  name: "medallion.line_of_business",
  path: "/p/api/v1/lines-of-business/",
  label: "label",
  filter: "search",
  word: "line_of_business",
  singular: "line of business",
  plural: "lines of business",
  column: "lines_of_business",
});
