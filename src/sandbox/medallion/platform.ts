import { type SandboxContext, credentials } from "../context.ts";
import {
  headerOf,
  mediaType,
  type Call,
  type Platform,
  empty,
  html,
  json,
  type Reply,
  matchRoute,
  type Route,
  uuidPattern,
} from "../http/platform.ts";
import { credentialingRoutes, credentialingFileRoutes } from "./credentialing.ts";
import { enrollmentRoutes } from "./enrollment-create.ts";
import { finishedEnrollmentRoutes } from "./finished-enrollments.ts";
import { licenseRoutes } from "./licenses.ts";
import { lookupRoutes } from "./lookups.ts";
import { providerRoutes } from "./providers.ts";
import { detail, notFound } from "./replies.ts";
import { createLicenseRequests, serviceRequestRoutes } from "./service-requests.ts";

/** An imitation of Medallion's public API, below `/medallion`. */
export function medallionPlatform(context: SandboxContext): Platform {
  const routes: readonly Route[] = [
    ...providerRoutes(context),
    ...lookupRoutes(context),
    ...licenseRoutes(context),
    ...serviceRequestRoutes(context),
    ...enrollmentRoutes(context),
    ...finishedEnrollmentRoutes(context),
    ...credentialingRoutes(context),
    ...credentialingFileRoutes(context),
    {
      method: "POST",
      path: "/p/api/v1/organizations/:organization/new-license-request/",
      answer: (call) => createLicenseRequests(context, call),
    },
  ];
  return {
    name: "medallion",
    prefix: "/medallion",
    knows,
    isRightSecret: () => undefined,
    answer: (call) => answer(context, routes, call),
    tooMany,
    refusal: detail,
    lockedOut: context.quirks.badKeyStatus,
  };
}

function knows(call: Call): boolean {
  return headerOf(call, "x-api-key") === credentials.MEDALLION_API_KEY;
}

function answer(context: SandboxContext, routes: readonly Route[], call: Call): Reply {
  const match = matchRoute(routes, call.method, call.path);
  if (match.kind === "none") return lostWay(routes, call);
  if (!knows(call)) return lockedOut(context, call);
  if (match.kind === "wrong-method") return detail(405, `Method "${call.method}" not allowed.`);
  const { organization, id } = match.ids;
  for (const given of [organization, id]) {
    if (given !== undefined && !uuidPattern.test(given)) return detail(400, "Invalid id in path.");
  }
  const own = context.world.medallion.organizationId;
  if (organization !== undefined && organization.toLowerCase() !== own) return notFound();
  if (call.method === "POST" && mediaType(call) !== "application/json") {
    return detail(415, `Unsupported media type "${mediaType(call)}" in request.`);
  }
  return match.route.answer(call, (id ?? "").toLowerCase(), "");
}

/**
 * Paths end in a slash. Without it the web framework redirects, whatever the method; a client that
 * follows turns its POST into a GET.
 */
function lostWay(routes: readonly Route[], call: Call): Reply {
  const slashed = matchRoute(routes, call.method, `${call.path}/`);
  if (slashed.kind === "none") return html(404, "Not Found");
  const query = call.query.toString();
  return empty(301, { location: `/medallion${call.path}/${query === "" ? "" : `?${query}`}` });
}

function lockedOut(context: SandboxContext, call: Call): Reply {
  const given = headerOf(call, "x-api-key") !== "";
  return detail(
    context.quirks.badKeyStatus,
    given ? "Invalid API key." : "Authentication credentials were not provided.",
  );
}

function tooMany(retryAfterMs: number): Reply {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return json(
    429,
    { detail: `Request was throttled. Expected available in ${seconds} seconds.` },
    { "retry-after": String(seconds) },
  );
}
