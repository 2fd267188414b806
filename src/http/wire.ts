import type { Pool } from "undici";
import { payloadOf, targetOf, type Call } from "./call.ts";
import type { WireAnswer } from "./reply.ts";

/** The connections to one origin. Credentials are given with each call and go nowhere else. */
export interface Wire {
  /** Rejects with the failure of the connection, or with a TimeoutError after `timeoutMs`. Follows no redirect. */
  readonly send: (
    call: Call,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
  ) => Promise<WireAnswer>;
  readonly close: () => Promise<void>;
}

/** A page of a hundred rows has some hundred kilobytes; what is larger than this is no answer of a platform. */
const largestAnswerBytes = 64 * 1024 * 1024;

/** The platforms document no keep-alive time. Short, since a write on a connection just closed is in doubt. */
const keepAliveMs = 4_000;

/** No platform documents such a header; these are the usual ones. */
const requestIdHeaders = ["x-request-id", "x-correlation-id", "request-id", "x-amzn-requestid"];

/** Opens connections to the origin of a base URL as calls need them, at most so many. */
export function openWire(baseUrl: string, connections: number): Wire {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, "");
  let opened: Promise<Pool> | undefined;
  return {
    send: async (call, headers, timeoutMs) => {
      opened ??= openPool(origin, connections);
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
        text: await answer.body.text(),
      };
    },
    close: async () => (await opened)?.destroy(),
  };
}

/** The library takes a fifth of the memory of a run that has nothing to ask, so it is loaded with the first call. */
async function openPool(origin: string, connections: number): Promise<Pool> {
  const undici = await import("undici");
  return new undici.Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: 10_000 },
    // the deadline is the signal's; undici's own are coarse
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestAnswerBytes,
  });
}
