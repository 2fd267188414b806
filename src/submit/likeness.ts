import type { Facts, LedgerEntry } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { clockSlackMs, type RequestBook } from "../platforms/platform.ts";
import { assign } from "../reconcile/match.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Want } from "../staging/work-items.ts";
import type { Workspace } from "../staging/staging.ts";

const dayMs = 86_400_000;

/** What is listed about a subject: what can be read, and what cannot. */
export interface Listed {
  readonly readable: readonly Remote[];
  readonly unreadable: readonly Remote[];
}

/**
 * Something on the platform that may be the request that was sent, whatever its words: open, and not older than the
 * sending. Pure.
 * @param since the first sending of which nobody knows what became; milliseconds since the epoch
 * @param listed about the same subject, or about nobody that can be told, and not known to be another request
 */
export function likeIn(
  { facts }: Pick<Want, "facts">,
  since: number,
  { readable, unreadable }: Listed,
): Remote | undefined {
  const earliest = earliestCreation(facts, since);
  return [...readable, ...unreadable].find(
    ({ open, createdAt }) => open && (createdAt === undefined || createdAt >= earliest),
  );
}

/**
 * The one listed request that what the platform said it took can be, though it calls it by words of its own; undefined
 * when there is none, or more than one. Pure.
 */
export function takenIn(
  book: Pick<RequestBook, "fitsButForWords">,
  { facts }: Pick<Want, "facts">,
  since: number,
  { readable }: Listed,
): Remote | undefined {
  const earliest = earliestCreation(facts, since);
  const fitting = readable.filter(
    (remote) =>
      remote.open &&
      (remote.createdAt ?? Number.NEGATIVE_INFINITY) >= earliest &&
      book.fitsButForWords?.(facts, remote) === true,
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The platforms' clocks may differ from ours. A license may have been sent with a day of creation of its own. */
function earliestCreation(facts: Facts, since: number): number {
  const posted = Date.parse(String(facts["created"] ?? ""));
  const own = Number.isNaN(posted) ? since : posted - dayMs;
  return Math.min(since, own) - clockSlackMs;
}

/** The first sending of which nobody knows what became, by the platform's clock where that was known to be behind. */
export function sentSince(entry: LedgerEntry | undefined, now: number): number {
  return (entry?.unsettledSince ?? entry?.intendedAt ?? now) + Math.min(0, entry?.clockAheadMs ?? 0);
}

interface ListedTools {
  readonly ledger: Ledger;
  readonly workspace: Workspace;
  readonly now: number;
}

/** What was last listed that may be this request, though it does not fit by its words. */
export async function likeListed(
  book: RequestBook,
  want: Want,
  entry: LedgerEntry | undefined,
  tools: ListedTools,
): Promise<Remote | undefined> {
  return likeIn(want, sentSince(entry, tools.now), await unclaimedListed(book, want, tools));
}

/** What was last listed that this request, which the platform took, is under other words. */
export async function takenListed(
  book: RequestBook,
  want: Want,
  entry: LedgerEntry | undefined,
  tools: ListedTools,
): Promise<Remote | undefined> {
  return takenIn(book, want, sentSince(entry, tools.now), await unclaimedListed(book, want, tools));
}

async function unclaimedListed(
  book: RequestBook,
  want: Want,
  { ledger, workspace }: ListedTools,
): Promise<Listed> {
  const listed = {
    readable: workspace.remotes.ofSubject(book.kind, want.subject),
    unreadable: workspace.remotes.unreadableOf(book.kind, want.subject),
  };
  const known = await ledger.requests.ofSubject(book.kind, book.organization, want.subject);
  return withoutClaimed(book, listed, known, [want], ledger);
}

/** What of a list no request of the ledger but these wants has, by its id or, where that is not known yet, by fitting. */
export async function withoutClaimed(
  book: RequestBook,
  { readable, unreadable }: Listed,
  known: readonly LedgerEntry[],
  wants: readonly Want[],
  ledger: Ledger,
): Promise<Listed> {
  const ids = [...readable, ...unreadable].map(({ remoteId }) => remoteId).filter((id) => id !== "");
  const claims = await ledger.requests.claims(book.kind, ids);
  const mine = new Set(wants.map(({ key }) => key));
  const isFree = ({ remoteId }: Remote): boolean => {
    const claimant = claims.get(remoteId);
    return claimant === undefined || mine.has(claimant);
  };
  const free = readable.filter(isFree);
  const nameless = known.filter(
    ({ key, standing, remoteId }) =>
      !mine.has(key) && remoteId === undefined && standing !== "refused" && standing !== "released",
  );
  const theirs = assign(
    book,
    nameless.map(({ key, facts, intendedAt }) => ({
      key,
      facts,
      knownId: undefined,
      toldIds: [],
      sentAt: intendedAt,
      onlyKnown: false,
    })),
    free,
  );
  const taken = new Set([...theirs.values()].map(({ remoteId }) => remoteId));
  return {
    readable: free.filter(({ remoteId }) => !taken.has(remoteId)),
    unreadable: unreadable.filter(isFree),
  };
}
