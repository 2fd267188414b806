import type { ServerResponse } from "node:http";
import type { Ending } from "../faults/trouble.ts";
import type { Reply } from "./platform.ts";

/** Ends an exchange as told; a client that has gone away meanwhile is no error. */
export function sendEnding(response: ServerResponse, ending: Ending): void {
  if (response.destroyed) return;
  switch (ending.kind) {
    case "answer":
      send(response, ending.reply);
      return;
    case "cut":
      sendHalf(response, ending.reply, ending.abrupt);
      return;
    case "drop":
      if (ending.reset) response.socket?.resetAndDestroy();
      else response.socket?.destroy();
      return;
    case "silence":
      return;
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const payload = Buffer.from(reply.payload);
  // A 204 has no body and must not announce the length of one.
  const length = reply.status === 204 ? {} : { "content-length": String(payload.length) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(payload);
}

/** Without a length the half body ends as if it were whole; with one, the connection breaks. */
function sendHalf(response: ServerResponse, reply: Reply, abrupt: boolean): void {
  const payload = Buffer.from(reply.payload);
  const half = payload.subarray(0, Math.floor(payload.length / 2));
  if (!abrupt) {
    response.writeHead(reply.status, { ...reply.headers, "transfer-encoding": "chunked" });
    response.end(half);
    return;
  }
  response.writeHead(reply.status, {
    ...reply.headers,
    "content-length": String(payload.length),
  });
  response.write(half, () => response.socket?.destroy());
}
