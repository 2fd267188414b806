import type { VerifiableLogin } from "./sign-in.ts";
import { accountSpec, baseUrl, headerValue, password } from "../../options/account-spec.ts";

/** Verifiable's part of the settings. */
export interface VerifiableAccount {
  readonly login: VerifiableLogin;
  readonly baseUrl: string;
}

/** Verifiable's account, as the environment says it: by password, else by client credentials, else by token. */
export const verifiableAccount = accountSpec({
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
