import { problemOfStop, type Problem } from "../faults/problem.ts";
import type { Call, Purpose } from "../http/call.ts";
import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import { PageQueue } from "./page-queue.ts";
import { Evidence, gapOfBoth, type Gap } from "./whole.ts";

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** The ids of all its rows, also of those that are no items here; to see whether a list was read whole. */
  readonly ids: readonly string[];
  /** How many the whole list has, where the platform says so. */
  readonly total: number | undefined;
  /** Where the next page is, as this one says; undefined on the last. */
  readonly next: string | undefined;
  /** Where the pages are that the total makes known; a total may be any number, so they are told one by one. */
  readonly further: Further | undefined;
  /** Whether a page of this list could hold more rows: what matters where nothing says how many follow. */
  readonly room: Room;
  /** Names itself, or a page before it, as the next one. */
  readonly astray: boolean;
  /** When its youngest row was made, in milliseconds since the epoch; undefined where rows do not say. */
  readonly youngest: number | undefined;
}

/** `likely`: it holds few rows, and nobody says how many a page takes. */
export type Room = "sure" | "likely" | "none";

/** Servers do not make smaller pages. */
const smallestPage = 10;

/** The room that is left on a page with so many rows. */
export function roomBeside(rows: number, pageSize: number | undefined): Room {
  if (rows === 0 || (pageSize !== undefined && rows < pageSize)) return "sure";
  return rows < smallestPage && pageSize === undefined ? "likely" : "none";
}

/** Pages that are known without having been named. */
export interface Further {
  readonly count: number;
  /** Where the page with this number is, from 0 to below the count. */
  readonly at: (index: number) => string;
}

/** A page that is all there is: one thing asked for by its id, or a list without pages. */
export function lonePage<Item>(items: readonly Item[], total?: number): Page<Item> {
  const alone: Pick<Page<Item>, "next" | "further" | "room" | "astray" | "youngest"> = {
    next: undefined,
    further: undefined,
    room: "sure",
    astray: false,
    youngest: undefined,
  };
  return { items, ids: [], total, ...alone };
}

/** A list that is read page by page. Pages that are known may be read side by side. */
export interface Listing<Item> {
  /** @param mark {@link Page.next} or one of {@link Page.further}; undefined for the first page */
  readonly call: (cursor: string | undefined) => Call;
  /** Undefined when the body is no page of this list. */
  readonly read: (body: unknown, cursor: string | undefined) => Page<Item> | undefined;
  /** A 404 means that there is nothing, not that something is wrong: for one thing asked by its id. */
  readonly emptyOn404?: boolean;
  /** The same list in whatever order the platform gives it, for a platform that refuses to be asked for ours. */
  readonly unordered?: Listing<Item>;
}

/** The same list, read for a purpose and for some rows of the roster. */
export function readFor<Item>(
  listing: Listing<Item>,
  {
    purpose,
    rows,
    optional,
  }: {
    readonly purpose?: Purpose | undefined;
    readonly rows?: (() => readonly number[]) | undefined;
    readonly optional?: boolean | undefined;
  },
): Listing<Item> {
  const { unordered } = listing;
  return {
    ...listing,
    call: (cursor) => {
      const call = listing.call(cursor);
      return { ...call, purpose: purpose ?? call.purpose, rows, ...(optional === true ? { optional } : {}) };
    },
    ...(unordered === undefined
      ? {}
      : { unordered: readFor(unordered, { purpose, rows, ...(optional === true ? { optional } : {}) }) }),
  };
}

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
