import type { Call } from "../../http/call.ts";
import type { Credentials } from "../../http/client.ts";
import type { CaqhAccount } from "./account.ts";

/** Basic authentication, sent up front (Roster and Status Check API, version 1.0). */
export function caqhCredentials({ username, password }: CaqhAccount): Credentials {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
  const headers = { authorization };
  return { headers: () => Promise.resolve(headers), renew: () => Promise.resolve(false) };
}

const byIdPath = "/RosterAPI/api/providerstatus";

/** Looked up in no official text, but used in production by a known client; where it is missing it answers 404 or 405. */
const byNpiPath = "/RosterAPI/api/providerstatusbynpi";

/** The status of one provider. The spelling of the query names is the one that live clients send. */
export function statusCheck(matchKey: string, { organizationId, product }: CaqhAccount): Call {
  const [kind, digits] = [
    matchKey.slice(0, matchKey.indexOf(":")),
    matchKey.slice(matchKey.indexOf(":") + 1),
  ];
  const common = { method: "GET", purpose: "caqh", only200: true } as const;
  if (kind === "npi") {
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
