import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tunnelProxy } from "../support/loopback.ts";
import { startProgram } from "../support/program.ts";
import { testCertificate, testKey } from "../support/test-certificate.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "roster-sync-proxy-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const account = {
  MEDALLION_API_KEY: "key-behind-a-proxy",
  MEDALLION_ORGANIZATION_ID: "0f8fad5b-d9cb-469f-a165-708677289501",
  MEDALLION_BASE_URL: "https://api.medallion.test",
};

test("a platform is reached through the proxy of the .env file, with the company's certificate", async () => {
  const keys: unknown[] = [];
  const platform = createServer({ key: testKey, cert: testCertificate }, (request, response) => {
    keys.push(request.headers["x-api-key"]);
    response.setHeader("content-type", "application/json");
    response.end('{"count":0,"results":[]}');
  });
  await new Promise<void>((resolve) => void platform.listen(0, "127.0.0.1", resolve));
  const { port, asked } = await tunnelProxy({ port: (platform.address() as AddressInfo).port });
  writeFileSync(join(folder, "company.pem"), testCertificate);
  writeFileSync(join(folder, ".env"), `https_proxy: http://nightly:s3cret-word@127.0.0.1:${port}\n`);

  const { ended } = startProgram(["doctor"], folder, {
    ...account,
    NODE_EXTRA_CA_CERTS: join(folder, "company.pem"),
  });
  const { code, stdout, stderr } = await ended;
  platform.close();
  platform.closeAllConnections();

  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(
    `Medallion: answers and accepts the credentials; reached through the proxy 127.0.0.1:${port} (HTTPS_PROXY)`,
  );
  expect(stdout).not.toMatch(/s3cret|nightly|key-behind/);
  expect([...new Set(keys)]).toEqual([account.MEDALLION_API_KEY]);
  expect(asked.length).toBeGreaterThan(0);
  for (const one of asked) {
    expect(one).toMatchObject({
      target: "api.medallion.test:443",
      headers: { "proxy-authorization": expect.stringMatching(/^Basic /) },
    });
  }
});
