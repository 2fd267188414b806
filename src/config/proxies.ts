import { UsageError } from "../errors.ts";
import type { Bypass, Proxies, ProxyAddress } from "../http/proxy.ts";
import type { Environment, Variables } from "../options/account-spec.ts";

/** The variables that say how connections leave this network. */
export const proxyVariables = {
  HTTPS_PROXY: {
    describe:
      "the proxy for the platforms: `http://proxy.example.org:3128`, with `user:password@` in front of the host if it requires a sign-in",
    otherwise: "none",
  },
  HTTP_PROXY: { describe: "the same, where `HTTPS_PROXY` is not set", otherwise: "none" },
  NO_PROXY: {
    describe:
      "hosts that are reached without the proxy, separated by commas: `example.org` with all below it, `10.1.2.3:8443`, `*`",
    otherwise: "none",
  },
} as const satisfies Variables;

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in any letter case. Platforms are reached over https alone, so the
 * second counts where the first is not set. Throws UsageError, which never shows the value: it may hold a password.
 */
export function proxiesOf(env: Environment): Proxies {
  const setting = find(env, "https_proxy") ?? find(env, "http_proxy");
  return {
    proxy: setting === undefined ? undefined : addressOf(setting),
    bypasses: bypassesIn(find(env, "no_proxy")?.value ?? ""),
  };
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** The small letters first, as most programs have it. */
function find(env: Environment, name: string): Setting | undefined {
  const others = Object.keys(env).filter((key) => key.toLowerCase() === name);
  return [name, name.toUpperCase(), ...others]
    .map((key) => ({ name: key, value: env[key]?.trim() ?? "" }))
    .find(({ value }) => value !== "");
}

function addressOf({ name, value }: Setting): ProxyAddress {
  const text = value.includes("://") ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "") {
    throw new UsageError(`${name} is not an address.`, "Write it like http://proxy.example.org:3128.");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UsageError(
      `${name} is a proxy of type ${url.protocol.slice(0, -1)}, which is not supported.`,
      "Use one that begins with http:// or https://.",
    );
  }
  const secure = url.protocol === "https:";
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return {
    secure,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
    authorization: authorizationOf(url, name),
    shown: `${url.hostname}:${port}`,
    variable: name,
  };
}

function authorizationOf({ username, password }: URL, name: string): string | undefined {
  if (username === "" && password === "") return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
  } catch {
    throw new UsageError(
      `The user or password in ${name} contains a stray %.`,
      "Write a percent sign in it as %25.",
    );
  }
}

/** Names separated by commas or blanks, such as `.example.org`, `*.example.org`, `10.1.2.3:8443` or `*`. */
function bypassesIn(text: string): readonly Bypass[] {
  return text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map((entry): Bypass => {
      const at = /:\d{1,5}$/.exec(entry);
      // more than one colon without brackets is an address of version 6
      const hasPort =
        at !== null && (entry.startsWith("[") ? entry.includes("]:") : entry.indexOf(":") === at.index);
      const host = hasPort ? entry.slice(0, at.index) : entry;
      return {
        host: host.replace(/^\*?\.(?=.)/, "").replace(/^\[|\]$/g, ""),
        port: hasPort ? Number(at[0].slice(1)) : undefined,
      };
    });
}
