import { describe, expect, test } from "vitest";
import type { Call } from "../../../src/http/call.ts";
import { NotConnectedError } from "../../../src/http/connector.ts";
import { replyOf, replyOfFailure, type Reply, type TransportAnswer } from "../../../src/http/reply.ts";
import { someRead, someWrite } from "../builders/clients.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

function answered(status: number, call: Call, more: Partial<TransportAnswer> = {}): Reply {
  const answer = {
    retryAfter: undefined,
    serverTime: undefined,
    requestId: undefined,
    contentType: undefined,
  };
  return replyOf({ ...answer, status, text: '{"detail":"."}', ...more }, call, now);
}

const further: Call = { ...someRead, furtherPage: true };
const only200: Call = { ...someRead, only200: true };

describe("an answer", () => {
  test.each<[number, Reply["kind"], Reply["kind"]]>([
    [200, "ok", "ok"],
    [201, "ok", "ok"],
    [204, "ok", "ok"],
    [292, "ok", "ok"],
    [301, "unknown", "unknown"],
    [302, "unknown", "unknown"],
    [307, "unknown", "unknown"],
    [308, "unknown", "unknown"],
    [400, "refused", "refused"],
    [401, "forbidden", "forbidden"],
    [403, "forbidden", "forbidden"],
    [404, "refused", "refused"],
    [405, "refused", "refused"],
    [408, "unknown", "unknown"],
    [409, "refused", "refused"],
    [410, "refused", "refused"],
    [418, "refused", "refused"],
    [422, "refused", "refused"],
    [429, "not-processed", "not-processed"],
    [500, "unknown", "unknown"],
    [501, "unknown", "unknown"],
    [502, "unknown", "unknown"],
    [503, "unknown", "unknown"],
    [504, "unknown", "unknown"],
    [599, "unknown", "unknown"],
  ])("of %i is %s to a read and %s to a write", (status, read, write) => {
    expect([answered(status, someRead).kind, answered(status, someWrite).kind]).toEqual([read, write]);
  });

  test("that can be read gives its body, whatever that is", () => {
    const bodies = ['{"id":"a"}', "[1]", "null", '"text"', " 7 "];

    expect(bodies.map((text) => answered(200, someRead, { text }))).toEqual(
      [{ id: "a" }, [1], null, "text", 7].map((body) => ({ kind: "ok", status: 200, body })),
    );
  });

  test.each(["", "  \n"])("without a body is all right for a write and tells a read nothing: %j", (text) => {
    expect(answered(204, someWrite, { text })).toEqual({ kind: "ok", status: 204, body: undefined });
    expect(answered(204, someRead, { text })).toMatchObject({ kind: "unknown", unreadable: true });
  });

  test("of another kind than was asked for tells a read nothing", () => {
    const call = { ...someRead, fits: (body: unknown) => Array.isArray(body) };

    expect(answered(200, call, { text: "[]" }).kind).toBe("ok");
    expect(answered(200, call, { text: '{"detail":"maintenance"}' })).toEqual({
      kind: "unknown",
      unreadable: true,
      reason: "200 with JSON that is not an answer to this call (no content type, 24 characters)",
    });
  });

  test("is given as it came to a call that wants it so", () => {
    expect(answered(200, { ...someRead, keepText: true }, { text: '{"a": 1.0}' })).toEqual({
      kind: "ok",
      status: 200,
      body: { a: 1 },
      text: '{"a": 1.0}',
    });
  });

  test.each([400, 403, 404, 409, 410])("of %i to a further page of a list may be passing", (status) => {
    expect(answered(status, further)).toEqual({ kind: "unknown", reason: `${status}: .` });
  });

  test("of 401 to a further page is about the credentials", () => {
    expect(answered(401, further).kind).toBe("forbidden");
  });

  test.each([
    [201, '{"ssn":1}', "201: not a provider status (no content type, 9 characters)"],
    [204, "", "204: not a provider status (no content type, 0 characters)"],
    [292, "Provider is not active on roster.", "292: Provider is not active on roster."],
    [294, '{"Message":"Not current."}', "294: Not current."],
    [302, "<html>Sign in</html>", "302: redirected, which is never followed"],
  ])("of %i where only a 200 is one refuses in words: %s", (status, text, reason) => {
    expect(answered(status, only200, { text })).toEqual({
      kind: "refused",
      status,
      reason,
    });
  });

  test("that cannot be read is asked for once more where only a 200 is one", () => {
    expect(answered(200, only200, { text: "<html>" })).toMatchObject({ kind: "unknown", repeats: 1 });
  });

  test.each<[string | undefined, string | undefined, string]>([
    [
      '{"id":"a1","ssn":"123456789"}<!-- proxy -->',
      "application/json; charset=utf-8",
      "application/json, 43",
    ],
    ["<html>Ana Garc\u00eda</html>", "text/html", "text/html, 23"],
    ["Ana", "text/\u001b[2Jhtml Ana", "no content type, 3"],
    [undefined, "text/html", "text/html"],
  ])("of a success, such as %j, is never quoted", (text, contentType, shown) => {
    for (const call of [someRead, someWrite, only200]) {
      const reply = answered(200, call, { text, contentType });
      expect(reply).toHaveProperty("reason", expect.stringContaining(`(${shown}`));
      expect(JSON.stringify(reply)).not.toMatch(/Ana|12345|ssn|proxy/);
    }
  });

  test.each(["<html><body>Please sign in</body></html>", '{"id":', "ok", "{'single': 'quotes'}"])(
    "that cannot be read leaves a write in doubt: %j",
    (text) => {
      expect(answered(200, someWrite, { text })).toMatchObject({
        kind: "unknown",
        reason: expect.stringContaining("not JSON"),
      });
      expect(answered(201, someRead, { text }).kind).toBe("unknown");
    },
  );

  test.each<[number, string, string | undefined, object]>([
    [429, "7 seconds", "7", { kind: "not-processed", throttled: true, retryAfterMs: 7_000 }],
    [
      429,
      "a time half a minute ahead",
      "Sun, 01 Mar 2026 12:00:30 GMT",
      { kind: "not-processed", throttled: true, retryAfterMs: 30_000 },
    ],
    [429, "nothing", undefined, { kind: "not-processed", throttled: true, retryAfterMs: undefined }],
    [429, "a word", "soon", { kind: "not-processed", throttled: true, retryAfterMs: undefined }],
    [503, "5 seconds", "5", { kind: "put-off", retryAfterMs: 5_000 }],
    [503, "a word", "soon", { kind: "unknown" }],
    [500, "5 seconds", "5", { kind: "unknown" }],
  ])("of %i is read together with its Retry-After, here %s", (status, _what, retryAfter, expected) => {
    const reply = answered(status, someWrite, { retryAfter });

    expect(reply).toMatchObject(expected);
    expect(reply).toHaveProperty("reason", expect.stringMatching(new RegExp(`^${status}: `)));
  });

  test.each<[number, string | undefined, string]>([
    [429, undefined, "<html><h1>429 Too Many Requests</h1>"],
    [429, "3", ""],
    [429, "3", "slow down"],
    [429, "3", "[]"],
    [429, "3", "{}"],
    [429, "3", '"text"'],
    [429, "3", '{"message":"Too Many Requests"}'],
    [429, undefined, '{"message":"API rate limit exceeded","request_id":"4f"}'],
    [429, "3", '{"detail":null,"error":{"code":429}}'],
    [503, "3", '{"message":"Service Unavailable"}'],
    [503, "3", '{"title":"Service Unavailable","status":503}'],
    [503, "3", "<html>Service Unavailable"],
    [503, "3", ""],
  ])(
    "of %i with Retry-After %j that is not the platform's own may come from in between: %j",
    (status, retryAfter, text) => {
      expect(answered(status, someWrite, { text, retryAfter })).toMatchObject({
        kind: "put-off",
        status,
        retryAfterMs: retryAfter === undefined ? undefined : 3_000,
      });
    },
  );

  test("asks to wait until a moment on the platform's own clock", () => {
    const headers = { retryAfter: "Sun, 01 Mar 2026 12:10:30 GMT", serverTime: now + 600_000 };

    expect(answered(429, someRead, headers)).toMatchObject({ retryAfterMs: 30_000 });
  });

  test("that refuses says why", () => {
    expect(answered(400, someWrite, { text: '{"payer_name":["This field is required."]}' })).toEqual({
      kind: "refused",
      status: 400,
      reason: "400: payer_name: This field is required.",
    });
    expect(answered(403, someRead, { text: '{"detail":"Invalid key."}' })).toMatchObject({
      reason: "403: Invalid key.",
    });
  });

  test("that points elsewhere says that nobody goes there, and not where", () => {
    for (const call of [someRead, someWrite]) {
      expect(answered(302, call, { text: "http://elsewhere.example.test" })).toHaveProperty(
        "reason",
        "302: redirected, which is never followed",
      );
    }
  });
});

describe("a call without an answer", () => {
  const failure = (more: object): Error => Object.assign(new Error("secret text of the request"), more);

  test.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "ECONNRESET",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_SSL_WRONG_VERSION_NUMBER",
  ])("that never got a connection (%s) was not carried out", (code) => {
    expect(replyOfFailure(new NotConnectedError(code, "direct"))).toEqual({
      kind: "not-processed",
      reason: `no connection (${code})`,
      throttled: false,
      retryAfterMs: undefined,
    });
  });

  test.each([
    ["to-proxy", "no connection to the proxy proxy.test:3128 (ECONNREFUSED)", undefined],
    ["refused", "the proxy proxy.test:3128 refused the connection (ECONNREFUSED)", true],
    ["beyond", "no connection through the proxy proxy.test:3128 (ECONNREFUSED)", undefined],
  ] as const)(
    "that got no further than a proxy (%s) says so, and was not carried out",
    (where, reason, byProxy) => {
      const proxy = {
        secure: false,
        host: "proxy.test",
        port: 3128,
        authorization: "Basic c2VjcmV0",
        shown: "proxy.test:3128",
        variable: "HTTPS_PROXY",
      };

      expect(replyOfFailure(new NotConnectedError("ECONNREFUSED", where, proxy))).toEqual({
        kind: "not-processed",
        reason,
        throttled: false,
        retryAfterMs: undefined,
        ...(byProxy === undefined ? {} : { byProxy }),
      });
    },
  );

  test.each([
    "ECONNREFUSED",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ENOTFOUND",
    "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "CERT_HAS_EXPIRED",
    "UND_ERR_CONNECT_TIMEOUT",
    "UND_ERR_INVALID_ARG",
    "ECONNRESET",
    "EPIPE",
    "ETIMEDOUT",
    "UND_ERR_SOCKET",
    "UND_ERR_BODY_TIMEOUT",
    "HPE_INVALID_CONSTANT",
  ])("whose connection broke (%s) may have been carried out", (code) => {
    expect(replyOfFailure(failure({ code }))).toEqual({
      kind: "unknown",
      reason: `the connection broke (${code})`,
    });
  });

  test("in time may have been carried out", () => {
    expect(replyOfFailure(new DOMException("The operation timed out", "TimeoutError"))).toEqual({
      kind: "unknown",
      reason: "no answer in time",
    });
  });

  test.each([new Error("odd"), new TypeError("odd"), {}, Object.assign(new Error("x"), { code: 7 })])(
    "for a reason that is not known may have been carried out",
    (error) => {
      expect(replyOfFailure(error).kind).toBe("unknown");
    },
  );
});
