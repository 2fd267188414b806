import { pages } from "../../database/database.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { textOf } from "../resource.ts";
import type { StatusQueries } from "../status-source.ts";
import { numberIn, numberKey, pairIn, type CaqhPair } from "./match-key.ts";

/** Where the ledger keeps which CAQH id was seen with which words. */
const lookupSource = "caqh.provider";

const together = 200;

type PairTools = Readonly<{ ledger: Ledger; queries: StatusQueries }>;

/**
 * Says by which number each provider is asked about who has a CAQH id beside other words. The id that a person wrote is
 * that number. The id that an earlier run answered is, when the ledger saw it with these words; else the row may have
 * been typed over, and the NPI is asked about.
 */
export async function aimPairs({ ledger, queries }: PairTools): Promise<void> {
  for (const keys of pages(
    "",
    (after: string) => queries.unaimed(after, together),
    (one) => one,
  )) {
    // side by side, so that the ledger is asked about all of them at once
    await Promise.all(
      keys.map(async (matchKey) => {
        const pair = pairIn(matchKey);
        if (pair !== undefined) queries.aim(matchKey, await targetOf(pair, ledger));
      }),
    );
  }
}

async function targetOf(pair: CaqhPair, ledger: Ledger): Promise<string | undefined> {
  const byId = numberKey({ by: "id", digits: pair.id });
  if (pair.said === "new" || (await wasSeen(pair, ledger))) return byId;
  const npi = pair.words["npi"];
  if (npi !== undefined) return numberKey({ by: "npi", digits: npi });
  // nothing but the ledger could tell whose it is
  return (await isKnown(pair.id, ledger)) ? undefined : byId;
}

/**
 * Where CAQH cannot be asked by NPI, an id that the ledger has not seen with anybody is taken at the row's word; and where
 * it finds nobody by NPI, one that a person wrote into the row since.
 */
export async function aimAgain({ ledger, queries }: PairTools): Promise<void> {
  for (const aimed of pages(
    "",
    (after: string) => queries.aimed(after, together),
    ({ matchKey }) => matchKey,
  )) {
    await Promise.all(
      aimed.map(async ({ matchKey, target, columns, problem }) => {
        const pair = pairIn(matchKey);
        const isUnavailable = problem?.code === "npi_lookup_unavailable";
        const isUnfound = isUnavailable || columns?.["caqh_found"] === "N";
        if (pair === undefined || numberIn(target).by !== "npi" || !isUnfound) return;
        if (!isUnavailable && pair.said !== "since") return;
        if (!(await isKnown(pair.id, ledger)))
          queries.aim(matchKey, numberKey({ by: "id", digits: pair.id }));
      }),
    );
  }
}

/** Keeps that a CAQH id was found for these words. */
export async function rememberPair(
  id: string,
  words: CaqhPair["words"],
  ledger: Ledger,
  at: number,
): Promise<void> {
  if (await wasSeen({ id, words }, ledger)) return;
  const queries = [query(id, {}), ...partsOf(words).map((part) => query(id, part))];
  await ledger.identities.remember(
    lookupSource,
    queries.map((text) => ({ query: text, id })),
    at,
  );
}

/** An NPI tells people apart; without one, an email address or a name will do. */
function seenBy(words: CaqhPair["words"]): readonly CaqhPair["words"][] {
  const { npi } = words;
  return npi === undefined ? partsOf(words) : [{ npi }];
}

function partsOf({
  npi,
  email,
  first,
  last,
  group,
  facility,
}: CaqhPair["words"]): readonly CaqhPair["words"][] {
  return [
    ...(npi === undefined ? [] : [{ npi }]),
    ...(email === undefined ? [] : [{ email }]),
    ...(first === undefined || last === undefined ? [] : [{ first, last }]),
    // of a row that names no person
    ...(email !== undefined || last !== undefined || group === undefined ? [] : [{ group }]),
    ...(email !== undefined || last !== undefined || facility === undefined ? [] : [{ facility }]),
  ];
}

async function wasSeen({ id, words }: Pick<CaqhPair, "id" | "words">, ledger: Ledger): Promise<boolean> {
  const known = await ledger.identities.recallMany(
    seenBy(words).map((part) => ({ lookupSource, query: query(id, part), since: 0 })),
  );
  return known.includes(id);
}

async function isKnown(id: string, ledger: Ledger): Promise<boolean> {
  const [known] = await ledger.identities.recallMany([{ lookupSource, query: query(id, {}), since: 0 }]);
  return known !== undefined;
}

function query(id: string, words: CaqhPair["words"]): string {
  return textOf({ lookupSource, about: { caqh: id, ...words } });
}
