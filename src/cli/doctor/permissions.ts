import type { Client } from "../../http/client.ts";
import type { RequestPlatform } from "../../platforms/platform.ts";
import type { Finding } from "./finding.ts";

/** What the lists of the platforms are called, by the name of the directory or the kind of request. */
const listNames: Readonly<Record<string, string>> = {
  "medallion.provider": "providers",
  "medallion.group": "group profiles",
  "medallion.practice": "practices",
  "medallion.line_of_business": "lines of business",
  "medallion.license": "license requests",
  "medallion.enrollment": "payer enrollment requests",
  "medallion.credentialing": "credentialing requests",
  "verifiable.provider": "providers",
  "verifiable.facility": "facilities",
  "verifiable.credentialing": "credentialing requests",
};

/**
 * What a platform lets this account read: the first page of each list is asked for. Whether it may request something
 * is known only when something is requested, so that is not tried.
 */
export async function examinePermissions(
  platform: RequestPlatform,
  client: Client,
): Promise<readonly Finding[]> {
  const lists = [
    ...platform.lookupSources.map(({ name, all }) => ({ name, listing: all })),
    ...platform.resources.map(({ kind, all }) => ({ name: kind, listing: all[0] })),
  ].flatMap(({ name, listing }) => {
    const shown = listNames[name];
    return listing === undefined || shown === undefined ? [] : [{ shown, call: listing.call(undefined) }];
  });
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
