import type { Client } from "../http/client.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { readFor } from "../lists/listing.ts";
import { walk } from "../lists/walk.ts";
import type { Resource, Remote } from "../platforms/resource.ts";
import { assign, shownAs, wantedOf } from "../reconcile/match.ts";
import { rowsOf, seenOf } from "../reconcile/tools.ts";
import { goalOf } from "../requests/operation.ts";
import type { Clock } from "../runtime.ts";
import type { WorkItem } from "../staging/work-item.ts";

/** What looking needs. */
interface LookTools {
  readonly client: Client;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * Looks once whether a request that was refused is on the platform, and adopts it there; or whether what was to be
 * changed is as it was to be. False when it is not, or when that cannot be read.
 */
export async function adoptIfThere(
  resource: Resource,
  workItem: WorkItem,
  { client, ledger, clock }: LookTools,
): Promise<boolean> {
  const { key, subject, attributes } = workItem;
  const listed: Remote[] = [];
  const ofSubject = resource.read.ofSubject?.(subject, attributes);
  if (ofSubject === undefined) return false;
  const listing = readFor(ofSubject, { purpose: "settle", rows: () => rowsOf([workItem]) });
  const end = await walk(client, listing, (page) => void listed.push(...page));
  if (!end.complete) return false;
  const readable = listed.filter((remote) => remote.subject === subject && remote.unreadable !== true);
  const known = (await ledger.requests.ofSubjects(resource, [subject])).get(subject) ?? [];
  const entries = new Map(known.map((entry) => [entry.key, entry]));
  const sent: WorkItem = { ...workItem, state: "doubt" };
  const remote = assign(resource, wantedOf(resource, [sent], entries, readable), readable).get(key);
  const goal = goalOf(workItem.verb, shownAs(resource, workItem, remote));
  if (remote === undefined) return goal === "met" && end.gap === undefined;
  if (goal !== "met" && goal !== "differs") return false;
  await ledger.requests.recordSeen([seenOf(resource, workItem, remote)], clock.now());
  return true;
}

/** So many subjects that are there and are answered 404 show that it is the operation that is gone. */
const enoughSubjects = 3;

/** References beside the subject: a 404 may mean one of these instead (so some API descriptions say). */
const otherReferences = ["specialties", "lines_of_business", "practices", "par_group", "payer_entity"];

/** So many refused requests in a row that were looked for in vain, and the next is believed. */
const enoughInVain = 5;

/** Finds out whether a refusal means that the platform does not take this kind of request any more. */
export class OperationWatch {
  readonly #suspicious = new Set<string>();
  #anyAccepted = false;
  #inVain = 0;

  /** One was taken: so the operation is there. */
  accepted(): void {
    this.#anyAccepted = true;
  }

  /**
   * Whether it may pay to look for one that was refused alone: some platforms say no since it is there already, mostly
   * because somebody else has requested it since we looked.
   */
  get maySeek(): boolean {
    return this.#inVain < enoughInVain;
  }

  /** What looking for one that was refused alone has brought. */
  sought(found: boolean): void {
    this.#inVain = found ? 0 : this.#inVain + 1;
  }

  /**
   * 405 and 410 are about the operation (RFC 9110, 15.5). A 404 may be about the subject, so that is asked for: when it
   * is there, and nothing else is referred to, the operation is what is gone.
   */
  async isGone(resource: Resource, workItem: WorkItem, status: number, client: Client): Promise<boolean> {
    // what is to be changed has an address of its own, so that these may be about that
    if (workItem.verb !== "create") return status === 405;
    if (status === 405 || status === 410) return true;
    if (status !== 404 || this.#anyAccepted) return false;
    if (!(await isThere(resource, workItem, client))) return false;
    this.#suspicious.add(workItem.subject);
    return refersToNothingElse(workItem.attributes) || this.#suspicious.size >= enoughSubjects;
  }
}

function refersToNothingElse(attributes: Attributes): boolean {
  return otherReferences.every((name) => {
    const value = attributes[name];
    return value === undefined || (Array.isArray(value) && value.length === 0);
  });
}

async function isThere(resource: Resource, workItem: WorkItem, client: Client): Promise<boolean> {
  const { subject, attributes } = workItem;
  const listing = resource.subjectAlone(subject, attributes);
  if (listing === undefined) return false;
  let found = false;
  const end = await walk(client, readFor(listing, { rows: () => rowsOf([workItem]) }), (entries) => {
    found ||= entries.some(({ id }) => id === subject);
  });
  return end.complete && found;
}
