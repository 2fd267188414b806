import type { Sandbox } from "../../src/sandbox/index.ts";
import { openapi } from "./openapi.ts";

/** What the vendors' descriptions have against the requests that a sandbox received. */
export function complaints(sandbox: Sandbox): readonly string[] {
  return sandbox.requests.flatMap((seen) => {
    if (seen.platform === "none" || seen.platform === "files") return [`${seen.path} belongs to no platform`];
    return openapi(seen.platform)
      .checkRequest({ method: seen.method, path: seen.path, query: seen.query, body: seen.body })
      .map((complaint) => `${seen.method} ${seen.path}: ${complaint}`);
  });
}
