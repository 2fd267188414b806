import { Agent, request } from "undici";
import { messageOf } from "../errors.ts";

/** Fetches from an address that carries its own right to be read. No credentials of ours go along. */
export type PublicDownload = (
  url: string,
) => Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }>;

/** Links of stores are signed and may lead on once; more than a few hops lead nowhere. */
const mostHops = 3;
const timeoutMs = 120_000;
const largestBytes = 512 * 1024 * 1024;

/**
 * Opens downloads.
 * @param mayBePlain whether this host may be reached without encryption: the machine itself
 */
export function publicDownloads(mayBePlain: (url: URL) => boolean): {
  readonly download: PublicDownload;
  readonly close: () => Promise<void>;
} {
  const agent = new Agent({ connections: 2, maxResponseSize: largestBytes });
  return {
    close: () => agent.destroy(),
    download: async (address) => {
      try {
        return await follow(address, agent, mayBePlain);
      } catch (error) {
        return { problem: `The PDF could not be fetched (${messageOf(error)}).` };
      }
    },
  };
}

async function follow(
  address: string,
  agent: Agent,
  mayBePlain: (url: URL) => boolean,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  let url = new URL(address);
  for (let hop = 0; hop <= mostHops; hop += 1) {
    if (url.protocol !== "https:" && !mayBePlain(url)) {
      return { problem: "The PDF's address is not encrypted; it was not fetched." };
    }
    const answer = await request(url, { dispatcher: agent, signal: AbortSignal.timeout(timeoutMs) });
    if (answer.statusCode === 200) return { bytes: new Uint8Array(await answer.body.arrayBuffer()) };
    await answer.body.dump();
    const next = [answer.headers["location"] ?? []].flat()[0];
    if (answer.statusCode < 300 || answer.statusCode >= 400 || next === undefined) {
      return {
        problem: `The PDF's host answered ${answer.statusCode}. Its link may have expired; run the same command again.`,
      };
    }
    url = new URL(next, url);
  }
  return { problem: "The PDF's address leads from one to the next without end." };
}
