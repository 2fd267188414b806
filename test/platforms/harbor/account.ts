import { accountSpec, baseUrl, headerValue } from "../../../src/options/account-spec.ts";

/** An account at Harbor. */
export interface HarborAccount {
  readonly key: string;
  readonly baseUrl: string;
}

/** What the environment says of an account at Harbor. */
export const harborAccount = accountSpec({
  credentials: "HARBOR_KEY",
  variables: {
    HARBOR_KEY: { describe: "key to Harbor", otherwise: "Harbor takes no part", read: headerValue },
    HARBOR_BASE_URL: baseUrl("https://harbor.example"),
  },
  account: ({ one, together }): HarborAccount | undefined => {
    const key = together("HARBOR_KEY");
    return key === undefined ? undefined : { key: key[0], baseUrl: one("HARBOR_BASE_URL") };
  },
});
