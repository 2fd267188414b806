import { type SandboxContext, credentials } from "../context.ts";
import {
  type Call,
  type Platform,
  json,
  type Reply,
  matchRoute,
  type Route,
  uuidPattern,
} from "../http/platform.ts";
import { clientSignIn, invalidateMany, invalidateOne, signIn, Tokens } from "./auth.ts";
import { credentialingRoutes } from "./credentialing.ts";
import { licenseRoutes } from "./licenses.ts";
import { facilityRoutes, providerRoutes } from "./providers.ts";
import { problem } from "./replies.ts";

const signInPath = "/auth/token/password";
const clientSignInPath = "/auth/oauth/token";

/** An imitation of Verifiable's API, below `/verifiable/api`. */
export function verifiablePlatform(context: SandboxContext): Platform {
  const tokens = new Tokens(context);
  const routes: readonly Route[] = [
    { method: "POST", path: signInPath, answer: (call) => signIn(context, tokens, call) },
    { method: "POST", path: clientSignInPath, answer: (call) => clientSignIn(context, tokens, call) },
    {
      method: "POST",
      path: "/auth/token/invalidate",
      answer: (call) => invalidateMany(tokens, call),
    },
    {
      method: "POST",
      path: "/auth/token/:id/invalidate",
      answer: (_call, id) => invalidateOne(tokens, id),
    },
    ...providerRoutes(context),
    ...licenseRoutes(context),
    ...facilityRoutes(context),
    ...credentialingRoutes(context),
  ];
  return {
    name: "verifiable",
    prefix: "/verifiable/api",
    knows: (call) => isSignIn(call) || tokens.of(call) !== undefined,
    isRightSecret,
    answer: (call) => answer(routes, tokens, call),
    // No Retry-After and no other rate header is documented for this platform.
    tooMany: () => json(429, { title: "Too Many Requests", status: 429 }),
    refusal: problem,
    lockedOut: 401,
  };
}

function answer(routes: readonly Route[], tokens: Tokens, call: Call): Reply {
  const token = tokens.of(call);
  if (!isSignIn(call)) {
    if (token === undefined) return problem(401, "The token is missing, expired or revoked.");
    tokens.touch(token);
  }
  const match = matchRoute(routes, call.method, call.path);
  if (match.kind === "none") return problem(404);
  if (match.kind === "wrong-method") return problem(405);
  const { id = "", other = "" } = match.ids;
  for (const given of Object.values(match.ids)) {
    if (!uuidPattern.test(given)) return problem(400, `The value '${given}' is not valid.`);
  }
  return match.route.answer(call, id.toLowerCase(), other.toLowerCase());
}

function isSignIn(call: Call): boolean {
  return call.path === signInPath || call.path === clientSignInPath;
}

/** Which fields of a sign-in hold secrets, and whether they are right. */
function isRightSecret(key: string, value: string): boolean | undefined {
  switch (key) {
    case "password":
      return value === credentials.VERIFIABLE_PASSWORD;
    case "client_secret":
      return value === credentials.VERIFIABLE_CLIENT_SECRET;
    case "newPassword":
      return false;
    default:
      return undefined;
  }
}
