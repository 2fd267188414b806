import { once } from "node:events";
import { createServer } from "node:http";
import { caqhPlatform } from "./caqh/platform.ts";
import { credentials } from "./credentials.ts";
import { FaultDice } from "./faults/trouble.ts";
import { filesPlatform } from "./files-platform.ts";
import { windowsOf, makeContext } from "./context.ts";
import { medallionPlatform } from "./medallion/platform.ts";
import { receive, type ReceptionDesk } from "./reception.ts";
import { sandboxEnv } from "./sandbox-env.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import type { SeenRequest } from "./seen-request.ts";
import { advanceOneDay } from "./state/advance.ts";
import { verifiablePlatform } from "./verifiable/platform.ts";

/** Starts an imitation of the three platforms on loopback; resolves once it can be called. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let url = "";
  let closing = false;
  const log: SeenRequest[] = [];
  const context = makeContext(options, () => url);
  const desk: ReceptionDesk = {
    platforms: [
      medallionPlatform(context),
      verifiablePlatform(context),
      caqhPlatform(context),
      filesPlatform(context),
    ],
    windows: windowsOf(options.limits ?? {}),
    dice: new FaultDice(options.faults ?? [], options.seed ?? 1),
    now: options.now,
    sleep: options.sleep,
    latencyMs: options.latencyMs ?? 0,
    onRequest: (seen) => options.onRequest?.(seen),
    log,
    isClosing: () => closing,
  };
  const server = createServer((request, response) => {
    receive(desk, request, response).catch((error: unknown) => {
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

  let day = 0;
  return {
    url,
    env: sandboxEnv(url, context.world),
    clientCredentials: {
      VERIFIABLE_CLIENT_ID: credentials.VERIFIABLE_CLIENT_ID,
      VERIFIABLE_CLIENT_SECRET: credentials.VERIFIABLE_CLIENT_SECRET,
    },
    requests: log,
    state: {
      get day() {
        return day;
      },
      licenseRequests: context.stores.licenseRequests.rows,
      enrollments: context.stores.enrollments.rows,
      credentialing: context.stores.credentialing.rows,
      credentialingRequests: context.stores.credentialingRequests.rows,
    },
    advanceDays: (days) => {
      for (let passed = 0; passed < days; passed += 1) {
        day += 1;
        advanceOneDay(context.stores, day, options.now());
      }
    },
    close: async () => {
      if (!closing) {
        closing = true;
        server.close();
        server.closeAllConnections();
      }
      await ended;
    },
  };
}
