import { describe, expect, test } from "vitest";
import { accountsOf, environmentVariables } from "../../../src/config/environment.ts";
import { UsageError } from "../../../src/errors.ts";
import type { CaqhAccount } from "../../../src/platforms/caqh/account.ts";
import type { MedallionAccount } from "../../../src/platforms/medallion/account.ts";
import type { VerifiableAccount } from "../../../src/platforms/verifiable/verifiable.ts";
import { uuid } from "../builders/rows.ts";

type Env = Readonly<Record<string, string | undefined>>;

const medallion: Env = { MEDALLION_API_KEY: "key-secret", MEDALLION_ORGANIZATION_ID: uuid(1) };
const verifiable: Env = { VERIFIABLE_EMAIL: "a@example.test", VERIFIABLE_PASSWORD: "password-secret" };
const client: Env = { VERIFIABLE_CLIENT_ID: uuid(2), VERIFIABLE_CLIENT_SECRET: "client-secret" };
const caqh: Env = { CAQH_USERNAME: "plan", CAQH_PASSWORD: "caqh-secret", CAQH_ORGANIZATION_ID: "1234" };

/** The accounts, as the platforms understand them. */
function accounts(env: Env): {
  readonly medallion?: MedallionAccount;
  readonly verifiable?: VerifiableAccount;
  readonly caqh?: CaqhAccount;
} {
  return accountsOf(env);
}

function refusal(env: Env): string {
  try {
    accountsOf(env);
  } catch (error) {
    if (error instanceof UsageError) {
      expect(error.exitCode).toBe(2);
      return `${error.message} ${error.remedy ?? ""}`;
    }
    throw error;
  }
  throw new Error("it was taken");
}

describe("the platforms that take part", () => {
  test("are those whose credentials are there", () => {
    expect(accountsOf({})).toEqual({});
    expect(
      accountsOf({ MEDALLION_API_KEY: "  ", CAQH_USERNAME: "", MEDALLION_BASE_URL: "https://x.test" }),
    ).toEqual({});
  });

  test("have the documented addresses unless others are set", () => {
    expect(accountsOf({ ...medallion, ...verifiable, ...caqh })).toEqual({
      medallion: {
        apiKey: "key-secret",
        organizationId: uuid(1),
        apiVersion: undefined,
        baseUrl: "https://api.medallion.co",
      },
      verifiable: {
        login: { way: "password", email: "a@example.test", password: "password-secret" },
        baseUrl: "https://discovery.verifiable.com/api",
      },
      caqh: {
        username: "plan",
        password: "caqh-secret",
        organizationId: "1234",
        product: "PV",
        baseUrl: "https://proview.caqh.org",
      },
    });
  });

  test("take what is set", () => {
    const { medallion: atMedallion, caqh: atCaqh } = accounts({
      ...medallion,
      MEDALLION_API_VERSION: "2024-09-30",
      MEDALLION_BASE_URL: "https://app.medallion.co/",
      MEDALLION_ORGANIZATION_ID: uuid(1).toUpperCase(),
      ...caqh,
      CAQH_PRODUCT: "DA",
    });

    expect(atMedallion).toMatchObject({
      apiVersion: "2024-09-30",
      baseUrl: "https://app.medallion.co",
      organizationId: uuid(1),
    });
    expect(atCaqh?.product).toBe("DA");
  });

  test("have their passwords as they are, blanks at the ends with them", () => {
    const { verifiable: atVerifiable, caqh: atCaqh } = accounts({
      ...verifiable,
      VERIFIABLE_PASSWORD: " a b ",
      ...caqh,
      CAQH_PASSWORD: " c ",
    });

    expect(atVerifiable?.login).toMatchObject({ password: " a b " });
    expect(atCaqh?.password).toBe(" c ");
  });

  test("sign in to Verifiable by password, else by client credentials, else by token", () => {
    const token = { VERIFIABLE_TOKEN: "token-secret" };
    const way = (env: Env): string | undefined => accounts(env).verifiable?.login.way;

    expect([way(verifiable), way(client), way(token)]).toEqual(["password", "client", "token"]);
    expect(way({ ...token, ...client, ...verifiable })).toBe("password");
    expect(way({ ...token, ...client })).toBe("client");
  });
});

describe("a partly configured account is refused, naming what is missing:", () => {
  test.each([
    ["MEDALLION_API_KEY", medallion],
    ["MEDALLION_ORGANIZATION_ID", medallion],
    ["VERIFIABLE_EMAIL", verifiable],
    ["VERIFIABLE_PASSWORD", verifiable],
    ["VERIFIABLE_CLIENT_ID", client],
    ["VERIFIABLE_CLIENT_SECRET", client],
    ["CAQH_USERNAME", caqh],
    ["CAQH_PASSWORD", caqh],
    ["CAQH_ORGANIZATION_ID", caqh],
  ])("%s", (name, env) => {
    const said = refusal({ ...env, [name]: " " });

    const [present] = Object.keys(env).filter((other) => other !== name);
    expect(said).toMatch(new RegExp(`${present} is set but ${name} is not\\. Set ${name} too`));
  });

  test("even where one part of three is there", () => {
    expect(refusal({ CAQH_ORGANIZATION_ID: "1234" })).toContain("CAQH_USERNAME");
  });
});

describe("an account that cannot be right is refused:", () => {
  test.each<[string, Env, RegExp]>([
    [
      "an organization that is no id",
      { ...medallion, MEDALLION_ORGANIZATION_ID: "acme" },
      /^MEDALLION_ORGANIZATION_ID is not a valid id/,
    ],
    [
      "a plan with letters",
      { ...caqh, CAQH_ORGANIZATION_ID: "12a" },
      /^CAQH_ORGANIZATION_ID is not a number of up to five digits/,
    ],
    ["a plan with six digits", { ...caqh, CAQH_ORGANIZATION_ID: "123456" }, /^CAQH_ORGANIZATION_ID/],
    ["a user with a colon", { ...caqh, CAQH_USERNAME: "a:b" }, /^CAQH_USERNAME must not contain a colon/],
    ["a product of nobody's", { ...caqh, CAQH_PRODUCT: "XX" }, /^CAQH_PRODUCT is "XX"\. Use PV .* or DA/],
    [
      "an address that is none",
      { ...medallion, MEDALLION_BASE_URL: "medallion" },
      /^MEDALLION_BASE_URL is "medallion", which is not an address/,
    ],
    [
      "an address in the clear",
      { ...medallion, MEDALLION_BASE_URL: "http://api.medallion.co" },
      /^MEDALLION_BASE_URL must begin with https/,
    ],
    [
      "an address in the clear that looks local",
      { ...verifiable, VERIFIABLE_BASE_URL: "http://localhost.example.test" },
      /^VERIFIABLE_BASE_URL must/,
    ],
    [
      "an address in the clear on a private network",
      { ...caqh, CAQH_BASE_URL: "http://192.168.0.7" },
      /^CAQH_BASE_URL must/,
    ],
    ["another scheme", { ...caqh, CAQH_BASE_URL: "ftp://localhost" }, /^CAQH_BASE_URL must/],
    [
      "an address with a query",
      { ...caqh, CAQH_BASE_URL: "https://x.test/?a=b" },
      /^CAQH_BASE_URL contains more than/,
    ],
    [
      "an address with a password alone",
      { ...caqh, CAQH_BASE_URL: "https://:it@x.test" },
      /^CAQH_BASE_URL contains more than/,
    ],
    [
      "an address that is none and may hold a password",
      { ...caqh, CAQH_BASE_URL: "https//me:secret-word@x.test" },
      /^CAQH_BASE_URL is not an address(?!.*secret-word)/,
    ],
    [
      "an address with a user",
      { ...caqh, CAQH_BASE_URL: "https://me:it@x.test" },
      /^CAQH_BASE_URL contains more than/,
    ],
  ])("%s", (_what, env, said) => {
    expect(refusal(env)).toMatch(said);
  });

  test.each(["http://localhost:8080", "http://127.0.0.1", "http://[::1]:9000/prefix", "https://localhost"])(
    "but not this machine itself: %s",
    (url) => {
      expect(accounts({ ...medallion, MEDALLION_BASE_URL: url }).medallion?.baseUrl).toBe(url);
    },
  );

  test("and no secret is ever in what is said", () => {
    const whole = { ...medallion, ...verifiable, ...client, ...caqh, VERIFIABLE_TOKEN: "token-secret" };
    const said: string[] = [];
    for (const name of Object.keys(environmentVariables)) {
      for (const value of [undefined, "not good: at all"]) {
        try {
          accountsOf({ ...whole, [name]: value });
        } catch (error) {
          if (error instanceof UsageError) said.push(`${error.message} ${error.remedy ?? ""}`);
        }
      }
    }

    expect(said.length).toBeGreaterThan(8);
    expect(said.join("\n")).not.toMatch(/secret/);
  });
});

describe("a key or a password", () => {
  const all: Env = {
    ...medallion,
    MEDALLION_API_VERSION: "2024-09-30",
    ...verifiable,
    ...client,
    VERIFIABLE_TOKEN: "token",
    ...caqh,
  };
  const secrets = Object.keys(all).filter((name) => !name.endsWith("ORGANIZATION_ID"));
  // the weaker of Verifiable's ways count where the stronger are not set
  const only = (name: string): Env =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([other]) =>
          other === name ||
          !other.startsWith("VERIFIABLE") ||
          (name.startsWith("VERIFIABLE_CLIENT") && other.startsWith("VERIFIABLE_CLIENT")) ||
          (/EMAIL|VERIFIABLE_PASSWORD/.test(name) && /EMAIL|VERIFIABLE_PASSWORD/.test(other)),
      ),
    );

  test.each(secrets)("in %s that no header or password can hold is refused by its name", (name) => {
    for (const [sign, what] of [
      ["\n", "a line break"],
      ["\r", "a line break"],
      ["\u0000", "a control character"],
      ["\u007f", "a control character"],
      ["\u0085", "a control character"],
      ["\u2019", "not a Latin letter"],
      ["\u0416", "not a Latin letter"],
      ["\u200b", "not a Latin letter"],
      ["\ud83d\ude00", "not a Latin letter"],
      ["\ufffd", "could not be read"],
    ] as const) {
      const said = refusal({ ...only(name), [name]: `hidden${sign}value` });
      expect(said).toMatch(new RegExp(`^${name} contains .*${what}`));
      expect(said).not.toMatch(/hidden|value/);
    }
  });

  test("may have every other sign", () => {
    const password = "p\u00e4\u00df w\u00f6rd \u00a3 ~!@#$%^&*()";

    expect(accounts({ ...caqh, CAQH_PASSWORD: password }).caqh?.password).toBe(password);
  });

  test("may end with the line break of the file that it came from, where blanks mean nothing", () => {
    expect(accounts({ ...medallion, MEDALLION_API_KEY: "key\n" }).medallion?.apiKey).toBe("key");
    expect(refusal({ ...caqh, CAQH_PASSWORD: "caqh-secret\n" })).toMatch(
      /^CAQH_PASSWORD contains a line break/,
    );
  });
});
