import { describe, expect, test } from "vitest";
import { RollingWindow } from "../../src/sandbox/http/rolling-window.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { caqh, medallion, signIn, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const providers = "/api/v1/org/providers/";
const ten = { calls: 10, perMs: 60_000 };

describe("a rolling window", () => {
  test("gives room back call by call, not all at once", () => {
    const window = new RollingWindow({ calls: 2, perMs: 100 });
    expect([0, 60, 70].map((ms) => window.waitFor(ms))).toEqual([0, 0, 30]);
    expect(window.waitFor(99)).toBe(1);
    expect(window.waitFor(100)).toBe(0);
    expect(window.waitFor(101)).toBe(59);
  });

  test("never lets more than its calls through in any stretch of its time", () => {
    const limit = { calls: 7, perMs: 1000 };
    const window = new RollingWindow(limit);
    const passed: number[] = [];
    for (let ms = 0; ms < 20_000; ms += 13) if (window.waitFor(ms) === 0) passed.push(ms);
    for (const from of passed) {
      const within = passed.filter((ms) => ms >= from && ms < from + limit.perMs);
      expect(within.length).toBeLessThanOrEqual(limit.calls);
    }
    expect(passed.length).toBeGreaterThan(100);
  });
});

describe("Medallion's limit", () => {
  test("is shared by all paths and answered with the seconds to wait", async () => {
    const { sandbox, clock } = await start({ limits: { medallion: ten } });
    for (let calls = 0; calls < 9; calls += 1) await medallion(sandbox, "GET", providers);
    await medallion(sandbox, "GET", "/p/api/v1/lines-of-business/");
    clock.ms += 20_500;
    const refused = await medallion(sandbox, "GET", providers);
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "40"]);
    expect(refused.complaints).toEqual([]);
    clock.ms += 40_000;
    expect((await medallion(sandbox, "GET", providers)).status).toBe(200);
  });

  test("keeps a refused call from being carried out", async () => {
    const { sandbox } = await start({ limits: { medallion: { calls: 1, perMs: 1000 } } });
    await medallion(sandbox, "GET", providers);
    const before = sandbox.state.credentialing.length;
    const organization = sandbox.env.MEDALLION_ORGANIZATION_ID;
    const path = `/p/api/v1/organizations/${organization}/credentialing-service-requests/`;
    const body = { provider_id: demoPeople.okafor.medallionId };
    expect((await medallion(sandbox, "POST", path, { body })).status).toBe(429);
    expect(sandbox.state.credentialing).toHaveLength(before);
    expect(sandbox.requests.at(-1)).toMatchObject({ status: 429, executed: false });
  });

  test("is 240 calls a minute when nobody says otherwise", async () => {
    const { sandbox } = await start();
    const statuses = await Promise.all(
      Array.from({ length: 245 }, () =>
        medallion(sandbox, "GET", "/p/api/v1/facilities/").then(({ status }) => status),
      ),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });
});

describe("the other limits", () => {
  test("of Verifiable say nothing about waiting", async () => {
    const { sandbox } = await start({ limits: { verifiable: { calls: 1, perMs: 1000 } } });
    const authorization = `Bearer ${await signIn(sandbox)}`;
    const refused = await verifiable(sandbox, "GET", "/providers", { authorization });
    expect([refused.status, refused.body]).toEqual([429, { title: "Too Many Requests", status: 429 }]);
    expect(refused.headers).not.toHaveProperty("retry-after");
  });

  test("of CAQH exist only when set, and any can be taken away", async () => {
    const limited = await start({ limits: { caqh: { calls: 1, perMs: 1000 } } });
    await caqh(limited.sandbox, "/");
    expect((await caqh(limited.sandbox, "/")).status).toBe(429);
    const free = await start({ limits: { medallion: null } });
    const statuses = await Promise.all(
      Array.from({ length: 300 }, () =>
        medallion(free.sandbox, "GET", "/p/api/v1/facilities/").then(({ status }) => status),
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
