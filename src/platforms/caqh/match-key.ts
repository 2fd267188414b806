import type { IdentityWith } from "../../cells/cells.ts";
import { foldName } from "../people.ts";
import type { StatusQuery, StatusRow } from "../status-source.ts";

/** A CAQH id beside the words of a row, which it may not belong to. */
export interface CaqhPair {
  readonly id: string;
  /**
   * Whose word it is: a person's in a new row, a person's in a row of an earlier run, or the answer of that run, which
   * found somebody with it.
   */
  readonly said: "new" | "since" | "answer";
  /** NPI, email address, folded names. */
  readonly words: Readonly<Record<string, string>>;
}

/** The one number by which CAQH is asked about a provider. */
export interface CaqhNumber {
  readonly by: "id" | "npi";
  readonly digits: string;
}

/** The match key of a number. */
export function numberKey({ by, digits }: CaqhNumber): string {
  return `${by}:${digits}`;
}

/** The number that a match key stands for. Throws for any other match key, under which nobody is asked about. */
export function numberIn(matchKey: string): CaqhNumber {
  const [, by, digits] = /^(id|npi):(.*)$/s.exec(matchKey) ?? [];
  if ((by !== "id" && by !== "npi") || digits === undefined)
    throw new Error(`${matchKey} is no number's key`);
  return { by, digits };
}

/** The match key of rows that name a provider, but neither by CAQH id nor by NPI. */
export const noKey = "none";

/** The match key of rows that name no provider any more, beside whose words a status still stands. */
export const goneKey = "gone";

const mark = "pair:";

/** The match key of a pair; equal pairs have equal match keys. */
export function pairKey({ id, said, words }: CaqhPair): string {
  return `${mark}${JSON.stringify([id, said, words])}`;
}

/** The pair that a match key stands for; undefined for the key of one number. */
export function pairIn(matchKey: string): CaqhPair | undefined {
  if (!matchKey.startsWith(mark)) return undefined;
  const [id, said, words] = JSON.parse(matchKey.slice(mark.length)) as [
    string,
    CaqhPair["said"],
    Record<string, string>,
  ];
  return { id, said, words };
}

/** Who a row is about, as far as CAQH understands it; whether it names a provider, other platforms' ids tell too. */
type CaqhIdentity = IdentityWith<"caqh_provider_id" | "provider_id" | "group_name" | "facility_name">;

/** A CAQH id goes before an NPI: it is the documented way to ask. Whether it belongs to the other words is to be seen. */
export function queryOf(row: StatusRow): StatusQuery | undefined {
  const identity: CaqhIdentity = row.identity;
  const { caqh_provider_id: id, npi } = identity;
  const words = wordsOf(identity);
  if (id !== undefined && Object.keys(words).length > 0) {
    return { matchKey: pairKey({ id, said: saidIn(row), words }), step: "unaimed" };
  }
  if (id !== undefined) return { matchKey: numberKey({ by: "id", digits: id }), step: "open" };
  if (npi !== undefined) return { matchKey: numberKey({ by: "npi", digits: npi }), step: "open" };
  if (namesProvider(identity)) return { matchKey: noKey, step: "none" };
  // an earlier run's answer about a person who stood here before
  return wasFound(row) ? { matchKey: goneKey, step: "none" } : undefined;
}

function namesProvider({ provider_id, email, first_name, last_name }: CaqhIdentity): boolean {
  return (provider_id ?? email) !== undefined || (first_name !== undefined && last_name !== undefined);
}

function wasFound({ previous }: StatusRow): boolean {
  return previous("caqh_found").toUpperCase() === "Y";
}

function saidIn(row: StatusRow): CaqhPair["said"] {
  if (row.previousResult === undefined) return "new";
  return wasFound(row) ? "answer" : "since";
}

function wordsOf(identity: CaqhIdentity): Readonly<Record<string, string>> {
  const { npi, email, first_name: first, last_name: last } = identity;
  const { group_name: group, facility_name: facility } = identity;
  return {
    ...(npi === undefined ? {} : { npi }),
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(first === undefined ? {} : { first: foldName(first) }),
    ...(last === undefined ? {} : { last: foldName(last) }),
    ...(group === undefined ? {} : { group: foldName(group) }),
    ...(facility === undefined ? {} : { facility: foldName(facility) }),
  };
}
