import type { Call } from "../../http/call.ts";
import type { Credentials } from "../../http/client.ts";

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
