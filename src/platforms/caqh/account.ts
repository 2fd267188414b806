import { UsageError } from "../../errors.ts";
import { accountSpec, baseUrl, headerValue, password } from "../../options/account-spec.ts";

/** What CAQH calls a plan and its product. */
export interface CaqhAccount {
  readonly username: string;
  readonly password: string;
  /** 1 to 5 digits. */
  readonly organizationId: string;
  /** `PV` for ProView, `DA` for DirectAssure. */
  readonly product: string;
  readonly baseUrl: string;
}

/** CAQH's account, as the environment says it. */
export const caqhAccount = accountSpec({
  credentials: "CAQH_USERNAME, CAQH_PASSWORD and CAQH_ORGANIZATION_ID",
  variables: {
    CAQH_USERNAME: { describe: "the API user", read: username },
    CAQH_PASSWORD: { describe: "that user's password", read: password },
    CAQH_ORGANIZATION_ID: { describe: "your number at CAQH, up to five digits", read: organizationId },
    CAQH_PRODUCT: { describe: "`PV` (ProView) or `DA` (DirectAssure)", standard: "PV", read: product },
    CAQH_BASE_URL: baseUrl("https://proview.caqh.org"),
  },
  account: ({ one, together }): CaqhAccount | undefined => {
    const credentials = together("CAQH_USERNAME", "CAQH_PASSWORD", "CAQH_ORGANIZATION_ID");
    if (credentials === undefined) return undefined;
    return {
      username: credentials[0],
      password: credentials[1],
      organizationId: credentials[2],
      product: one("CAQH_PRODUCT"),
      baseUrl: one("CAQH_BASE_URL"),
    };
  },
});

function username(value: string, name: string): string {
  const user = headerValue(value, name);
  if (!user.includes(":")) return user;
  throw new UsageError(`${name} must not contain a colon.`, "Basic authentication does not allow it.");
}

function organizationId(value: string, name: string): string {
  const id = value.trim();
  if (/^\d{1,5}$/.test(id)) return id;
  throw new UsageError(`${name} is not a number of up to five digits.`, "CAQH assigned it to your plan.");
}

function product(value: string, name: string): string {
  const word = value.trim();
  if (word === "PV" || word === "DA") return word;
  throw new UsageError(`${name} is "${word}".`, "Use PV for ProView or DA for DirectAssure.");
}
