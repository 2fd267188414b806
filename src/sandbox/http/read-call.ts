import type { IncomingMessage } from "node:http";
import type { Call } from "./platform.ts";

/** No body of the documented operations comes near this. */
const maxBytes = 1_000_000;

/** Reads a whole request, or gives undefined when the client went away before its end. */
export async function readCall(request: IncomingMessage): Promise<Call | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    headers: request.headers,
    text: Buffer.concat(chunks).toString("utf8"),
    lagMs: 0,
    listTroubles: [],
  };
}
