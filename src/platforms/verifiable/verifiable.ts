import { personColumns } from "../common-columns.ts";
import { definePlatform } from "../definition.ts";
import { credentialingColumn, credentialingHeaderRules, sharedResultColumns } from "../shared-columns.ts";
import { verifiableAccount } from "./account.ts";
import { verifiableAdvice } from "./advice.ts";
import { verifiableColumns } from "./columns.ts";
import { credentialingKind, namesProvider } from "./credentialing-kind.ts";
import { credentialingRequests } from "./credentialing-requests.ts";
import { verifiableExpirations } from "./expirations.ts";
import { verifiableExports } from "./exports.ts";
import { facilities } from "./facilities.ts";
import { verifiableHeaderRules } from "./header-rules.ts";
import { licensesAtVerifiable } from "./licenses.ts";
import { providerQuery, providers } from "./providers.ts";
import { recredentialing } from "./recredentialing.ts";
import { verifiableResultColumns } from "./result-columns.ts";
import { VerifiableCredentials, type VerifiableLogin } from "./sign-in.ts";
import { specialties, taxonomies } from "./specialties.ts";
import { verifiableProbe } from "./connect.ts";

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

  connect: ({ login, baseUrl }) => ({
    baseUrl,
    user: userOf(login),
    credentials: (client, clock) => new VerifiableCredentials(client, login, clock),
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
