import type { Client } from "../http/client.ts";
import type { Reply } from "../http/reply.ts";
import type { Problem } from "../workspace/staged-rows.ts";
import type { Listing, Page } from "./platform.ts";

/** How reading a list ended. */
export type WalkEnd =
  | { readonly complete: true; readonly total: number | undefined; readonly pages: number }
  | { readonly complete: false; readonly problem: Problem };

/** More pages than any organization can have: a list that does not end is broken. */
const mostPages = 50_000;

/** So many pages of one list are asked for side by side; the client's slots narrow it further. */
const width = 16;

/**
 * Reads a list to its end, handing each page over as it arrives; pages that are known are read side by side. Rows
 * that come or go meanwhile shift the others from page to page: when fewer rows arrived than the list says it has,
 * it is read once more, and what reads it has to bear with doubles.
 * @param goOn asked after the first page, with the number of pages still to come; false leaves it at that one
 */
export async function walk<Item>(
  client: Client,
  listing: Listing<Item>,
  onPage: (items: readonly Item[]) => void,
  goOn: (furtherPages: number, total: number | undefined) => boolean = () => true,
): Promise<WalkEnd> {
  const first = await walkOnce(client, listing, onPage, goOn);
  if (!first.complete || !first.short) return first;
  return walkOnce(client, listing, onPage, () => true);
}

async function walkOnce<Item>(
  client: Client,
  listing: Listing<Item>,
  onPage: (items: readonly Item[]) => void,
  goOn: (furtherPages: number, total: number | undefined) => boolean,
): Promise<WalkEnd & { readonly short: boolean }> {
  const marks = new Set<string>();
  const open: string[] = [];
  const ids = new Set<string>();
  let problem: Problem | undefined;
  let total: number | undefined;
  const visit = async (mark: string | undefined): Promise<void> => {
    const reply = await client.read(listing.call(mark));
    const page = pageOf(reply, listing, mark);
    if (page === undefined) {
      problem ??= problemOfReading(reply, client.platform);
      return;
    }
    total = page.total ?? total;
    for (const id of page.ids) ids.add(id);
    onPage(page.items);
    for (const next of page.rest) {
      if (marks.has(next)) continue;
      marks.add(next);
      open.push(next);
    }
    if (marks.size > mostPages) problem ??= { code: "bad_response", problem: "the list does not end" };
  };
  await visit(undefined);
  const whole = open.length === 0 || problem !== undefined || goOn(open.length, total);
  if (!whole) open.length = 0;
  const worker = async (): Promise<void> => {
    for (let mark = open.shift(); mark !== undefined && problem === undefined; mark = open.shift()) {
      await visit(mark);
    }
  };
  // a list with cursors makes its pages known one by one, so workers may find nothing to do and are started anew
  while (open.length > 0 && problem === undefined) {
    await Promise.all(Array.from({ length: Math.min(width, open.length) }, worker));
  }
  if (problem !== undefined) return { complete: false, problem, short: false };
  return { complete: true, total, pages: marks.size + 1, short: whole && ids.size < (total ?? 0) };
}

function pageOf<Item>(
  reply: Reply,
  listing: Listing<Item>,
  mark: string | undefined,
): Page<Item> | undefined {
  if (reply.kind === "ok") return listing.read(reply.body, mark);
  const absent = reply.kind === "refused" && reply.status === 404 && listing.emptyOn404 === true;
  return absent ? { items: [], ids: [], total: 0, rest: [] } : undefined;
}

/** Why a reading brought nothing, for a row. */
export function problemOfReading(reply: Reply, platform: string): Problem {
  switch (reply.kind) {
    case "not-sent":
      return { code: reply.stop.code, problem: sentence(reply.stop.reason) };
    case "refused":
      return { code: "refused", problem: `${platform} refused to answer (${reply.reason}).` };
    case "ok":
      return { code: "bad_response", problem: `${platform} answered with something that cannot be read.` };
    case "forbidden":
    case "not-processed":
    case "unknown":
      return {
        code: "platform_unavailable",
        problem: `${platform} did not answer (${reply.reason}). Run again later.`,
      };
  }
}

function sentence(reason: string): string {
  const text = reason.slice(0, 1).toUpperCase() + reason.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}
