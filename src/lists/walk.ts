import { problemOfStop, type Problem } from "../faults/problem.ts";
import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import { type Page, lonePage, type Listing } from "./listing.ts";
import { PageQueue } from "./page-queue.ts";
import { Evidence, gapOfBoth, type Gap } from "./whole.ts";

/** How reading a list ended. */
export type WalkEnd =
  | {
      readonly complete: true;
      /** How many rows the list said it had. */
      readonly total: number | undefined;
      readonly pages: number;
      /** Why it may have rows that were not read, and so proves nothing absent; undefined when it was read whole. */
      readonly gap: Gap | undefined;
    }
  | { readonly complete: false; readonly problem: Problem };

/** How far to read a list. */
export interface WalkHow {
  /** Asked after the first page, with the number of pages still to come; false leaves it at that one. */
  readonly goOn?: ((furtherPages: number, total: number | undefined) => boolean) | undefined;
  /** The list has a handful of rows by nature, such as what there is about one provider. */
  readonly isShort?: boolean;
  /** Asked after a reading with a gap, with the pages that it took: true reads the list once more. Else it is. */
  readonly again?: ((pages: number) => boolean) | undefined;
}

/** So many pages of one list are asked for side by side; the client's slots narrow it further. */
const width = 16;

/** One page that cannot be had leaves a gap; with so many of them the list cannot be read. */
const mostLostPages = 3;

/** The lists that a platform does not sort as asked, by the client and the route. */
const unsorted = new WeakMap<Client, Set<string>>();

/**
 * Reads a list to its end, handing each page over as it arrives; pages that are known are read side by side. Rows
 * that come or go meanwhile shift the others from page to page: the end says whether a row may have been missed. Such
 * a list is read once more, and what reads it has to bear with doubles.
 */
export async function walk<Item>(
  client: Client,
  listing: Listing<Item>,
  onPage: (items: readonly Item[]) => void,
  { goOn = () => true, again = () => true, isShort = false }: WalkHow = {},
): Promise<WalkEnd> {
  const since = client.platformTime();
  const first = await readOnce(client, listing, onPage, goOn);
  if ("problem" in first) return { complete: false, problem: first.problem };
  const { evidence } = first;
  const gap = first.leftEarly ? undefined : evidence.gap(since(), isShort);
  // what does not say how long it is will not say so the next time
  if (gap === undefined || gap === "no-total" || !again(evidence.pages)) return endOf(evidence, gap);
  const sinceAgain = client.platformTime();
  const second = await readOnce(client, listing, onPage, () => true);
  if ("problem" in second) return { complete: false, problem: second.problem };
  const together = gapOfBoth(evidence, second.evidence, since());
  return endOf(second.evidence, together && second.evidence.gap(sinceAgain(), isShort));
}

function endOf({ total, pages }: Evidence, gap: Gap | undefined): WalkEnd {
  return { complete: true, total, pages, gap };
}

type Once =
  | { readonly problem: Problem }
  /** `leftEarly`: the first page was enough. */
  | { readonly evidence: Evidence; readonly leftEarly: boolean };

/** Reads in our order where the platform sorts by it; the one refusal that shows that it does not is kept in mind. */
async function readOnce<Item>(
  client: Client,
  listing: Listing<Item>,
  onPage: (items: readonly Item[]) => void,
  goOn: (furtherPages: number, total: number | undefined) => boolean,
): Promise<Once> {
  const { unordered } = listing;
  if (unordered === undefined) return readPages(client, listing, onPage, goOn);
  const { route } = listing.call(undefined);
  const refused = unsorted.get(client) ?? new Set();
  if (refused.has(route)) return readPages(client, unordered, onPage, goOn);
  const once = await readPages(client, listing, onPage, goOn, () => {
    unsorted.set(client, refused.add(route));
  });
  return refused.has(route) ? readPages(client, unordered, onPage, goOn) : once;
}

/** @param onRefused told when the first page was refused for what it asks for */
async function readPages<Item>(
  client: Client,
  listing: Listing<Item>,
  onPage: (items: readonly Item[]) => void,
  goOn: (furtherPages: number, total: number | undefined) => boolean,
  onRefused: () => void = () => undefined,
): Promise<Once> {
  const evidence = new Evidence();
  const queue = new PageQueue(evidence);
  let problem: Problem | undefined;
  const visit = async (cursor: string | undefined): Promise<Page<Item> | undefined> => {
    const reply = await readPage(client, listing, cursor);
    const page = pageOf(reply, listing, cursor);
    if (page === undefined) {
      if (cursor === undefined && reply.kind === "refused" && reply.status === 400) onRefused();
      const ends = cursor === undefined || reply.kind === "not-sent" || evidence.lose() >= mostLostPages;
      if (ends) problem ??= problemOfReading(reply, client.platform);
      return undefined;
    }
    queue.add(page);
    onPage(page.items);
    return page;
  };
  const first = await visit(undefined);
  const further = Math.max(first?.further?.count ?? 0, first?.next === undefined ? 0 : 1);
  const leftEarly = further > 0 && !goOn(further, first?.total);
  const worker = async (): Promise<void> => {
    for (let cursor = queue.take(); cursor !== undefined; cursor = queue.take()) {
      await visit(cursor);
      if (problem !== undefined) return;
    }
  };
  // a list with cursors makes its pages known one by one, so workers may find nothing to do and are started again
  while (!leftEarly && problem === undefined && queue.open > 0) {
    await Promise.all(Array.from({ length: Math.min(width, queue.open) }, worker));
  }
  return problem === undefined ? { evidence, leftEarly } : { problem };
}

/** A list is where the contract says, so that a first page which is not found is asked for once more. */
async function readPage<Item>(
  client: Client,
  listing: Listing<Item>,
  cursor: string | undefined,
): Promise<Reply> {
  const call = listing.call(cursor);
  const reply = await client.read(call);
  const isMissing = cursor === undefined && reply.kind === "refused" && reply.status === 404;
  return isMissing && listing.emptyOn404 !== true ? client.read(call) : reply;
}

function pageOf<Item>(
  reply: Reply,
  listing: Listing<Item>,
  cursor: string | undefined,
): Page<Item> | undefined {
  if (reply.kind === "ok") return listing.read(reply.body, cursor);
  const absent = reply.kind === "refused" && reply.status === 404 && listing.emptyOn404 === true;
  return absent ? lonePage<Item>([], 0) : undefined;
}

/** Why a reading brought nothing, for a row. */
export function problemOfReading(reply: Reply, platform: string): Problem {
  switch (reply.kind) {
    case "not-sent":
      return problemOfStop(reply.stop);
    case "refused":
      return { code: "refused", message: `${platform} refused to answer (${reply.reason}).` };
    case "ok":
      return { code: "bad_response", message: `${platform} gave an answer that cannot be read.` };
    case "forbidden":
      return {
        code: "forbidden",
        message: `${platform} does not allow these credentials to read this (${reply.reason}).`,
      };
    case "not-processed":
    case "put-off":
    case "unknown": {
      const unreadable = reply.kind === "unknown" && reply.unreadable === true;
      return {
        code: "platform_unavailable",
        message: `${platform} ${unreadable ? "gave no readable answer" : "did not answer"} (${reply.reason}). Run again later.`,
      };
    }
  }
}
