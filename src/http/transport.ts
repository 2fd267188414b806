import type { Dispatcher, Pool } from "undici";
import { payloadOf, targetOf, type Call } from "./call.ts";
import { connectorOf } from "./connector.ts";
import { decoded } from "./decoded.ts";
import type { Proxies } from "./proxy.ts";
import type { TransportAnswer } from "./reply.ts";

/** The connections to one origin. Credentials are given with each call and go nowhere else. */
export interface Transport {
  /**
   * Rejects with a NotConnectedError, with what broke an open connection, or with a TimeoutError after `timeoutMs`.
   * Follows no redirect.
   */
  readonly send: (
    call: Call,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
  ) => Promise<TransportAnswer>;
  readonly close: () => Promise<void>;
}

/** A page of a hundred rows has some hundred kilobytes; what is larger than this is no answer of a platform. */
const largestAnswerBytes = 64 * 1024 * 1024;

/** So much of an answer that says no is read, and the rest of it is left where it is. */
const longestRefusalBytes = 64 * 1024;

/** The platforms document no keep-alive time. Short, since a write on a connection just closed is in doubt. */
const keepAliveMs = 4_000;

/** No platform documents such a header; these are the usual ones. */
const requestIdHeaders = ["x-request-id", "x-correlation-id", "request-id", "x-amzn-requestid"];

/** Opens connections to the origin of a base URL as calls need them, at most so many. */
export function openTransport(baseUrl: string, connections: number, proxies: Proxies): Transport {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, "");
  let opened: Promise<Pool> | undefined;
  return {
    send: async (call, headers, timeoutMs) => {
      opened ??= openPool(origin, connections, proxies);
      const payload = payloadOf(call);
      const answer = await (
        await opened
      ).request({
        method: call.method,
        path: targetOf(call, basePath),
        headers: payload === undefined ? headers : { ...headers, "content-type": payload.contentType },
        body: payload?.text ?? null,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const header = (name: string): string | undefined => [answer.headers[name] ?? []].flat()[0];
      return {
        status: answer.statusCode,
        retryAfter: header("retry-after"),
        serverTime: Date.parse(header("date") ?? "") || undefined,
        requestId: requestIdHeaders.map(header).find((id) => id !== undefined),
        contentType: header("content-type"),
        text: await textOf(answer, header("content-encoding")),
      };
    },
    close: async () => (await opened)?.destroy(),
  };
}

async function textOf(
  { statusCode, body }: Dispatcher.ResponseData,
  encoding: string | undefined,
): Promise<string | undefined> {
  const success = statusCode >= 200 && statusCode < 300;
  const bytes = success ? Buffer.from(await body.arrayBuffer()) : await beginning(body);
  const plain = await decoded(bytes, encoding, { mostBytes: largestAnswerBytes, partial: !success });
  return plain?.toString("utf8").replace(/^\uFEFF/, "");
}

/** The first bytes of a body; leaving it there closes its connection when there is more. */
async function beginning(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= longestRefusalBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, longestRefusalBytes);
}

/** The library takes a fifth of the memory of a run that has nothing to ask, so it is loaded with the first call. */
async function openPool(origin: string, connections: number, proxies: Proxies): Promise<Pool> {
  const undici = await import("undici");
  return new undici.Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    connect: connectorOf(undici.buildConnector, proxies),
    // the deadline is the signal's; undici's own are coarse
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestAnswerBytes,
  });
}
