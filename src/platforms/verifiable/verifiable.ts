import type { RequestPlatform } from "../platform.ts";
import { credentialingRequests } from "./credentialing-requests.ts";
import { facilities } from "./facilities.ts";
import { providers } from "./providers.ts";
import { specialties, taxonomies } from "./specialties.ts";

/** Verifiable: credentialing of providers and facilities. */
export const verifiable: RequestPlatform = {
  name: "verifiable",
  directories: [providers, facilities, taxonomies, specialties],
  books: [credentialingRequests],
};
