import { rowsOf } from "../reconcile/tools.ts";
import type { Client } from "../http/client.ts";
import { readFor } from "../lists/listing.ts";
import type { Resource } from "../platforms/platform.ts";
import { walk } from "../lists/walk.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { WorkItem } from "../staging/work-items.ts";

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
