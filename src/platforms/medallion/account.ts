import { isUuid } from "../../cells/values.ts";
import { UsageError } from "../../errors.ts";
import type { Call } from "../../http/call.ts";
import type { Credentials } from "../../http/client.ts";
import { accountSpec, baseUrl, headerValue } from "../../options/account-spec.ts";

/** Medallion's part of the settings. */
export interface MedallionAccount {
  readonly apiKey: string;
  readonly organizationId: string;
  readonly apiVersion: string | undefined;
  readonly baseUrl: string;
}

/** Medallion's account, as the environment says it. */
export const medallionAccount = accountSpec({
  credentials: "MEDALLION_API_KEY and MEDALLION_ORGANIZATION_ID",
  variables: {
    MEDALLION_API_KEY: { describe: "Medallion's API key", read: headerValue },
    MEDALLION_ORGANIZATION_ID: { describe: "your organization's id at Medallion", read: organizationOf },
    MEDALLION_BASE_URL: baseUrl("https://api.medallion.co"),
    MEDALLION_API_VERSION: { describe: "a dated API version", otherwise: "not sent", read: headerValue },
  },
  account: ({ one, together }): MedallionAccount | undefined => {
    const credentials = together("MEDALLION_API_KEY", "MEDALLION_ORGANIZATION_ID");
    if (credentials === undefined) return undefined;
    return {
      apiKey: credentials[0],
      organizationId: credentials[1],
      apiVersion: one("MEDALLION_API_VERSION"),
      baseUrl: one("MEDALLION_BASE_URL"),
    };
  },
});

function organizationOf(value: string, name: string): string {
  const id = value.trim();
  if (isUuid(id)) return id.toLowerCase();
  throw new UsageError(
    `${name} is not a valid id.`,
    "It looks like 8-4-4-4-12 letters and digits; Medallion support can tell you yours.",
  );
}

/** One row of the shortest list. */
export const medallionProbe: Call = {
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
