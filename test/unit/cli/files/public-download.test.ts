import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publicDownloads } from "../../../../src/cli/files/public-download.ts";
import { noProxies } from "../../../../src/http/proxy.ts";
import { rawServer, tunnelProxy } from "../../../support/loopback.ts";

const server = createServer((request, response) => {
  seen += 1;
  if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
  else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
  else if (request.url === "/packed")
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("%PDF-packed"));
  else if (request.url === "/gone") response.writeHead(403).end("<Error>AccessDenied</Error>");
  else response.end("%PDF-1.7");
});
let port = 0;
let seen = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

async function download(url: string, mayBeOwn: boolean, proxies = noProxies): Promise<string> {
  const downloads = publicDownloads({ mayBeOwn, proxies });
  try {
    const got = await downloads.download(url);
    return "bytes" in got ? Buffer.from(got.bytes).toString() : got.problem;
  } finally {
    await downloads.close();
  }
}

describe("a download from this machine", () => {
  test("is made where the platform is on it too", async () => {
    expect(await download(`http://127.0.0.1:${port}/a.pdf?key=secret`, true)).toBe("%PDF-1.7");
    expect(await download(`http://localhost:${port}/packed`, true)).toBe("%PDF-packed");
  });

  test.each([
    "http://127.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f.1:PORT/",
    "http://127.1:PORT/",
    "http://0.0.0.0:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "https://127.0.0.1:PORT/",
    "https://169.254.169.254/latest/meta-data",
    "https://[fe80::1]/",
    "https://[::ffff:169.254.169.254]/",
  ])("is refused where the platform is elsewhere: %s", async (url) => {
    const before = seen;

    expect(await download(url.replace("PORT", String(port)), false)).toMatch(/leads to this machine/);
    expect(seen).toBe(before);
  });
});

describe("a download", () => {
  test.each([
    ["http://files.example.test/a.pdf?key=secret", /not encrypted/],
    ["http://10.1.2.3/a.pdf?key=secret", /not encrypted/],
    ["file:///etc/passwd?secret", /not encrypted/],
    ["data:application/pdf,secret", /not encrypted/],
    ["not an address, secret", /could not be fetched \(ERR_INVALID_URL\)/],
    ["http://127.0.0.1:PORT/away?secret", /leads to this machine|not encrypted/],
    ["http://127.0.0.1:PORT/loop?secret", /./],
    ["http://127.0.0.1:PORT/gone", /answered 403/],
  ])("that cannot be made says why, and never where: %s", async (url, problem) => {
    const said = await download(url.replace("PORT", String(port)).replace(/away\?secret/, "away"), true);

    expect(said).toMatch(problem);
    expect(said).not.toMatch(/secret|http:|169\.254/);
  });

  test("goes through the proxy, whose refusal is reported as its own", async () => {
    const { port: proxyPort, asked } = await tunnelProxy({ status: 407 });
    const proxy = {
      secure: false,
      host: "127.0.0.1",
      port: proxyPort,
      authorization: undefined,
      shown: `127.0.0.1:${proxyPort}`,
      variable: "HTTPS_PROXY",
    };

    expect(await download("https://files.test/a.pdf", false, { proxy, bypasses: [] })).toBe(
      `The PDF could not be fetched (the proxy 127.0.0.1:${proxyPort} refused the connection (407)).`,
    );
    expect(asked.map(({ target }) => target)).toEqual(["files.test:443"]);
  });

  test("that is broken off says so", async () => {
    const broken = await rawServer((socket) => {
      socket.once("data", () => socket.destroy());
    });

    expect(await download(`http://127.0.0.1:${broken}/`, true)).toMatch(/could not be fetched \(\w+\)/);
  });
});
