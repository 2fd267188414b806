import { kindNamed } from "../../platforms/catalog.ts";
import type { Client } from "../../http/client.ts";
import type { OpenPlatform } from "../../platforms/platform.ts";
import type { Finding } from "./finding.ts";

/**
 * What a platform lets this account read: the first page of each list is asked for. Whether it may request something
 * is known only when something is requested, so that is not tried.
 */
export async function examinePermissions(
  platform: OpenPlatform,
  client: Client,
): Promise<readonly Finding[]> {
  const lists = [
    ...platform.lookupSources.map(({ title, all }) => ({ shown: title, listing: all })),
    ...platform.resources.map(({ kind, all }) => ({ shown: kindNamed(kind).words.list, listing: all[0] })),
  ].flatMap(({ shown, listing }) =>
    listing === undefined || shown === undefined ? [] : [{ shown, call: listing.call(undefined) }],
  );
  if (lists.length === 0) return [];
  const replies = await Promise.all(
    lists.map(async ({ shown, call }) => ({ shown, reply: await client.read(call) })),
  );
  const named = (allowed: boolean): readonly string[] =>
    replies.filter(({ reply }) => (reply.kind === "ok") === allowed).map(({ shown }) => shown);
  const [granted, denied] = [named(true), named(false)];
  const what = `${client.platform} account`;
  const reads = granted.length === 0 ? "may read no list" : `may read ${granted.join(", ")}`;
  if (denied.length === 0) return [{ what, verdict: "good", says: reads }];
  return [
    {
      what,
      verdict: "odd",
      says: `${reads}; could not read ${denied.join(", ")}`,
      remedy: "Nothing is requested that cannot be looked for first. Ask the platform to grant these lists.",
    },
  ];
}
