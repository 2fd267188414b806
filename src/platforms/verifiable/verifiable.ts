import type { Call } from "../../http/call.ts";
import type { RequestPlatform } from "../platform.ts";
import { credentialingRequests } from "./credentialing-requests.ts";
import { facilities } from "./facilities.ts";
import { licensesAtVerifiable } from "./licenses.ts";
import { providerQuery, providers } from "./providers.ts";
import { recredentialing } from "./recredentialing.ts";
import { specialties, taxonomies } from "./specialties.ts";

/** A short list that every role may read. */
export const verifiableCheapRead: Call = {
  method: "GET",
  path: "/providertypes",
  route: "/providertypes",
  purpose: "look-up",
};

/** Verifiable: credentialing of providers and facilities. */
export const verifiable: RequestPlatform = {
  name: "verifiable",
  lookupSources: [providers, facilities, taxonomies, specialties],
  resources: [credentialingRequests],
  holdings: [licensesAtVerifiable, recredentialing],
  whoIn: (row) => {
    const { verifiable_provider_id, npi } = row.identity;
    return (verifiable_provider_id ?? npi) === undefined ? undefined : providerQuery(row);
  },
};
