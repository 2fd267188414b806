import type { IncomingHttpHeaders } from "node:http";
import type { ListTrouble } from "./list-trouble.ts";

/** One request as a platform sees it: whole, with the sandbox's own prefix cut from its path. */
export interface Call {
  readonly method: string;
  /** As sent, undecoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as it arrived. */
  readonly text: string;
  /** How long what this call creates stays out of the lists, on top of the sandbox's own lag. */
  readonly lagMs: number;
  /** What befalls the page that it asks for, if it asks for one. */
  readonly listTroubles: readonly ListTrouble[];
}

/** The body read as JSON, or the reason why it is none. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/** Reads the call's body as JSON without ever throwing. */
export function jsonBody(call: Call): JsonBody {
  try {
    return { ok: true, value: JSON.parse(call.text) as unknown };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "unreadable" };
  }
}

/** The media type of the body in lower case, without parameters. */
export function mediaType(call: Call): string {
  const [type = ""] = (call.headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase();
}

/** A request header as one text; absent headers are empty. */
export function headerOf(call: Call, name: string): string {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}
