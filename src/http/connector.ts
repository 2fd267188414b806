import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { buildConnector } from "undici";
import { type ProxyAddress, type Proxies, proxyTo } from "./proxy.ts";

const connectTimeoutMs = 10_000;

/**
 * A connection could not be opened, so nothing of the request has left. Where it failed says so, not what it is called:
 * the same "no route" on an open connection says nothing about a request that went over it.
 */
export class NotConnectedError extends Error {
  /** What broke, in one word. */
  readonly word: string;
  /** The proxy on the way, as it may be shown. */
  readonly proxy: string | undefined;
  /** `to-proxy`: it was not reached. `refused`: it said no. `beyond`: it was passed. */
  readonly stage: "direct" | "to-proxy" | "refused" | "beyond";

  constructor(word: string, stage: NotConnectedError["stage"], proxy?: ProxyAddress, options?: ErrorOptions) {
    super("no connection", options);
    this.name = "NotConnectedError";
    this.word = word;
    this.stage = stage;
    this.proxy = proxy?.shown;
  }
}

/**
 * Opens connections, through the proxy where one is on the way.
 * Whatever fails here is a {@link NotConnectedError}.
 * @param build the library's own, which is loaded with the first call
 */
export function connectorOf(build: typeof buildConnector, proxies: Proxies): buildConnector.connector {
  const open = build({ timeout: connectTimeoutMs });
  return (options, callback) => {
    const proxy = proxyTo(options, proxies);
    const opened =
      (stage: NotConnectedError["stage"]): buildConnector.Callback =>
      (...[error, socket]) => {
        if (error === null) callback(null, socket);
        else callback(new NotConnectedError(wordOf(error), stage, proxy, { cause: error }), null);
      };
    if (proxy === undefined) return open(options, opened("direct"));
    void openBeyond(proxy, `${bracketed(options.hostname)}:${options.port || "443"}`);
    async function openBeyond(through: ProxyAddress, target: string): Promise<void> {
      const way = await tunnel(through, target).catch((error: unknown) =>
        error instanceof NotConnectedError
          ? error
          : new NotConnectedError(wordOf(error), "to-proxy", through, { cause: error }),
      );
      if (way instanceof NotConnectedError) callback(way, null);
      else open({ ...options, httpSocket: way }, opened("beyond"));
    }
  };
}

function bracketed(hostname: string): string {
  return hostname.includes(":") && !hostname.startsWith("[") ? `[${hostname}]` : hostname;
}

/** Asks a proxy for a way to a host (RFC 9110, 9.3.6). Whatever it says but yes is its own no, never the platform's. */
async function tunnel(proxy: ProxyAddress, target: string): Promise<Socket> {
  const { request } = proxy.secure ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    const asking = request({
      host: proxy.host,
      port: proxy.port,
      method: "CONNECT",
      path: target,
      agent: false,
      signal: AbortSignal.timeout(connectTimeoutMs),
      headers: {
        host: target,
        ...(proxy.authorization === undefined ? {} : { "proxy-authorization": proxy.authorization }),
      },
    });
    asking.once("connect", (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.on("error", () => undefined).destroy();
      reject(new NotConnectedError(String(status), "refused", proxy));
    });
    asking.once("error", (cause) => {
      reject(new NotConnectedError(wordOf(cause), "to-proxy", proxy, { cause }));
    });
    asking.end();
  });
}

function wordOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === "string" ? code : name === "AbortError" ? "ETIMEDOUT" : String(name);
}
