import type { RowCells, IdentityWith } from "../../cells/cells.ts";
import type { Listing } from "../../lists/listing.ts";
import { listOfOne } from "../one-thing.ts";
import {
  believingEarlierIds,
  idAndWords,
  foldLabel,
  foldName,
  namesContradict,
  withoutMiddleInitial,
} from "../people.ts";
import { idIn, objectIn, textIn } from "../reading.ts";
import type { Query, Decision, LookupSource, Entry, RowIdentity } from "../resource.ts";
import type { MedallionColumn } from "./columns.ts";
import { offsetListing, orderedOffsetListing } from "./paging.ts";
import { profileOf } from "./profiles.ts";

/** Who a row is about, as far as Medallion understands it. */
export type MedallionIdentity = IdentityWith<MedallionColumn | "facility_name">;

/** Whether a row names a provider that Medallion can be asked about. */
export function namesProvider({
  provider_id,
  email,
  npi,
  first_name,
  last_name,
}: MedallionIdentity): boolean {
  const isNamed = first_name !== undefined && last_name !== undefined;
  return (provider_id ?? email ?? npi) !== undefined || isNamed;
}

/** Whether a row names a group profile. */
export function namesGroup({ group_profile_id, group_name }: MedallionIdentity): boolean {
  return (group_profile_id ?? group_name) !== undefined;
}

/** A fault of the row unless it names a provider that Medallion can be asked about. */
export function needProvider(cells: RowCells, identity: MedallionIdentity): void {
  if (namesProvider(identity)) return;
  cells.rowFault(
    "no_identity",
    "requests something from Medallion but names no provider",
    "Fill in one of provider_id, email, npi, or first and last name.",
  );
}

const listPath = "/api/v1/org/providers/";

/** Asks for the provider that a row names. */
export function providerQuery({ identity: who, answered, again = false }: RowIdentity): Query {
  const identity: MedallionIdentity = who;
  const words = wordsOf(identity);
  // nothing but the ledger can tell whether an id and a group belong together
  const asEarlier = answered || (again && words["group"] !== undefined);
  return idAndWords("medallion.provider", identity.provider_id, words, asEarlier);
}

/** A group or facility is no word to look a person up by; beside an id alone it tells whether the row was typed over. */
function wordsOf(identity: MedallionIdentity): Record<string, string> {
  const { email, npi, first_name, last_name } = identity;
  const group = identity.group_name ?? identity.facility_name;
  const isNobody = [email, npi, first_name, last_name].every((word) => word === undefined);
  const byName = [identity.email, identity.npi].every((word) => word === undefined);
  return Object.fromEntries(
    [
      ["email", identity.email?.toLowerCase()],
      ["npi", identity.npi],
      ["first", identity.first_name === undefined ? undefined : foldName(identity.first_name)],
      ["plain_first", byName ? undefined : withoutMiddleInitial(identity.first_name ?? "")],
      ["last", identity.last_name === undefined ? undefined : foldName(identity.last_name)],
      ["group", isNobody && group !== undefined ? foldLabel(group) : undefined],
      // a folded name cannot be searched for
      ["search", !byName ? undefined : identity.last_name?.replaceAll(/\s+/g, " ").split(",")[0]?.trim()],
    ].filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""),
  );
}

/**
 * Providers by id, e-mail, NPI or name. The list's `search` is a wildcard on names and e-mail and parts its terms
 * at commas, and it does not know NPIs (API description, providers), so everything is compared again here.
 */
export const providers: LookupSource = believingEarlierIds(
  {
    name: "medallion.provider",
    title: "providers",
    platform: "medallion",
    preferList: false,
    given: ({ about: { group: _group, ...about } }) =>
      Object.keys(about).length === 1 ? about["id"] : undefined,
    matchKeysOf: ({ about }) => {
      if (about["id"] !== undefined) return [`id:${about["id"]}`];
      const strong = (["email", "npi"] as const).flatMap((word) =>
        about[word] === undefined ? [] : [`${word}:${about[word]}`],
      );
      return strong.length > 0 ? strong : [`name:${about["last"]}|${about["first"]}`];
    },
    all: orderedOffsetListing(listPath, [], "look-up", entryOf),
    search: ({ about }) => {
      if (about["id"] !== undefined) return singleProvider(about["id"]);
      const term = about["email"] ?? (about["npi"] === undefined ? about["search"] : undefined);
      return term === undefined ? undefined : offsetListing(listPath, [["search", term]], "look-up", entryOf);
    },
    decide,
  },
  {
    refuse: (words) =>
      words["group"] === undefined
        ? undefined
        : {
            failed: "provider_mismatch",
            problem:
              "The row names a group or facility, but also has a provider_id that an earlier run found for another row. Clear the one that is not meant.",
            contradicts: true,
          },
    canAsk: (words) =>
      words["email"] !== undefined ||
      words["npi"] !== undefined ||
      (words["first"] !== undefined && words["last"] !== undefined),
    areOf: (words, entry) => {
      const differs = (word: "email" | "npi"): boolean =>
        words[word] !== undefined &&
        entry.attributes[word] !== undefined &&
        words[word] !== entry.attributes[word];
      const agrees = (word: string): boolean =>
        words[word] !== undefined && words[word] === entry.attributes[word];
      const named = words["first"] !== undefined && agrees("last");
      return (
        contradictionOf(words, entry) === undefined &&
        !differs("email") &&
        (agrees("email") || agrees("npi") || named)
      );
    },
  },
);

/** The detail route tells at once whether an id exists; its rows have the e-mail in another place. */
function singleProvider(id: string): Listing<Entry> {
  return listOfOne(`${listPath}{id}/`, id, "look-up", entryOf);
}

function entryOf(row: Readonly<Record<string, unknown>>): Entry | undefined {
  const id = idIn(row["id"]);
  if (id === undefined) return undefined;
  const email = (textIn(row["email"]) ?? textIn(objectIn(row["user"])?.["email"]))?.toLowerCase();
  const npi = textIn(row["npi"]);
  const first = foldName(textIn(row["first_name"]) ?? "");
  const plainFirst = withoutMiddleInitial(textIn(row["first_name"]) ?? "");
  const last = foldName(textIn(row["last_name"]) ?? "");
  const preferred = foldName(textIn(row["preferred_name"]) ?? "");
  return {
    id,
    matchKeys: [
      `id:${id}`,
      ...(email === undefined ? [] : [`email:${email}`]),
      ...(npi === undefined ? [] : [`npi:${npi}`]),
      `name:${last}|${first}`,
    ],
    attributes: { email, npi, first, plain_first: plainFirst, last, preferred },
    holding: profileOf(row),
  };
}

function decide({ about }: Query, entries: readonly Entry[], all: boolean): Decision {
  const by = (word: string): readonly Entry[] =>
    about[word] === undefined ? [] : entries.filter((entry) => entry.attributes[word] === about[word]);
  if (about["id"] !== undefined) {
    const found = entries.filter(({ id }) => id === about["id"]);
    return one(about, found, `the id ${about["id"]}`);
  }
  const byEmail = by("email");
  if (byEmail.length > 0) return one(about, byEmail, `the email address ${about["email"]}`);
  if (about["npi"] !== undefined) {
    if (!all) return { needsList: true };
    const words = about["email"] === undefined ? "" : `the email address ${about["email"]} or `;
    return one(about, by("npi"), `${words}the NPI ${about["npi"]}`);
  }
  if (about["email"] !== undefined) return one(about, [], `the email address ${about["email"]}`);
  const named = entries.filter(
    ({ attributes }) => attributes["last"] === about["last"] && attributes["first"] === about["first"],
  );
  return one(about, named, "this first and last name");
}

function one(about: Query["about"], found: readonly Entry[], what: string): Decision {
  const [entry, another] = found;
  if (entry === undefined) {
    return {
      failed: "provider_not_found",
      problem: `Medallion has no provider with ${what}. Correct the row, or invite the provider first.`,
    };
  }
  if (another !== undefined) {
    return {
      failed: "provider_ambiguous",
      problem: `Medallion has ${found.length} providers with ${what}. Put the id of the right one in provider_id.`,
    };
  }
  const contradiction = contradictionOf(about, entry);
  if (contradiction === undefined) return { found: entry.id };
  return {
    failed: "provider_mismatch",
    problem: `The provider that Medallion has with ${what} has a different ${contradiction} than the row. Find out who is meant, and correct the row.`,
    contradicts: true,
  };
}

function contradictionOf(about: Query["about"], { attributes }: Entry): string | undefined {
  if (about["npi"] !== undefined && attributes["npi"] !== undefined && attributes["npi"] !== about["npi"])
    return "NPI";
  const name = (word: string): string | undefined => {
    const value = attributes[word];
    return typeof value === "string" ? value : undefined;
  };
  const preferred = name("preferred");
  const found = {
    first: name("first"),
    plainFirst: name("plain_first"),
    alsoFirst: preferred === undefined ? [] : [preferred],
    last: name("last"),
  };
  const asked = { first: about["first"], plainFirst: about["plain_first"], last: about["last"] };
  if (namesContradict(asked, found)) return "name";
  // people have several addresses; one that nothing else confirms is another person's
  const confirmed =
    (about["npi"] !== undefined && about["npi"] === attributes["npi"]) ||
    (about["first"] !== undefined && about["last"] !== undefined);
  const isOther =
    about["email"] !== undefined &&
    attributes["email"] !== undefined &&
    attributes["email"] !== about["email"];
  return isOther && !confirmed ? "email address" : undefined;
}
