import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { readFor, type RequestBook } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Clock } from "../runtime.ts";
import { assign } from "../reconcile/match.ts";
import { identityOf } from "../reconcile/tools.ts";
import { wantedOf } from "../reconcile/wanted.ts";
import type { Remote } from "../staging/remotes.ts";
import type { Want } from "../staging/work-items.ts";
import { likeIn, sentSince, withoutClaimed } from "./likeness.ts";

/** What looking needs. */
export interface LookTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** What one look at the platform showed of some wants. */
export interface Looked {
  /** They are there, and the ledger has them now. */
  readonly found: readonly Want[];
  /** Something there may be them, or the list had gaps. */
  readonly alike: readonly Want[];
  /** Nothing like them is there. */
  readonly absent: readonly Want[];
}

/**
 * Looks once what the platform has of some wants about one subject, whose sending is on record as in doubt. What is
 * there is adopted. Undefined when it cannot be read: then nobody knows.
 */
export async function lookOnce(
  book: RequestBook,
  wants: readonly Want[],
  { client, ledger, clock }: LookTools,
): Promise<Looked | undefined> {
  const [first] = wants;
  if (first === undefined) return { found: [], alike: [], absent: [] };
  const { subject, facts } = first;
  const listed: Remote[] = [];
  const rows = (): readonly number[] => [...new Set(wants.map(({ row }) => row))];
  const listing = readFor(book.ofSubject(subject, facts), { purpose: "settle", rows });
  const end = await walk(client, listing, (page) => void listed.push(...page));
  if (!end.complete) return undefined;
  const isWhole = end.gap === undefined;
  const about = listed.filter((remote) => remote.subject === subject);
  const nobodys = listed.filter((remote) => remote.subject === "");
  const seen = {
    readable: about.filter(({ unreadable }) => unreadable !== true),
    unreadable: [...about.filter(({ unreadable }) => unreadable === true), ...nobodys],
  };
  const known = await ledger.requests.ofSubject(book.kind, book.organization, subject);
  const entries = new Map(known.map((entry) => [entry.key, entry]));
  const sent = wants.map((want): Want => ({ ...want, step: "doubt" }));
  const found = assign(book, wantedOf(book, sent, entries, seen.readable), seen.readable);
  const adopted = wants.flatMap((want) => {
    const remote = found.get(want.key);
    return remote === undefined ? [] : [{ ...identityOf(book, want), remote }];
  });
  await ledger.requests.recordSeen(adopted, clock.now());
  const unclaimed = await withoutClaimed(book, seen, known, wants, ledger);
  const isFound = ({ key }: Want): boolean => found.has(key);
  const isAlike = (want: Want): boolean =>
    likeIn(want, sentSince(entries.get(want.key), clock.now()), withoutFound) !== undefined;
  const given = new Set([...found.values()].map(({ remoteId }) => remoteId));
  const withoutFound = {
    ...unclaimed,
    readable: unclaimed.readable.filter(({ remoteId }) => !given.has(remoteId)),
  };
  const others = wants.filter((want) => !isFound(want));
  return {
    found: wants.filter(isFound),
    alike: others.filter((want) => !isWhole || isAlike(want)),
    absent: others.filter((want) => isWhole && !isAlike(want)),
  };
}
