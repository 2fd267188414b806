import type { Call } from "../../http/call.ts";
import type { Credentials } from "../../http/client.ts";
import type { RequestPlatform } from "../platform.ts";
import { credentialingRequests } from "./credentialing-requests.ts";
import { enrollmentsOnFile } from "./enrollments-on-file.ts";
import { enrollmentRequests } from "./enrollment-requests.ts";
import { licenseRequests, type LicenseSettings } from "./license-requests.ts";
import { licensesOnFile } from "./licenses-on-file.ts";
import { groupProfiles, linesOfBusiness, practices } from "./named-things.ts";
import { profiles } from "./profiles.ts";
import { providerQuery, providers } from "./providers.ts";

/** Medallion: provider licenses, payer enrollments and credentialing. */
export function medallion(settings: LicenseSettings): RequestPlatform {
  return {
    name: "medallion",
    lookupSources: [providers, groupProfiles, practices, linesOfBusiness],
    resources: [
      licenseRequests(settings),
      enrollmentRequests(settings.organizationId),
      credentialingRequests(settings.organizationId),
    ],
    holdings: [licensesOnFile, enrollmentsOnFile, profiles],
    whoIn: (row) => {
      const { provider_id, email, npi, first_name, last_name } = row.identity;
      const isNamed = first_name !== undefined && last_name !== undefined;
      return (provider_id ?? email ?? npi) === undefined && !isNamed ? undefined : providerQuery(row);
    },
  };
}

/** One row of the shortest list. */
export const medallionCheapRead: Call = {
  method: "GET",
  path: "/p/api/v1/lines-of-business/",
  route: "/p/api/v1/lines-of-business/",
  query: [["limit", "1"]],
  purpose: "look-up",
};

/** The key goes into a header of every call; the version only where somebody asked for one (guides on basics and versioning). */
export function medallionCredentials(apiKey: string, apiVersion: string | undefined): Credentials {
  const headers: Readonly<Record<string, string>> = {
    "x-api-key": apiKey,
    ...(apiVersion === undefined ? {} : { "x-api-version": apiVersion }),
  };
  return { headers: () => Promise.resolve(headers), renew: () => Promise.resolve(false) };
}
