import type { LedgerEntry } from "../ledger/entry.ts";
import type { RequestBook } from "../platforms/platform.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Want } from "../staging/work-items.ts";
import type { Wanted } from "./match.ts";

/** Whether an entry's id stands under another key as well, so that it has to be seen whose it is. */
export function isDisputed(entry: LedgerEntry | undefined, want: Pick<Want, "step">): boolean {
  return want.step === "look" && entry?.standing === "accepted";
}

/** Whether a list shows that the request with an entry's id is not what the entry says. */
export function isFalselyKnown(
  book: RequestBook,
  entry: LedgerEntry | undefined,
  listed: readonly Remote[],
): boolean {
  if (book.lacks === undefined || entry?.remoteId === undefined) return false;
  const remote = listed.find(({ remoteId }) => remoteId === entry.remoteId);
  return remote !== undefined && book.lacks(remote, entry.facts);
}

/** What this run wants, and what the ledger knows beside it, so that nothing known is adopted twice. */
export function wantedOf(
  book: RequestBook,
  wants: readonly Want[],
  entries: ReadonlyMap<string, LedgerEntry>,
  listed: readonly Remote[],
): readonly Wanted[] {
  const keys = new Set(wants.map(({ key }) => key));
  const disputed = new Set(
    wants.flatMap((want) => {
      const entry = entries.get(want.key);
      return isDisputed(entry, want) ? (entry?.remoteId ?? []) : [];
    }),
  );
  const byId = new Map(listed.map((remote) => [remote.remoteId, remote]));
  // an id that stands under several keys is that of the ones that it fits
  const isItsOwn = ({ remoteId, facts }: LedgerEntry): boolean => {
    if (remoteId === undefined) return false;
    const remote = disputed.has(remoteId) ? byId.get(remoteId) : undefined;
    return remote === undefined || book.matchRank(facts, remote) > 0;
  };
  const known = [...entries.values()].filter((entry) => !keys.has(entry.key) && isItsOwn(entry));
  return [
    ...wants.map((want) => {
      const { key, facts, step, toldIds } = want;
      const entry = entries.get(key);
      const unsure = isDisputed(entry, want);
      const sent = step === "doubt" || step === "confirm" || (unsure && entry?.origin === "created");
      return {
        key,
        facts,
        knownId: unsure || isFalselyKnown(book, entry, listed) ? undefined : entry?.remoteId,
        toldIds: step === "look" ? toldIds : [],
        sentAt: sent ? entry?.intendedAt : undefined,
        onlyKnown: false,
      };
    }),
    ...known.map(({ key, facts, remoteId }) => ({
      key,
      facts,
      knownId: remoteId,
      toldIds: [],
      sentAt: undefined,
      onlyKnown: true,
    })),
  ];
}
