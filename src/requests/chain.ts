import type { LedgerEntry } from "../ledger/entry.ts";
import { operationKey, operationNamed, type Verb } from "./operation.ts";

/** What is wanted of a resource that can be changed. */
export interface Wish {
  /** The natural key of the resource. */
  readonly resource: string;
  /** `create`: it is to be there, and as wished; `update`: as wished, where it is there; `remove`: not to be there. */
  readonly verb: Verb;
  /** What it is to be as one word; undefined where it cannot be updated. */
  readonly digest: string | undefined;
}

/** Which operation a wish comes to, by what the ledger has of its resource. */
export interface NextOperation {
  readonly key: string;
  readonly verb: Verb;
  /** What the ledger has under the key. */
  readonly entry: LedgerEntry | undefined;
  /** Another operation on the resource comes first: nobody knows yet what became of it. */
  readonly waits: boolean;
  /** The ids that earlier operations have had for the resource, the latest first. */
  readonly ids: readonly string[];
}

/**
 * Which operation a wish comes to. The operations on one resource are a chain, numbered by their order; the last one
 * that was carried out, or may have been, says how the resource was left. If it was left as wished, or is to be, that is the
 * operation; else a new one follows it. Pure.
 * @param entries what the ledger has of the resource, each with its name
 * @param digestOf what the attributes of an entry come to
 */
export function operationFor(
  { resource, verb, digest }: Wish,
  entries: readonly LedgerEntry[],
  digestOf: (entry: LedgerEntry) => string | undefined,
): NextOperation {
  const chain = entries
    .map((entry) => ({ entry, name: operationNamed(entry.key) }))
    .toSorted((one, other) => other.name.before - one.name.before);
  const carriedOut = withoutGivenUp(chain);
  const [last] = carriedOut;
  const ids = carriedOut.flatMap(({ entry }) => entry.remoteId ?? []);
  if (last !== undefined && isSame(last, { verb, digest }, digestOf)) {
    const { entry, name } = last;
    return { key: entry.key, verb: name.verb, entry, waits: false, ids };
  }
  const before = last === undefined ? firstPlace(chain) : last.name.before + 1;
  const isThere = last !== undefined && last.name.verb !== "remove";
  const next = verb === "create" && isThere ? "update" : verb;
  const key = operationKey({
    resource,
    before: next !== "create" && last === undefined ? Math.max(before, 1) : before,
    verb: next,
    digest: next === "update" ? digest : undefined,
  });
  return {
    key,
    verb: next,
    entry: entries.find((entry) => entry.key === key),
    waits: last !== undefined && last.entry.standing !== "accepted",
    ids: isThere ? ids : [],
  };
}

interface Link {
  readonly entry: LedgerEntry;
  readonly name: ReturnType<typeof operationNamed>;
}

/**
 * What was carried out, or may have been, the latest first. A create that a person gave up took with it all that was done
 * to the resource until then.
 */
function withoutGivenUp(chain: readonly Link[]): readonly Link[] {
  const givenUp = chain.filter(
    ({ entry, name }) =>
      name.verb === "create" && entry.standing === "released" && (entry.givenUp?.length ?? 0) > 0,
  );
  const isGone = ({ entry }: Link): boolean =>
    givenUp.some(({ entry: lost }) => (entry.settledAt ?? 0) <= (lost.settledAt ?? 0));
  return chain.filter(
    (link) => link.entry.standing !== "refused" && link.entry.standing !== "released" && !isGone(link),
  );
}

/** Where a chain begins of which nothing was carried out: anew, behind all that was. */
function firstPlace(chain: readonly Link[]): number {
  const wasChanged = chain.some(({ entry, name }) => name.before > 0 && entry.standing === "accepted");
  return wasChanged ? (chain[0]?.name.before ?? 0) + 1 : 0;
}

function isSame(
  { entry, name }: Link,
  { verb, digest }: Pick<Wish, "verb" | "digest">,
  digestOf: (entry: LedgerEntry) => string | undefined,
): boolean {
  if (verb === "remove" || name.verb === "remove") return verb === name.verb;
  if (digest === undefined) return verb === name.verb || verb === "create";
  return (name.digest ?? digestOf(entry)) === digest;
}

/**
 * The removal that a create comes after, where nobody has seen yet that what was there is gone, and the ids that it had:
 * a list that shows them may only be late. Undefined where there is none.
 */
export function unseenRemoval(
  key: string,
  entries: readonly LedgerEntry[],
): { readonly key: string; readonly ids: ReadonlySet<string> } | undefined {
  const { resource, before, verb } = operationNamed(key);
  if (verb !== "create" || before === 0) return undefined;
  const earlier = entries
    .map((entry) => ({ entry, name: operationNamed(entry.key) }))
    .filter(({ name }) => name.resource === resource && name.before < before);
  const removal = earlier.find(({ name }) => name.verb === "remove" && name.before === before - 1)?.entry;
  if (removal?.standing !== "accepted" || removal.shownAt !== undefined) return undefined;
  return { key: removal.key, ids: new Set(earlier.flatMap(({ entry }) => entry.remoteId ?? [])) };
}
