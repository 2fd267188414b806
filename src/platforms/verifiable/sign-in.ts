import type { Call } from "../../http/call.ts";
import type { Client, Credentials } from "../../http/client.ts";
import type { Stop } from "../../http/reply.ts";
import type { Clock } from "../../runtime.ts";
import { countIn, objectIn, textIn, timeIn } from "../reading.ts";

/** The three ways to prove who is calling; which one is taken is decided by which settings are there. */
export type VerifiableLogin =
  | { readonly way: "password"; readonly email: string; readonly password: string }
  | { readonly way: "client"; readonly clientId: string; readonly clientSecret: string }
  | { readonly way: "token"; readonly token: string };

/** Tokens are asked for short, so that a lost one is worth little; .NET's spelling of a time span. */
const timeToLive = "01:00:00";

/** So long before its end a token is renewed. */
const renewBeforeMs = 60_000;

/** Roles that may only read (API description, sign-in). */
const readers = new Set(["Reader", "LimitedReader"]);

/** Replies that say nothing of the credentials. */
const noAnswers = new Set(["unknown", "not-processed", "put-off"]);

interface Token {
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: number | undefined;
}

/**
 * Signs in when the first call needs it and again before the token ends; there is no refresh token. Workers that
 * need a token at the same time share one call for it.
 */
export class VerifiableCredentials implements Credentials {
  readonly #client: Client;
  readonly #login: VerifiableLogin;
  readonly #clock: Clock;
  #token: Token | undefined;
  #signingIn: Promise<Token | Stop> | undefined;
  #role: string | undefined;

  constructor(client: Client, login: VerifiableLogin, clock: Clock) {
    this.#client = client;
    this.#login = login;
    this.#clock = clock;
  }

  /** Why this account can request nothing, if so; known once somebody has signed in. */
  get readOnly(): Stop | undefined {
    if (this.#role === undefined || !readers.has(this.#role)) return undefined;
    return {
      code: "forbidden",
      reason: `the Verifiable account has the role ${this.#role}, which is read-only`,
    };
  }

  async headers(): Promise<Readonly<Record<string, string>> | Stop> {
    if (this.#login.way === "token") return { authorization: `Bearer ${this.#login.token}` };
    const token = this.#token;
    if (token !== undefined && (token.expiresAt ?? Infinity) - renewBeforeMs > this.#clock.now()) {
      return token.headers;
    }
    const signedIn = await this.#signInOnce();
    return "headers" in signedIn ? signedIn.headers : signedIn;
  }

  async renew(refused: Readonly<Record<string, string>>): Promise<boolean> {
    if (this.#login.way === "token") return false;
    // somebody else may be renewing it, or may have done so since these headers were handed out
    if (this.#signingIn === undefined && this.#token !== undefined && this.#token.headers !== refused) {
      return true;
    }
    this.#token = undefined;
    return "headers" in (await this.#signInOnce());
  }

  async #signInOnce(): Promise<Token | Stop> {
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = undefined;
    });
    return this.#signingIn;
  }

  async #signIn(): Promise<Token | Stop> {
    const reply = await this.#client.signIn(this.#call());
    if (reply.kind === "not-sent") return reply.stop;
    const body = reply.kind === "ok" ? objectIn(reply.body) : undefined;
    const token = tokenIn(body);
    if (body === undefined || token === undefined) {
      return this.#client.breaker.halt(
        this.#refusal("reason" in reply ? reply.reason : "the answer contains no token", reply),
      );
    }
    this.#role = textIn(objectIn(body["role"])?.["name"]);
    const seconds = countIn(body["expires_in"]);
    this.#token = {
      headers: { authorization: `Bearer ${token}` },
      expiresAt:
        timeIn(body["expiresAt"]) ?? (seconds === undefined ? undefined : this.#clock.now() + seconds * 1000),
    };
    return this.#token;
  }

  #refusal(reason: string, reply: { readonly kind: string; readonly status?: number }): Stop {
    if (noAnswers.has(reply.kind)) {
      return { code: "platform_unavailable", reason: `Sign-in to Verifiable failed (${reason})` };
    }
    const hint = reply.status === 409 ? "; the account has to change its password in the browser first" : "";
    return { code: "credentials_refused", reason: `Verifiable refused the sign-in (${reason})${hint}` };
  }

  #call(): Call {
    return { ...this.#signInCall(), fits: (body) => objectIn(body) !== undefined };
  }

  #signInCall(): Call {
    const login = this.#login;
    if (login.way === "client") {
      return {
        method: "POST",
        path: "/auth/oauth/token",
        route: "/auth/oauth/token",
        form: true,
        body: {
          grant_type: "client_credentials",
          client_id: login.clientId,
          client_secret: login.clientSecret,
        },
        purpose: "sign-in",
      };
    }
    if (login.way === "token") throw new Error("a token needs no sign-in");
    return {
      method: "POST",
      path: "/auth/token/password",
      route: "/auth/token/password",
      body: { email: login.email, password: login.password, timeToLive },
      purpose: "sign-in",
    };
  }
}

/** A token goes into a header, which holds nothing but plain signs (RFC 6750, 2.1). */
function tokenIn(body: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const token = textIn(body?.["token"]) ?? textIn(body?.["access_token"]);
  return token !== undefined && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}
