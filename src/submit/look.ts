import type { Client } from "../http/client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { readFor } from "../lists/listing.ts";
import type { Resource } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Clock } from "../runtime.ts";
import { assign } from "../reconcile/match.ts";
import { identityOf, rowsOf } from "../reconcile/tools.ts";
import { wantedOf } from "../reconcile/wanted.ts";
import type { Remote } from "../platforms/remote.ts";
import type { WorkItem } from "../staging/work-items.ts";
import { likeIn, sentSince, withoutClaimed } from "./likeness.ts";

/** What looking needs. */
export interface LookTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** What one look at the platform showed of some work items. */
export interface Looked {
  /** They are there, and the ledger has them now. */
  readonly found: readonly WorkItem[];
  /** Something there may be them, or the list had gaps. */
  readonly alike: readonly WorkItem[];
  /** Nothing like them is there. */
  readonly absent: readonly WorkItem[];
}

/**
 * Looks once what the platform has of some work items about one subject, whose sending is on record as in doubt. What is
 * there is adopted. Undefined when it cannot be read: then nobody knows.
 */
export async function lookOnce(
  resource: Resource,
  workItems: readonly WorkItem[],
  { client, ledger, clock }: LookTools,
): Promise<Looked | undefined> {
  const [first] = workItems;
  if (first === undefined) return { found: [], alike: [], absent: [] };
  const { subject, attributes } = first;
  const listed: Remote[] = [];
  const rows = (): readonly number[] => rowsOf(workItems);
  const ofSubject = resource.ofSubject?.(subject, attributes);
  if (ofSubject === undefined) return undefined;
  const listing = readFor(ofSubject, { purpose: "settle", rows });
  const end = await walk(client, listing, (page) => void listed.push(...page));
  if (!end.complete) return undefined;
  const isWhole = end.gap === undefined;
  const about = listed.filter((remote) => remote.subject === subject);
  const nobodys = listed.filter((remote) => remote.subject === "");
  const seen = {
    readable: about.filter(({ unreadable }) => unreadable !== true),
    unreadable: [...about.filter(({ unreadable }) => unreadable === true), ...nobodys],
  };
  const known = (await ledger.requests.ofSubjects(resource, [subject])).get(subject) ?? [];
  const entries = new Map(known.map((entry) => [entry.key, entry]));
  const sent = workItems.map((workItem): WorkItem => ({ ...workItem, state: "doubt" }));
  const found = assign(resource, wantedOf(resource, sent, entries, seen.readable), seen.readable);
  const adopted = workItems.flatMap((workItem) => {
    const remote = found.get(workItem.key);
    return remote === undefined ? [] : [{ ...identityOf(resource, workItem), remote }];
  });
  await ledger.requests.recordSeen(adopted, clock.now());
  const unclaimed = await withoutClaimed(resource, seen, known, workItems, ledger);
  const isFound = ({ key }: WorkItem): boolean => found.has(key);
  const isAlike = (workItem: WorkItem): boolean =>
    likeIn(workItem, sentSince(entries.get(workItem.key), clock.now()), withoutFound) !== undefined;
  const given = new Set([...found.values()].map(({ remoteId }) => remoteId));
  const withoutFound = {
    ...unclaimed,
    readable: unclaimed.readable.filter(({ remoteId }) => !given.has(remoteId)),
  };
  const others = workItems.filter((workItem) => !isFound(workItem));
  return {
    found: workItems.filter(isFound),
    alike: others.filter((workItem) => !isWhole || isAlike(workItem)),
    absent: others.filter((workItem) => isWhole && !isAlike(workItem)),
  };
}
