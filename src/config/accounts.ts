import { UsageError } from "../errors.ts";
import { isLoopback } from "../http/loopback.ts";
import type { CaqhAccount } from "../platforms/caqh/status-check.ts";
import type { VerifiableLogin } from "../platforms/verifiable/sign-in.ts";
import { isUuid } from "../roster/values.ts";

/** Medallion's part of the settings. */
export interface MedallionAccount {
  readonly apiKey: string;
  readonly organizationId: string;
  readonly apiVersion: string | undefined;
  readonly baseUrl: string;
}

/** Verifiable's part of the settings. */
export interface VerifiableAccount {
  readonly login: VerifiableLogin;
  readonly baseUrl: string;
}

/** The platforms that take part: those whose credentials are there. */
export interface Accounts {
  readonly medallion: MedallionAccount | undefined;
  readonly verifiable: VerifiableAccount | undefined;
  readonly caqh: (CaqhAccount & { readonly baseUrl: string }) | undefined;
}

/** The environment variables that the program reads, and what they are for; docs/reference.md lists the same. */
export const environmentVariables = {
  MEDALLION_API_KEY: "Medallion's API key",
  MEDALLION_ORGANIZATION_ID: "the organization's id at Medallion",
  MEDALLION_BASE_URL: "where Medallion's API is",
  MEDALLION_API_VERSION: "a dated version of Medallion's API",
  VERIFIABLE_EMAIL: "the user to sign in to Verifiable",
  VERIFIABLE_PASSWORD: "that user's password",
  VERIFIABLE_CLIENT_ID: "client credentials for Verifiable",
  VERIFIABLE_CLIENT_SECRET: "client credentials for Verifiable",
  VERIFIABLE_TOKEN: "a token for Verifiable",
  VERIFIABLE_BASE_URL: "where Verifiable's API is",
  CAQH_USERNAME: "the user of CAQH's API",
  CAQH_PASSWORD: "that user's password",
  CAQH_ORGANIZATION_ID: "the organization's id at CAQH",
  CAQH_PRODUCT: "CAQH's product",
  CAQH_BASE_URL: "where CAQH's API is",
  ROSTER_SYNC_LEDGER: "where the ledger is",
  HTTPS_PROXY: "the proxy on the way to the platforms",
  HTTP_PROXY: "the same, where HTTPS_PROXY is not set",
  NO_PROXY: "hosts that are reached without the proxy",
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the accounts from the environment. Throws UsageError when one is there in part, or is not well formed. */
export function accountsOf(env: Environment): Accounts {
  return { medallion: medallionAccount(env), verifiable: verifiableAccount(env), caqh: caqhAccount(env) };
}

function set(env: Environment, name: keyof typeof environmentVariables): string | undefined {
  const value = env[name]?.trim();
  if (value === undefined || value === "") return undefined;
  if (isSecret.test(name)) checkSigns(name, value);
  return value;
}

/** A password may begin or end with a blank. */
function setAsIs(env: Environment, name: keyof typeof environmentVariables): string | undefined {
  const value = set(env, name) === undefined ? undefined : env[name];
  if (value !== undefined) checkSigns(name, value);
  return value;
}

/** What goes out as a header or as a password. */
const isSecret = /KEY|VERSION|EMAIL|PASSWORD|USERNAME|CLIENT|TOKEN/;

/**
 * A header cannot hold a line break or a sign beyond Latin letters, and a password that has one came there by mistake:
 * with the line end of a file, from a document with curly quotes, or out of a file in another encoding.
 */
function checkSigns(name: string, value: string): void {
  const what = /[\r\n]/.test(value)
    ? "a line break"
    : /\p{Cc}/u.test(value)
      ? "a control character"
      : value.includes("\ufffd")
        ? "a character that could not be read"
        : /[^\u0020-\u00ff]/.test(value)
          ? "a character that is not a Latin letter, digit or symbol"
          : undefined;
  if (what === undefined) return;
  throw new UsageError(
    `${name} contains ${what}.`,
    "Copy it again from its source, without line breaks or curly quotes, and save .env as UTF-8.",
  );
}

function medallionAccount(env: Environment): MedallionAccount | undefined {
  const [apiKey, organizationId] = [set(env, "MEDALLION_API_KEY"), set(env, "MEDALLION_ORGANIZATION_ID")];
  if (apiKey === undefined && organizationId === undefined) return undefined;
  if (apiKey === undefined) throw missing("MEDALLION_API_KEY", "MEDALLION_ORGANIZATION_ID");
  if (organizationId === undefined) throw missing("MEDALLION_ORGANIZATION_ID", "MEDALLION_API_KEY");
  if (!isUuid(organizationId)) {
    throw new UsageError(
      "MEDALLION_ORGANIZATION_ID is not a valid id.",
      "It looks like 8-4-4-4-12 letters and digits; Medallion support can tell you yours.",
    );
  }
  return {
    apiKey,
    organizationId: organizationId.toLowerCase(),
    apiVersion: set(env, "MEDALLION_API_VERSION"),
    baseUrl: baseUrl(env, "MEDALLION_BASE_URL", "https://api.medallion.co"),
  };
}

function verifiableAccount(env: Environment): VerifiableAccount | undefined {
  const login = verifiableLogin(env);
  if (login === undefined) return undefined;
  return { login, baseUrl: baseUrl(env, "VERIFIABLE_BASE_URL", "https://discovery.verifiable.com/api") };
}

function verifiableLogin(env: Environment): VerifiableLogin | undefined {
  const [email, password] = [set(env, "VERIFIABLE_EMAIL"), setAsIs(env, "VERIFIABLE_PASSWORD")];
  if (email !== undefined && password !== undefined) return { way: "password", email, password };
  if (email !== undefined) throw missing("VERIFIABLE_PASSWORD", "VERIFIABLE_EMAIL");
  if (password !== undefined) throw missing("VERIFIABLE_EMAIL", "VERIFIABLE_PASSWORD");
  const [clientId, clientSecret] = [set(env, "VERIFIABLE_CLIENT_ID"), set(env, "VERIFIABLE_CLIENT_SECRET")];
  if (clientId !== undefined && clientSecret !== undefined) return { way: "client", clientId, clientSecret };
  if (clientId !== undefined) throw missing("VERIFIABLE_CLIENT_SECRET", "VERIFIABLE_CLIENT_ID");
  if (clientSecret !== undefined) throw missing("VERIFIABLE_CLIENT_ID", "VERIFIABLE_CLIENT_SECRET");
  const token = set(env, "VERIFIABLE_TOKEN");
  return token === undefined ? undefined : { way: "token", token };
}

function caqhAccount(env: Environment): Accounts["caqh"] {
  const names = ["CAQH_USERNAME", "CAQH_PASSWORD", "CAQH_ORGANIZATION_ID"] as const;
  const [username, organizationId] = [set(env, "CAQH_USERNAME"), set(env, "CAQH_ORGANIZATION_ID")];
  const password = setAsIs(env, "CAQH_PASSWORD");
  if (username === undefined && password === undefined && organizationId === undefined) return undefined;
  if (username === undefined || password === undefined || organizationId === undefined) {
    const absent = names.find((name) => set(env, name) === undefined) ?? names[0];
    throw missing(absent, names.find((name) => set(env, name) !== undefined) ?? names[1]);
  }
  if (!/^\d{1,5}$/.test(organizationId)) {
    throw new UsageError(
      "CAQH_ORGANIZATION_ID is not a number of up to five digits.",
      "CAQH assigned it to your plan.",
    );
  }
  if (username.includes(":"))
    throw new UsageError(
      "CAQH_USERNAME must not contain a colon.",
      "Basic authentication does not allow it.",
    );
  const product = set(env, "CAQH_PRODUCT") ?? "PV";
  if (product !== "PV" && product !== "DA") {
    throw new UsageError(`CAQH_PRODUCT is "${product}".`, "Use PV for ProView or DA for DirectAssure.");
  }
  return {
    username,
    password,
    organizationId,
    product,
    baseUrl: baseUrl(env, "CAQH_BASE_URL", "https://proview.caqh.org"),
  };
}

function missing(absent: string, present: string): UsageError {
  return new UsageError(
    `${present} is set but ${absent} is not.`,
    `Set ${absent} too, or unset ${present} to run without the platform.`,
  );
}

/** Credentials travel with every call: in the clear only to the machine itself. */
function baseUrl(env: Environment, name: keyof typeof environmentVariables, standard: string): string {
  const text = set(env, name) ?? standard;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // what stands in front of an @ may be a password
    const shown = text.includes("@") ? "" : ` "${text}", which is`;
    throw new UsageError(`${name} is${shown} not an address.`, `Write it like ${standard}.`);
  }
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!secure)
    throw new UsageError(
      `${name} must begin with https://.`,
      "Only this machine itself may be reached over http://.",
    );
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new UsageError(`${name} contains more than scheme, host and path.`, `Write it like ${standard}.`);
  }
  return text.replace(/\/+$/, "");
}
