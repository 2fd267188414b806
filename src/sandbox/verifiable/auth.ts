import { z } from "zod";
import { type SandboxContext, credentials } from "../context.ts";
import { headerOf, type Call, jsonBody, mediaType, empty, json, type Reply } from "../http/platform.ts";
import { dayMs, ticksOf } from "../seeded.ts";
import { bodyProblem, problem, spanMs } from "./replies.ts";

/** A bearer token that was handed out. */
interface Token {
  readonly id: string;
  readonly token: string;
  readonly expiresAtMs: number;
  readonly lastUsedMs: number;
  readonly revoked: boolean;
}

/** A token dies after four weeks without use, whatever its lifetime (Verifiable's text on tokens). */
const idleMs = 28 * dayMs;

/** The tokens of one sandbox. They expire by the sandbox's clock. */
export class Tokens {
  readonly #context: SandboxContext;
  readonly #byToken = new Map<string, Token>();

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  /** Hands out a token for at most the organization's own longest time. */
  issue(lifetimeMs: number): Token {
    const id = this.#context.newId("token");
    const nowMs = this.#context.now();
    const token: Token = {
      id,
      token: `sandbox-token-${this.#context.newId("bearer").replaceAll("-", "")}`,
      expiresAtMs: nowMs + Math.min(lifetimeMs, this.#context.quirks.tokenCapMs),
      lastUsedMs: nowMs,
      revoked: false,
    };
    this.#byToken.set(token.token, token);
    return token;
  }

  /** The live token that the call carries, if any; does not count as use. */
  of(call: Call): Token | undefined {
    const bearer = /^Bearer (.+)$/i.exec(headerOf(call, "authorization"))?.[1];
    const token = bearer === undefined ? undefined : this.#byToken.get(bearer);
    if (token === undefined || token.revoked) return undefined;
    const nowMs = this.#context.now();
    return nowMs < token.expiresAtMs && nowMs < token.lastUsedMs + idleMs ? token : undefined;
  }

  /** Marks the token as used now. */
  touch(token: Token): void {
    this.#byToken.set(token.token, { ...token, lastUsedMs: this.#context.now() });
  }

  /** Ends a token for good; answers whether there is one with this id. */
  revoke(id: string): boolean {
    for (const token of this.#byToken.values()) {
      if (token.id !== id) continue;
      this.#byToken.set(token.token, { ...token, revoked: true });
      return true;
    }
    return false;
  }
}

/** How long a token lives when nobody says so; the documents do not tell. */
const usualLifetimeMs = 30 * 60_000;

const passwordBody = z.strictObject({
  email: z.string().min(1, { error: "The email field is required." }),
  password: z.string(),
  newPassword: z.string().optional(),
  timeToLive: z
    .string()
    .refine((text) => spanMs(text) !== undefined, {
      error: "The JSON value could not be converted to System.TimeSpan.",
    })
    .optional(),
});

/** Sign-in with e-mail and password. */
export function signIn(context: SandboxContext, tokens: Tokens, call: Call): Reply {
  const body = jsonBody(call);
  if (!body.ok) return problem(400, "The request body is not JSON.");
  const parsed = passwordBody.safeParse(body.value);
  if (!parsed.success) return bodyProblem(parsed.error, body.value);
  const { email, password, newPassword, timeToLive } = parsed.data;
  const known =
    email.toLowerCase() === credentials.VERIFIABLE_EMAIL && password === credentials.VERIFIABLE_PASSWORD;
  if (!known) return problem(401, "The email or the password is wrong.");
  if (context.quirks.passwordMustChange) return problem(409, "The password must be changed first.");
  // A change of password revokes every token of the user: nothing that a batch job should do.
  if (newPassword !== undefined) return problem(400, "The sandbox does not change passwords.");
  const lifetimeMs = timeToLive === undefined ? usualLifetimeMs : spanMs(timeToLive);
  const token = tokens.issue(lifetimeMs ?? usualLifetimeMs);
  const bare = { tokenId: token.id, token: token.token };
  if (context.quirks.signInAnswer === "bare") return json(200, bare);
  return json(200, {
    ...bare,
    email: credentials.VERIFIABLE_EMAIL,
    role: { id: context.newId("role"), name: "Credentialing", permissions: null },
    expiresAt: ticksOf(token.expiresAtMs),
    persistenceHint: "Ephemeral",
  });
}

/** Sign-in with client credentials, form encoded; an add-on that an organization may not have. */
export function clientSignIn(context: SandboxContext, tokens: Tokens, call: Call): Reply {
  if (context.quirks.clientCredentials === "off") {
    return problem(403, "Client credentials are not enabled for this organization.");
  }
  if (mediaType(call) !== "application/x-www-form-urlencoded") {
    return oauthError(400, "invalid_request", "The body must be form encoded.");
  }
  const form = new URLSearchParams(call.text);
  if (form.get("grant_type") !== "client_credentials") {
    return oauthError(400, "unsupported_grant_type", "grant_type must be client_credentials.");
  }
  const known =
    form.get("client_id") === credentials.VERIFIABLE_CLIENT_ID &&
    form.get("client_secret") === credentials.VERIFIABLE_CLIENT_SECRET;
  if (!known) return oauthError(401, "invalid_client", "The client id or the secret is wrong.");
  const token = tokens.issue(usualLifetimeMs);
  return json(200, {
    access_token: token.token,
    token_type: "Bearer",
    expires_in: Math.floor((token.expiresAtMs - context.now()) / 1000),
  });
}

/** Ends one token by its id. */
export function invalidateOne(tokens: Tokens, id: string): Reply {
  return tokens.revoke(id) ? empty(204) : problem(404, "There is no such token.");
}

const invalidateBody = z.strictObject({
  invalidateCurrent: z.boolean().optional(),
  tokenIds: z.array(z.guid()).nullable().optional(),
});

/** Ends the token that the call carries, or those it names, or both. */
export function invalidateMany(tokens: Tokens, call: Call): Reply {
  const body = jsonBody(call);
  if (!body.ok) return problem(400, "The request body is not JSON.");
  const parsed = invalidateBody.safeParse(body.value);
  if (!parsed.success) return bodyProblem(parsed.error, body.value);
  const current = parsed.data.invalidateCurrent === true ? tokens.of(call)?.id : undefined;
  for (const id of [...(parsed.data.tokenIds ?? []), current]) {
    if (id !== undefined) tokens.revoke(id);
  }
  return empty(204);
}

function oauthError(status: number, error: string, description: string): Reply {
  return json(status, { error, error_description: description });
}
