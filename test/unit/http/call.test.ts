import { describe, expect, test } from "vitest";
import { payloadOf, targetOf, type Call } from "../../../src/http/call.ts";
import { Meter } from "../../../src/http/meter.ts";

const get: Call = { method: "GET", path: "/providers", route: "/providers", purpose: "look-up" };

describe("where a call goes", () => {
  test("is its path below the path of the base URL", () => {
    expect(targetOf(get, "/api")).toBe("/api/providers");
    expect(targetOf(get, "")).toBe("/providers");
    expect(targetOf({ ...get, path: "/api/v1/org/providers/" }, "")).toBe("/api/v1/org/providers/");
  });

  test("has its query encoded, and a list as a repeated name", () => {
    const query = [
      ["search", "O'Brien & Söhne, a=b"],
      ["priority", "High"],
      ["priority", "Urgent"],
      ["cursor", "a+b/c=="],
    ] as const;

    const target = targetOf({ ...get, query }, "");

    expect([...new URL(target, "https://x.test").searchParams]).toEqual(query);
    expect(target).not.toMatch(/[ '&]&|O'Brien &/);
    expect(target.split("?")).toHaveLength(2);
  });
});

describe("what a call carries", () => {
  test("is nothing, or JSON without what is left out", () => {
    const body = { provider: "a", created: undefined, states: ["CA"], owned: false };

    expect(payloadOf(get)).toBeUndefined();
    expect(payloadOf({ ...get, method: "POST", body })).toEqual({
      text: '{"provider":"a","states":["CA"],"owned":false}',
      contentType: "application/json",
    });
  });

  test("is a form where the platform wants one", () => {
    const payload = payloadOf({ ...get, method: "POST", form: true, body: { a: "b&c d", n: 1 } });

    expect(payload?.contentType).toBe("application/x-www-form-urlencoded");
    expect([...new URLSearchParams(payload?.text)]).toEqual([
      ["a", "b&c d"],
      ["n", "1"],
    ]);
  });
});

describe("the count of calls", () => {
  test("goes by purpose, and by how they went", () => {
    const meter = new Meter();

    for (const purpose of ["look-up", "look-up", "submit"] as const) meter.started(purpose);
    meter.throttled();
    meter.failed();
    const { counts } = meter;
    meter.started("status");

    expect(counts).toEqual({ calls: 3, byPurpose: { "look-up": 2, submit: 1 }, throttled: 1, failed: 1 });
    expect(meter.counts.calls).toBe(4);
  });
});
