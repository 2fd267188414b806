import { describe, expect, test } from "vitest";
import { replyOf, replyOfFailure, type Reply, type WireAnswer } from "../../../src/http/reply.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

function answered(
  status: number,
  write: boolean,
  { text = "{}", retryAfter }: { text?: string; retryAfter?: string } = {},
): Reply {
  return replyOf({ status, retryAfter, text } as WireAnswer, write, now);
}

describe("an answer", () => {
  test.each<[number, Reply["kind"], Reply["kind"]]>([
    [200, "ok", "ok"],
    [201, "ok", "ok"],
    [204, "ok", "ok"],
    [292, "ok", "ok"],
    [301, "refused", "unknown"],
    [302, "refused", "unknown"],
    [307, "refused", "unknown"],
    [308, "refused", "unknown"],
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
    expect([answered(status, false).kind, answered(status, true).kind]).toEqual([read, write]);
  });

  test("that can be read gives its body, whatever that is", () => {
    const bodies = ['{"id":"a"}', "[1]", "null", '"text"', " 7 "];

    expect(bodies.map((text) => answered(200, false, { text }))).toEqual(
      [{ id: "a" }, [1], null, "text", 7].map((body) => ({ kind: "ok", status: 200, body })),
    );
  });

  test.each(["", "  \n"])("without a body is all right: %j", (text) => {
    expect(answered(204, true, { text })).toEqual({ kind: "ok", status: 204, body: undefined });
  });

  test.each(["<html><body>Please sign in</body></html>", '{"id":', "ok", "{'single': 'quotes'}"])(
    "that cannot be read leaves a write in doubt: %j",
    (text) => {
      expect(answered(200, true, { text })).toMatchObject({
        kind: "unknown",
        reason: expect.stringContaining("not JSON"),
      });
      expect(answered(201, false, { text }).kind).toBe("unknown");
    },
  );

  test.each<[number, string | undefined, object]>([
    [429, "7", { kind: "not-processed", throttled: true, retryAfterMs: 7_000 }],
    [429, "Sun, 01 Mar 2026 12:00:30 GMT", { kind: "not-processed", throttled: true, retryAfterMs: 30_000 }],
    [429, undefined, { kind: "not-processed", throttled: true, retryAfterMs: undefined }],
    [429, "soon", { kind: "not-processed", throttled: true, retryAfterMs: undefined }],
    [503, "5", { kind: "not-processed", throttled: true, retryAfterMs: 5_000 }],
    [503, "soon", { kind: "unknown" }],
    [500, "5", { kind: "unknown" }],
  ])("of %i with Retry-After %s is %o", (status, retryAfter, expected) => {
    const reply = answered(status, true, retryAfter === undefined ? {} : { retryAfter });

    expect(reply).toMatchObject(expected);
    expect(reply).toHaveProperty("reason", expect.stringMatching(new RegExp(`^${status}: `)));
  });

  test("that says no says why", () => {
    expect(answered(400, true, { text: '{"payer_name":["This field is required."]}' })).toEqual({
      kind: "refused",
      status: 400,
      reason: "400: payer_name: This field is required.",
    });
    expect(answered(403, false, { text: '{"detail":"Invalid key."}' })).toMatchObject({
      reason: "403: Invalid key.",
    });
  });

  test("that points elsewhere says that nobody goes there, and not where", () => {
    for (const write of [true, false]) {
      expect(answered(302, write, { text: "http://elsewhere.example.test" })).toHaveProperty(
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
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
  ])("that never got a connection (%s) was not carried out", (code) => {
    expect(replyOfFailure(failure({ code }))).toEqual({
      kind: "not-processed",
      reason: `no connection (${code})`,
      throttled: false,
      retryAfterMs: undefined,
    });
  });

  test.each([
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
    "for a reason that nobody knows may have been carried out",
    (error) => {
      expect(replyOfFailure(error).kind).toBe("unknown");
    },
  );
});
