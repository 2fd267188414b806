import { request } from "undici";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { recordAt } from "../support/json-schema.ts";
import { openapi, type DescribedPlatform } from "../support/openapi.ts";

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
  /** What the platform's description has against the answer. */
  readonly complaints: readonly string[];
}

/** What a call may bring along. */
export interface Extras {
  readonly query?: string | Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of good credentials; blank sends none. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls Medallion with a good key. */
export function medallion(
  sandbox: Sandbox,
  method: string,
  path: string,
  extras: Extras = {},
): Promise<Answer> {
  const key = extras.authorization ?? sandbox.env.MEDALLION_API_KEY;
  const credentials = key === "" ? {} : { "x-api-key": key };
  return call("medallion", sandbox.env.MEDALLION_BASE_URL, method, path, extras, credentials);
}

/** Calls Verifiable; signs in first unless a token is given. */
export async function verifiable(
  sandbox: Sandbox,
  method: string,
  path: string,
  extras: Extras = {},
): Promise<Answer> {
  const token = extras.authorization ?? `Bearer ${await signIn(sandbox)}`;
  const credentials = token === "" ? {} : { authorization: token };
  return call("verifiable", sandbox.env.VERIFIABLE_BASE_URL, method, path, extras, credentials);
}

/** Calls CAQH with a good login. */
export function caqh(
  sandbox: Sandbox,
  path: string,
  extras: Extras & { readonly method?: string } = {},
): Promise<Answer> {
  const login = Buffer.from(`${sandbox.env.CAQH_USERNAME}:${sandbox.env.CAQH_PASSWORD}`);
  const authorization = extras.authorization ?? `Basic ${login.toString("base64")}`;
  const base = sandbox.env.CAQH_BASE_URL;
  return call("caqh", base, extras.method ?? "GET", path, extras, { authorization });
}

/** A fresh Verifiable token. */
export async function signIn(sandbox: Sandbox, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await verifiable(sandbox, "POST", "/auth/token/password", {
    authorization: "",
    body: {
      email: sandbox.env.VERIFIABLE_EMAIL,
      password: sandbox.env.VERIFIABLE_PASSWORD,
      ...more,
    },
  });
  return String(field(answer, "token"));
}

/** A field of a JSON answer, by its path. */
export function field(answer: Answer, ...path: readonly string[]): unknown {
  const last = path.at(-1) ?? "";
  return recordAt(answer.body, path.slice(0, -1))[last];
}

/** The rows of a list answer. */
export function rows(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  const list = field(answer, "results") ?? field(answer, "items") ?? answer.body;
  return Array.isArray(list) ? list.map((_, index) => recordAt(list, [String(index)])) : [];
}

async function call(
  platform: DescribedPlatform,
  base: string,
  method: string,
  path: string,
  extras: Extras,
  credentials: Readonly<Record<string, string>>,
): Promise<Answer> {
  const query = new URLSearchParams(extras.query ?? {}).toString();
  const response = await request(`${base}${path}${query === "" ? "" : `?${query}`}`, {
    method: method as "GET",
    headers: {
      accept: "application/json",
      ...(extras.body === undefined ? {} : { "content-type": "application/json" }),
      ...credentials,
      ...extras.headers,
    },
    body: bodyText(extras.body),
  });
  const text = await response.body.text();
  const body = parsed(text);
  const status = response.statusCode;
  const complaints = openapi(platform).checkResponse({ method, path, status, body });
  return { status, headers: response.headers, text, body, complaints };
}

/** Text goes out as it is, everything else as JSON. */
function bodyText(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
