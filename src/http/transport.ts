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
   * @param keepBack asked in the same turn in which the bytes leave, once there is a connection: an error keeps them, and
   * is what this rejects with
   */
  readonly send: (
    call: Call,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
    keepBack?: KeepBack,
  ) => Promise<TransportAnswer>;
  readonly close: () => Promise<void>;
}

/** Why a call must not leave after all, if so. */
export type KeepBack = () => Error | undefined;

/** A page of a hundred rows has some hundred kilobytes; what is larger than this is no answer of a platform. */
const largestAnswerBytes = 64 * 1024 * 1024;

/** So much of an answer that says no is read, and the rest of it is left where it is. */
const longestRefusalBytes = 64 * 1024;

/** The platforms document no keep-alive time. Short, since a write on a connection just closed is in doubt. */
const keepAliveMs = 4_000;

/** No platform documents such a header; these are the usual ones. */
const requestIdHeaders = ["x-request-id", "x-correlation-id", "request-id", "x-amzn-requestid"];

/** Opens connections to the origin of a base URL as calls need them, at most so many. */
export type OpenTransport = (baseUrl: string, connections: number, proxies: Proxies) => Transport;

/** The real connections. */
export const openTransport: OpenTransport = (baseUrl, connections, proxies) => {
  const { origin, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/+$/, "");
  let opened: Promise<OpenPool> | undefined;
  return {
    send: async (call, headers, timeoutMs, keepBack) => {
      opened ??= openPool(origin, connections, proxies);
      const payload = payloadOf(call);
      const { dispatcher } = await opened;
      const answer = await dispatcher.request({
        method: call.method,
        path: targetOf(call, basePath),
        headers: payload === undefined ? headers : { ...headers, "content-type": payload.contentType },
        body: payload?.text ?? null,
        signal: AbortSignal.timeout(timeoutMs),
        opaque: keepBack,
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
    close: async () => (await opened)?.pool.destroy(),
  };
};

async function textOf(
  { statusCode, body }: Pick<Dispatcher.ResponseData, "statusCode" | "body">,
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

interface OpenPool {
  readonly pool: Pool;
  /** The same, with a last look at each call before it leaves. */
  readonly dispatcher: Dispatcher;
}

/** The library takes a fifth of the memory of a run that has nothing to ask, so it is loaded with the first call. */
async function openPool(origin: string, connections: number, proxies: Proxies): Promise<OpenPool> {
  const undici = await import("undici");
  const pool = new undici.Pool(origin, {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    connect: connectorOf(undici.buildConnector, proxies),
    // the deadline is the signal's; undici's own are coarse
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestAnswerBytes,
  });
  const lookingLast = (
    handler: Dispatcher.DispatchHandler,
    keepBack: KeepBack,
  ): Dispatcher.DispatchHandler => {
    // its types do not name what it does for the handlers of today
    const whole = new undici.DecoratorHandler(handler) as Required<Dispatcher.DispatchHandler>;
    const start = whole.onRequestStart.bind(whole);
    return Object.assign(whole, {
      onRequestStart: (controller: Dispatcher.DispatchController, context: unknown) => {
        start(controller, context);
        const why = keepBack();
        if (why !== undefined) controller.abort(why);
      },
    });
  };
  const dispatcher = pool.compose((dispatch) => (options, handler) => {
    const { opaque } = options as { readonly opaque?: KeepBack };
    return dispatch(options, opaque === undefined ? handler : lookingLast(handler, opaque));
  });
  return { pool, dispatcher };
}
