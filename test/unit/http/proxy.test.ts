import { describe, expect, test } from "vitest";
import { proxiesOf } from "../../../src/config/proxies.ts";
import { proxyTo } from "../../../src/http/proxy.ts";
import { replyOf, replyOfFailure, type Reply } from "../../../src/http/reply.ts";
import { openTransport } from "../../../src/http/transport.ts";
import { isLoopback, isOnlyNear } from "../../../src/text/loopback.ts";
import { answeringServer, httpAnswer, rawServer, tunnelProxy } from "../../support/loopback.ts";
import { someWrite } from "../builders/clients.ts";

type Env = Readonly<Record<string, string>>;

const shown = (env: Env, address: string): string | undefined =>
  proxyTo(new URL(address), proxiesOf(env))?.shown;
const platform = "https://api.medallion.test";
const proxy = "http://proxy.test:3128";

describe("the way to a platform", () => {
  test("leads through no proxy where none is set", () => {
    expect(shown({}, platform)).toBeUndefined();
  });

  test.each<[Env, string]>([
    [{ HTTPS_PROXY: proxy }, "proxy.test:3128"],
    [{ https_proxy: proxy }, "proxy.test:3128"],
    [{ Https_Proxy: proxy }, "proxy.test:3128"],
    [{ HTTP_PROXY: proxy }, "proxy.test:3128"],
    [{ http_proxy: proxy }, "proxy.test:3128"],
    [{ HTTPS_PROXY: "", HTTP_PROXY: proxy }, "proxy.test:3128"],
    [{ HTTPS_PROXY: "http://one.test", HTTP_PROXY: proxy }, "one.test:80"],
    [{ https_proxy: "http://small.test:1", HTTPS_PROXY: proxy }, "small.test:1"],
    [{ HTTPS_PROXY: "proxy.test:3128" }, "proxy.test:3128"],
    [{ HTTPS_PROXY: "https://proxy.test" }, "proxy.test:443"],
    [{ HTTPS_PROXY: "http://user:p%40ss@proxy.test:3128" }, "proxy.test:3128"],
    [{ HTTPS_PROXY: " http://proxy.test:3128/ " }, "proxy.test:3128"],
    [{ HTTPS_PROXY: proxy, NO_PROXY: "other.test" }, "proxy.test:3128"],
    [{ HTTPS_PROXY: proxy, NO_PROXY: "medallion.test:8443" }, "proxy.test:3128"],
    [{ HTTPS_PROXY: proxy, NO_PROXY: "allion.test" }, "proxy.test:3128"],
  ])("leads with %j through %s", (env, expected) => {
    expect(shown(env, platform)).toBe(expected);
  });

  test.each<Env>([
    { NO_PROXY: "api.medallion.test" },
    { no_proxy: "other.test, Medallion.TEST" },
    { NO_PROXY: ".medallion.test" },
    { NO_PROXY: "*.medallion.test" },
    { NO_PROXY: "*" },
    { NO_PROXY: "medallion.test:443" },
  ])("leads past the proxy with %j", (bypass) => {
    expect(shown({ HTTPS_PROXY: proxy, ...bypass }, platform)).toBeUndefined();
  });

  test.each([
    "http://127.0.0.1:8080",
    "http://localhost:1",
    "https://127.9.8.7",
    "http://[::1]:80",
    "http://[::ffff:127.0.0.1]",
    "http://a.localhost",
    "http://2130706433",
  ])("to this machine itself has no proxy: %s", (address) => {
    expect(shown({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy }, address)).toBeUndefined();
  });

  test.each([
    "http://",
    "http://user:secret@",
    "socks5://user:secret@proxy.test",
    "http://u:%zz@proxy.test",
    "http://user:secret@:3128",
    "http://secret host",
  ])("is refused at the start, without being shown: %s", (value) => {
    const read = (): unknown => proxiesOf({ https_proxy: value });
    expect(read).toThrow(/https_proxy/);
    expect(read).not.toThrow(/secret|%zz/);
  });
});

describe("a host", () => {
  test.each([
    ["127.0.0.1", true, true],
    ["[::1]", true, true],
    ["[::ffff:7f00:1]", true, true],
    ["localhost.", true, true],
    ["169.254.169.254", false, true],
    ["[fe80::1]", false, true],
    ["[::ffff:a9fe:a9fe]", false, true],
    ["0.0.0.0", false, true],
    ["[::]", false, true],
    ["10.1.2.3", false, false],
    ["example.test", false, false],
    ["127.0.0.1.example.test", false, false],
  ])("%s is this machine: %s, only near: %s", (host, own, near) => {
    expect([isLoopback(host), isOnlyNear(host)]).toEqual([own, near]);
  });
});

describe("a call through a proxy", () => {
  const sent = async (env: Env, base = platform): Promise<Reply> => {
    const transport = openTransport(base, 1, proxiesOf(env));
    try {
      return await transport
        .send(someWrite, {}, 5_000)
        .then((answer) => replyOf(answer, someWrite, 0), replyOfFailure);
    } finally {
      await transport.close();
    }
  };

  test.each([407, 403, 502, 302])(
    "that refuses with %i was not carried out, and the platform said nothing",
    async (status) => {
      const { port, asked } = await tunnelProxy({ status });

      expect(await sent({ HTTPS_PROXY: `http://nightly:p%40ss%3A@127.0.0.1:${port}` })).toMatchObject({
        kind: "not-processed",
        byProxy: true,
        reason: `the proxy 127.0.0.1:${port} refused the connection (${status})`,
      });
      expect(asked).toMatchObject([
        {
          target: "api.medallion.test:443",
          headers: {
            host: "api.medallion.test:443",
            "proxy-authorization": `Basic ${Buffer.from("nightly:p@ss:").toString("base64")}`,
          },
        },
      ]);
    },
  );

  test("that is not there was not carried out", async () => {
    const reply = await sent({ HTTPS_PROXY: "http://127.0.0.1:1" });

    expect(reply).toMatchObject({
      kind: "not-processed",
      reason: "no connection to the proxy 127.0.0.1:1 (ECONNREFUSED)",
    });
    expect(reply).not.toHaveProperty("byProxy");
  });

  test("behind which nothing answers with TLS was not carried out", async () => {
    const { port } = await tunnelProxy({ port: await rawServer((socket) => socket.end("oops")) });

    expect(await sent({ HTTPS_PROXY: `http://127.0.0.1:${port}` })).toMatchObject({
      kind: "not-processed",
      reason: expect.stringMatching(/^no connection through the proxy 127\.0\.0\.1:\d+ \(\w+\)$/),
    });
  });

  test("is made directly where the platform is on this machine", async () => {
    const { port, asked } = await tunnelProxy({ status: 407 });
    const own = await answeringServer(() => httpAnswer(201, '{"id":1}'));
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}` };

    expect(await sent(env, `http://localhost:${own}`)).toMatchObject({ kind: "ok", status: 201 });
    expect(asked).toEqual([]);
  });
});
