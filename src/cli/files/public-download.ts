import { Agent, buildConnector, request } from "undici";
import { connectorOf, NotConnectedError } from "../../http/connector.ts";
import { decoded } from "../../http/decoded.ts";
import { proxyTo, type Proxies } from "../../http/proxy.ts";
import { sentenceOf } from "../../http/reply.ts";
import { isLoopback, isOnlyNear } from "../../text/loopback.ts";

/** Fetches from an address that carries its own right to be read. No credentials of ours go along. */
export type PublicDownload = (
  url: string,
) => Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }>;

/** Links of stores are signed and may lead on once; more than a few hops lead nowhere. */
const mostHops = 3;
const timeoutMs = 120_000;
const largestBytes = 512 * 1024 * 1024;

/** How downloads reach their hosts. */
export interface DownloadWay {
  /** The platform itself is on this machine, so its files may be too, and without encryption. */
  readonly mayBeOwn: boolean;
  readonly proxies: Proxies;
}

/** Opens downloads. */
export function publicDownloads({ mayBeOwn, proxies }: DownloadWay): {
  readonly download: PublicDownload;
  readonly close: () => Promise<void>;
} {
  const open = connectorOf(buildConnector, proxies);
  const agent = new Agent({
    connections: 2,
    maxResponseSize: largestBytes,
    connect: (options, callback) => {
      open(options, (...[error, socket]) => {
        // a name may lead to this machine, too; behind a proxy it is the proxy's to know
        const isDirect = proxyTo(options, proxies) === undefined;
        const near = socket !== null && isDirect && isOnlyNear(socket.remoteAddress ?? "");
        if (error !== null) return callback(error, null);
        if (!near || mayBeOwn) return callback(null, socket);
        socket.destroy();
        return callback(new LeadsHereError(), null);
      });
    },
  });
  return {
    close: () => agent.destroy(),
    download: async (address) => {
      try {
        return await follow(address, agent, mayBeOwn);
      } catch (error) {
        if (error instanceof LeadsHereError) return { problem: leadsHere };
        return { problem: `The PDF could not be fetched (${wordOf(error)}).` };
      }
    },
  };
}

/** The host of a link turned out to be this machine. */
class LeadsHereError extends Error {}

const leadsHere = "The PDF's address leads to this machine or its nearest network; it was not fetched.";

/** Never the message, which may quote the link: whoever has it may read the file. */
function wordOf(error: unknown): string {
  if (error instanceof NotConnectedError) return sentenceOf(error);
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === "string" ? code : String(name);
}

async function follow(
  address: string,
  agent: Agent,
  mayBeOwn: boolean,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  let url = new URL(address);
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const isOwn = isLoopback(url.hostname);
    if (!(mayBeOwn && isOwn) && isOnlyNear(url.hostname)) return { problem: leadsHere };
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isOwn)) {
      return { problem: "The PDF's address is not encrypted; it was not fetched." };
    }
    const answer = await request(url, { dispatcher: agent, signal: AbortSignal.timeout(timeoutMs) });
    const header = (name: string): string | undefined => [answer.headers[name] ?? []].flat()[0];
    if (answer.statusCode === 200) {
      const packed = Buffer.from(await answer.body.arrayBuffer());
      const bytes = await decoded(packed, header("content-encoding"), {
        mostBytes: largestBytes,
        partial: false,
      });
      return bytes === undefined
        ? { problem: "The PDF is compressed in a way that cannot be read." }
        : { bytes };
    }
    await answer.body.dump();
    const next = header("location");
    if (answer.statusCode < 300 || answer.statusCode >= 400 || next === undefined) {
      return {
        problem: `The PDF's host answered ${answer.statusCode}. Its link may have expired; run the same command again.`,
      };
    }
    url = new URL(next, url);
  }
  return { problem: "The PDF's address redirects without end." };
}
