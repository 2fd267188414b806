import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { SandboxOptions } from "./context.ts";
import { readCall } from "./http/read-call.ts";
import { sendEnding } from "./http/send-ending.ts";
import { imitate, type Imitation, type Sandbox } from "./sandbox.ts";

/** Starts an imitation of the three platforms on loopback; resolves once it can be called. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let url = "";
  let closing = false;
  const imitation = imitate(options, () => url);
  const server = createServer((request, response) => {
    serve(imitation, request, response).catch((error: unknown) => {
      // A mistake of the sandbox's own must not pass for one of its faults.
      const reason = error instanceof Error ? error.stack : String(error);
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`The sandbox itself failed: ${reason ?? ""}\n`);
    });
  });
  // Longer than any client waits between two calls: an idle connection that the server ends just as
  // the next call goes out would be trouble that nobody asked for.
  server.keepAliveTimeout = 60_000;
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const ended = once(server, "close");
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
  const { env, clientCredentials, requests, state, advanceDays } = imitation;
  return {
    url,
    env,
    clientCredentials,
    requests,
    state,
    advanceDays,
    close: async () => {
      if (!closing) {
        closing = true;
        imitation.stop();
        server.close();
        server.closeAllConnections();
      }
      await ended;
    },
  };
}

async function serve(
  { receive }: Imitation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request);
  // Gone before its end: no server would have acted on it.
  if (call === undefined) return;
  sendEnding(response, await receive(call));
}
