import { UsageError } from "../../errors.ts";
import type { Call } from "../../http/call.ts";
import type { Credentials } from "../../http/client.ts";
import { accountSpec, baseUrl, headerValue, password } from "../../options/account-spec.ts";
import type { CaqhNumber } from "./match-key.ts";

/** What CAQH calls a plan and its product. */
export interface CaqhAccount {
  readonly username: string;
  readonly password: string;
  /** 1 to 5 digits. */
  readonly organizationId: string;
  /** `PV` for ProView, `DA` for DirectAssure. */
  readonly product: string;
  readonly baseUrl: string;
}

/** CAQH's account, as the environment says it. */
export const caqhAccount = accountSpec({
  credentials: "CAQH_USERNAME, CAQH_PASSWORD and CAQH_ORGANIZATION_ID",
  variables: {
    CAQH_USERNAME: { describe: "the API user", read: userOf },
    CAQH_PASSWORD: { describe: "that user's password", read: password },
    CAQH_ORGANIZATION_ID: { describe: "your number at CAQH, up to five digits", read: organizationOf },
    CAQH_PRODUCT: { describe: "`PV` (ProView) or `DA` (DirectAssure)", standard: "PV", read: productOf },
    CAQH_BASE_URL: baseUrl("https://proview.caqh.org"),
  },
  account: ({ one, together }): CaqhAccount | undefined => {
    const credentials = together("CAQH_USERNAME", "CAQH_PASSWORD", "CAQH_ORGANIZATION_ID");
    if (credentials === undefined) return undefined;
    return {
      username: credentials[0],
      password: credentials[1],
      organizationId: credentials[2],
      product: one("CAQH_PRODUCT"),
      baseUrl: one("CAQH_BASE_URL"),
    };
  },
});

function userOf(value: string, name: string): string {
  const user = headerValue(value, name);
  if (!user.includes(":")) return user;
  throw new UsageError(`${name} must not contain a colon.`, "Basic authentication does not allow it.");
}

function organizationOf(value: string, name: string): string {
  const id = value.trim();
  if (/^\d{1,5}$/.test(id)) return id;
  throw new UsageError(`${name} is not a number of up to five digits.`, "CAQH assigned it to your plan.");
}

function productOf(value: string, name: string): string {
  const word = value.trim();
  if (word === "PV" || word === "DA") return word;
  throw new UsageError(`${name} is "${word}".`, "Use PV for ProView or DA for DirectAssure.");
}

/** Basic authentication, sent up front (Roster and Status Check API, version 1.0). */
export function caqhCredentials(account: CaqhAccount): Credentials {
  const authorization = `Basic ${Buffer.from(`${account.username}:${account.password}`, "utf8").toString("base64")}`;
  const headers = { authorization };
  return { headers: () => Promise.resolve(headers), renew: () => Promise.resolve(false) };
}

const byIdPath = "/RosterAPI/api/providerstatus";

/** Looked up in no official text, but used in production by a known client; where it is missing it answers 404 or 405. */
const byNpiPath = "/RosterAPI/api/providerstatusbynpi";

/** The status of one provider. The spelling of the query names is the one that live clients send. */
export function statusCheck({ by, digits }: CaqhNumber, { organizationId, product }: CaqhAccount): Call {
  const common = { method: "GET", purpose: "caqh", only200: true } as const;
  if (by === "npi") {
    return {
      ...common,
      path: byNpiPath,
      route: byNpiPath,
      query: [
        ["Product", product],
        ["Organization_Id", organizationId],
        ["NPI_Provider_Id", digits],
      ],
    };
  }
  return {
    ...common,
    path: byIdPath,
    route: byIdPath,
    query: [
      ["Product", product],
      ["Caqh_Provider_Id", digits],
      ["Organization_Id", organizationId],
    ],
  };
}
