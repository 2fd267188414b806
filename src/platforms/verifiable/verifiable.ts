import type { Call } from "../../http/call.ts";
import { accountSpec, baseUrl, headerValue, password } from "../../options/account-spec.ts";
import { lookupAdvice, type Advice } from "../advice.ts";
import { personColumns } from "../common-columns.ts";
import { definePlatform } from "../platform.ts";
import { credentialingColumn, credentialingHeaderRules, sharedResultColumns } from "../shared-columns.ts";
import { verifiableColumns, verifiableHeaderRules, verifiableResultColumns } from "./columns.ts";
import { credentialingKind, namesProvider } from "./credentialing-kind.ts";
import { credentialingRequests } from "./credentialing-requests.ts";
import { verifiableExports } from "./exports.ts";
import { verifiableExpirations, licensesAtVerifiable, recredentialing } from "./licenses.ts";
import { facilities, providerQuery, providers } from "./providers.ts";
import { type VerifiableLogin, VerifiableCredentials } from "./sign-in.ts";
import { specialties, taxonomies } from "./specialties.ts";

/** Verifiable's part of the settings. */
export interface VerifiableAccount {
  readonly login: VerifiableLogin;
  readonly baseUrl: string;
}

/** Verifiable's account, as the environment says it: by password, else by client credentials, else by token. */
const verifiableAccount = accountSpec({
  credentials:
    "VERIFIABLE_EMAIL and VERIFIABLE_PASSWORD, or VERIFIABLE_CLIENT_ID and VERIFIABLE_CLIENT_SECRET",
  variables: {
    VERIFIABLE_EMAIL: { describe: "the user who signs in", read: headerValue },
    VERIFIABLE_PASSWORD: { describe: "that user's password", read: password },
    VERIFIABLE_CLIENT_ID: { describe: "or: client credentials", read: headerValue },
    VERIFIABLE_CLIENT_SECRET: { describe: "their secret", read: headerValue },
    VERIFIABLE_TOKEN: { describe: "or: a token; it is not renewed", read: headerValue },
    VERIFIABLE_BASE_URL: baseUrl("https://discovery.verifiable.com/api"),
  },
  account: ({ one, together }): VerifiableAccount | undefined => {
    const login = (): VerifiableLogin | undefined => {
      const user = together("VERIFIABLE_EMAIL", "VERIFIABLE_PASSWORD");
      if (user !== undefined) return { way: "password", email: user[0], password: user[1] };
      const client = together("VERIFIABLE_CLIENT_ID", "VERIFIABLE_CLIENT_SECRET");
      if (client !== undefined) return { way: "client", clientId: client[0], clientSecret: client[1] };
      const token = one("VERIFIABLE_TOKEN");
      return token === undefined ? undefined : { way: "token", token };
    };
    const found = login();
    return found === undefined ? undefined : { login: found, baseUrl: one("VERIFIABLE_BASE_URL") };
  },
});

/** A short list that every role may read. */
const verifiableProbe: Call = {
  method: "GET",
  path: "/providertypes",
  route: "/providertypes",
  purpose: "look-up",
};

const platform = "Verifiable";

/** What helps when a look-up at Verifiable ends without the one that is meant. */
const verifiableAdvice: Readonly<Record<string, Advice>> = lookupAdvice({
  verifiable_provider: { what: "provider", platform, column: "verifiable_provider_id" },
  facility: { what: "facility", platform, column: "verifiable_facility_id" },
  facility_specialty: { what: "facility specialty", platform, column: "facility_specialties" },
});

/** Verifiable: credentialing of providers and facilities. */
export const verifiable = definePlatform({
  name: "verifiable",
  title: "Verifiable",
  account: verifiableAccount,
  rate: "1500/min",
  concurrency: 8,

  columns: [...verifiableColumns, credentialingColumn, ...personColumns],
  choices: { credentialing: ["verifiable"] },
  resultColumns: [...verifiableResultColumns, ...sharedResultColumns],
  headerRules: [...verifiableHeaderRules, ...credentialingHeaderRules],
  advice: verifiableAdvice,

  person: { column: "verifiable_provider_id", isNamed: namesProvider, query: providerQuery },
  kinds: [credentialingKind],

  holdings: [licensesAtVerifiable, recredentialing],

  connect: (account) => ({
    baseUrl: account.baseUrl,
    user: userOf(account.login),
    credentials: (client, clock) => new VerifiableCredentials(client, account.login, clock),
    probe: verifiableProbe,
  }),
  open: () => ({
    lookupSources: [providers, facilities, taxonomies, specialties],
    resources: [credentialingRequests],
    statuses: [],
  }),

  exports: () => verifiableExports,
  exportFilters: {
    type: {
      describe: "Verifiable credentialing: only Initial, ReCredentialing or OffCycle",
      after: "employment-status",
    },
  },
  expirations: verifiableExpirations,
});

/** A token is all that there is of who has it. */
function userOf(login: VerifiableLogin): string {
  switch (login.way) {
    case "password":
      return login.email;
    case "client":
      return login.clientId;
    case "token":
      return login.token;
  }
}
