import { type SandboxContext, credentials } from "../context.ts";
import { headerOf, type Call, type Platform, json, type Reply } from "../http/platform.ts";
import { message, statusById, statusByNpi, type Profiles } from "./status-check.ts";

/** An imitation of CAQH ProView's status check, below `/caqh`. */
export function caqhPlatform(context: SandboxContext): Platform {
  const { profiles } = context.world.caqh;
  const index: Profiles = {
    byId: new Map(profiles.map((profile) => [profile.caqhProviderId, profile])),
    byNpi: new Map(
      profiles.flatMap((profile) => (profile.npi === undefined ? [] : [[profile.npi, profile]])),
    ),
  };
  return {
    name: "caqh",
    prefix: "/caqh",
    knows,
    isRightSecret: () => undefined,
    answer: (call) => answer(context, index, call),
    // No limit is documented; when a test sets one, the answer is the usual one.
    tooMany: (retryAfterMs) =>
      json(429, { Message: "Too many requests." }, { "retry-after": String(Math.ceil(retryAfterMs / 1000)) }),
    refusal: message,
    lockedOut: 401,
  };
}

function knows(call: Call): boolean {
  const { CAQH_USERNAME, CAQH_PASSWORD } = credentials;
  const login = Buffer.from(`${CAQH_USERNAME}:${CAQH_PASSWORD}`, "latin1").toString("base64");
  const given = /^Basic (.+)$/i.exec(headerOf(call, "authorization"))?.[1];
  return given === login;
}

/** Real clients have used every casing of the path, doubled slashes and a closing one. */
function answer(context: SandboxContext, profiles: Profiles, call: Call): Reply {
  if (!knows(call)) return message(401, "Authorization has been denied for this request.");
  const path = call.path.toLowerCase().replaceAll(/\/+/g, "/").replace(/\/$/, "");
  const check =
    path === "/rosterapi/api/providerstatus"
      ? statusById
      : path === "/rosterapi/api/providerstatusbynpi"
        ? statusByNpi
        : undefined;
  if (check === undefined) return message(404, "No HTTP resource was found.");
  if (call.method !== "GET") {
    return message(405, `The requested resource does not support http method '${call.method}'.`);
  }
  return check(context, profiles, call);
}
