import type { SandboxContext } from "../context.ts";
import { headerOf } from "../http/call.ts";
import type { Call } from "../http/call.ts";
import { dayMs } from "../when.ts";

/** A bearer token that was handed out. */
export interface Token {
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
