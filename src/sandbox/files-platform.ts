import type { SandboxContext } from "./context.ts";
import type { Call } from "./http/call.ts";
import type { Platform } from "./http/platform.ts";
import { json } from "./http/reply.ts";
import type { Reply } from "./http/reply.ts";
import { hasFile, linkSignature } from "./medallion/credentialing-rows.ts";
import { fullName } from "./medallion/provider-rows.ts";
import { onePagePdf } from "./one-page-pdf.ts";

/**
 * The host of the PDFs, below `/files`. Links carry their own right to be read, as with the stores
 * that hand out signed links; such a store answers 400 to a request that brings credentials as well,
 * and so does this one: Medallion's key has no business here.
 */
export function filesPlatform(context: SandboxContext): Platform {
  return {
    name: "files",
    prefix: "/files",
    knows: (call) => bringsCredentials(call) === undefined,
    isRightSecret: () => undefined,
    answer: (call) => answer(context, call),
    tooMany: (retryAfterMs) =>
      json(
        429,
        { message: "Too many downloads." },
        { "retry-after": String(Math.ceil(retryAfterMs / 1000)) },
      ),
    refusal,
    lockedOut: 403,
  };
}

function answer(context: SandboxContext, call: Call): Reply {
  const unwelcome = bringsCredentials(call);
  if (unwelcome !== undefined) return refusal(400, `The ${unwelcome} header is not for this host.`);
  if (call.method !== "GET") return refusal(405, "Only GET is served here.");
  const id = /^\/([0-9a-f-]{36})\.pdf$/.exec(call.path)?.[1] ?? "";
  const request = context.stores.credentialing.rows.find(({ fileId }) => fileId === id);
  if (request === undefined || !hasFile(request)) return refusal(404, "No such file.");
  if (call.query.get("signature") !== linkSignature(id)) return refusal(403, "Bad signature.");
  const provider = context.providers.get(request.provider);
  return {
    status: 200,
    headers: { "content-type": "application/pdf" },
    payload: onePagePdf([
      "Credentialing file (invented)",
      provider === undefined ? "" : fullName(provider),
      `Status: ${request.credentialingStatus ?? "none"}`,
    ]),
  };
}

function bringsCredentials(call: Call): string | undefined {
  return ["x-api-key", "authorization"].find((name) => call.headers[name] !== undefined);
}

function refusal(status: number, message: string): Reply {
  return json(status, { message });
}
