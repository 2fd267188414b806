import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Call } from "../../../src/http/call.ts";
import { KeptBackError } from "../../../src/http/intent-age.ts";
import { noProxies } from "../../../src/http/proxy.ts";
import { replyOf, replyOfFailure, type Reply } from "../../../src/http/reply.ts";
import { openTransport } from "../../../src/http/transport.ts";
import { answeringServer, httpAnswer, rawServer } from "../../support/loopback.ts";
import { someRead, someWrite } from "../builders/clients.ts";

async function called(port: number, call: Call = someRead, scheme = "http"): Promise<Reply> {
  const transport = openTransport(`${scheme}://127.0.0.1:${port}`, 1, noProxies);
  try {
    return await transport.send(call, {}, 5_000).then((answer) => replyOf(answer, call, 0), replyOfFailure);
  } finally {
    await transport.close();
  }
}

const json = '{"results":[1,2,3]}';

describe("a body that was compressed on the way", () => {
  const packed: readonly (readonly [string, Buffer])[] = [
    ["gzip", gzipSync(json)],
    ["GZIP", gzipSync(json)],
    ["x-gzip", gzipSync(json)],
    ["deflate", deflateSync(json)],
    ["deflate", deflateRawSync(json)],
    ["br", brotliCompressSync(json)],
    ["gzip, br", brotliCompressSync(gzipSync(json))],
    ["identity", Buffer.from(json)],
    ["", gzipSync(json)],
  ];

  test.each(packed)("with %s is unpacked", async (encoding, bytes) => {
    const port = await answeringServer(() =>
      httpAnswer(200, bytes, encoding === "" ? {} : { "content-encoding": encoding }),
    );

    expect(await called(port)).toMatchObject({ kind: "ok", body: { results: [1, 2, 3] } });
  });

  test("is unpacked when it refuses, as far as it came", async () => {
    const words = JSON.stringify({ detail: "This field is required." });
    const port = await answeringServer(() =>
      httpAnswer(400, gzipSync(words), { "content-encoding": "gzip" }),
    );

    expect(await called(port)).toEqual({
      kind: "refused",
      status: 400,
      reason: "400: This field is required.",
    });
  });

  test.each([
    ["is not what its header says", "gzip", Buffer.from(json)],
    ["is packed in a way that nobody knows", "zstd", Buffer.from("(\u00b5/\u00fd")],
    ["is packed again and again", "gzip, gzip, gzip, gzip", Buffer.from(json)],
    ["unpacks to more than any page has", "gzip", gzipSync(Buffer.alloc(65 * 1024 * 1024, " "))],
  ])("and that %s cannot be read", async (_what, encoding, bytes) => {
    const port = await answeringServer(() => httpAnswer(200, bytes, { "content-encoding": encoding }));

    expect(await called(port)).toMatchObject({
      kind: "unknown",
      unreadable: true,
      reason: expect.stringMatching(/^200 with a body that (cannot be unpacked|is not JSON) /),
    });
  });
});

describe("a body, however long,", () => {
  const million = 1024 * 1024;
  const repeated = (text: string, length = million): Buffer => Buffer.alloc(length, text);
  const answering = (status: number, body: Buffer): Promise<number> =>
    rawServer((socket) => {
      socket.once("data", () => {
        socket.write(`HTTP/1.1 ${status} Answer\r\ncontent-length: ${body.length}\r\n\r\n`);
        socket.end(body);
      });
    });

  test.each([
    ["letters and dashes", repeated("a-")],
    ["dashes", repeated("-")],
    ["what begins a tag", repeated("<")],
    ["what begins a script", repeated("<script>")],
    ["what begins an address", repeated("a")],
    ["dots behind an @", repeated("a@a.")],
    ["digits and dashes", repeated("123-45-")],
    ["brackets", repeated("[")],
    ["nested objects", repeated('{"a":')],
    ["blanks", repeated(" ")],
    ["60 MB of letters", repeated("a", 60 * million)],
    ["60 MB of what begins a tag", repeated("<", 60 * million)],
  ])("of %s that refuses takes no time", async (_what, body) => {
    const port = await answering(500, body);
    const began = performance.now();

    const reply = await called(port);

    expect(reply).toMatchObject({ kind: "unknown", reason: expect.stringMatching(/^500: .{1,300}$/) });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test.each(["a", "-", "<", "["])("of 10 MB of %j that confirms takes hardly any time", async (letter) => {
    const port = await answering(200, repeated(letter, 10 * million));
    const began = performance.now();

    expect(await called(port)).toMatchObject({ kind: "unknown", unreadable: true });
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe("a connection", () => {
  test("that is refused carried nothing", async () => {
    const port = await rawServer(() => undefined);
    const free = port === 65_535 ? port - 1 : port + 1;

    expect(await called(free, someWrite)).toMatchObject({
      kind: expect.stringMatching(/^(not-processed|unknown)$/),
    });
  });

  test.each([
    ["is closed", (socket: { destroy: () => void }) => socket.destroy()],
    [
      "speaks no TLS",
      (socket: { end: (text: string) => void }) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    ],
  ])("that %s while TLS is being agreed on carried nothing", async (_what, end) => {
    const port = await rawServer((socket) => {
      socket.once("data", () => end(socket));
    });

    expect(await called(port, someWrite, "https")).toMatchObject({
      kind: "not-processed",
      reason: expect.stringMatching(/^no connection \(/),
    });
  });

  test.each([
    ["closed", (socket: { destroy: () => void }) => socket.destroy()],
    ["reset", (socket: { resetAndDestroy: () => void }) => socket.resetAndDestroy()],
    ["answered with noise", (socket: { end: (text: string) => void }) => socket.end("oops\r\n\r\n")],
    [
      "cut in the middle of the answer",
      (socket: { end: (text: string) => void }) =>
        socket.end("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"),
    ],
  ])("that is %s after the request may have carried it", async (_what, end) => {
    const port = await rawServer((socket) => {
      socket.once("data", () => end(socket));
    });

    expect((await called(port, someWrite)).kind).toBe("unknown");
  });
});

describe("a call that must not leave after all", () => {
  test("is stopped when there is a connection for it, before any of its bytes are written", async () => {
    const received: string[] = [];
    const port = await rawServer((socket) => {
      socket.on("data", (chunk) => {
        received.push(chunk.toString("latin1"));
        socket.end(httpAnswer(201, "{}"));
      });
    });
    const transport = openTransport(`http://127.0.0.1:${port}`, 1, noProxies);
    let keeps = true;
    const send = () =>
      transport.send(someWrite, {}, 5_000, () => (keeps ? new KeptBackError(undefined) : undefined));
    await expect(send()).rejects.toThrow(KeptBackError);
    expect(received).toEqual([]);
    keeps = false;
    expect((await send()).status).toBe(201);
    expect(received).toHaveLength(1);
    await transport.close();
  });
});
