import { isLoopback } from "../text/loopback.ts";

/** A proxy that connections are to go through. */
export interface ProxyAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** The header that proves who is asking; never shown. */
  readonly authorization: string | undefined;
  /** Host and port: all of the address that may be shown. */
  readonly shown: string;
  /** The variable that it comes from. */
  readonly variable: string;
}

/** A host, with all that are below it, that is reached without the proxy. */
export interface Bypass {
  /** In lower case, without a dot in front; `*` is every host. */
  readonly host: string;
  /** Undefined for any. */
  readonly port: number | undefined;
}

/** How connections leave this network. */
export interface Proxies {
  /** For everything that is encrypted, and nothing else ever leaves this machine. */
  readonly proxy: ProxyAddress | undefined;
  readonly bypasses: readonly Bypass[];
}

/** Straight to everybody. */
export const noProxies: Proxies = { proxy: undefined, bypasses: [] };

/** The proxy on the way to a host; undefined when it is reached directly. The machine itself never has one. */
export function proxyTo(
  {
    hostname,
    port,
    protocol,
  }: { readonly hostname: string; readonly port: string; readonly protocol: string },
  { proxy, bypasses }: Proxies,
): ProxyAddress | undefined {
  if (proxy === undefined || isLoopback(hostname)) return undefined;
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, "");
  const number = port === "" ? (protocol === "http:" ? 80 : 443) : Number(port);
  const isBypassed = bypasses.some(
    (bypass) =>
      (bypass.port === undefined || bypass.port === number) &&
      (bypass.host === "*" || bypass.host === host || host.endsWith(`.${bypass.host}`)),
  );
  return isBypassed ? undefined : proxy;
}
