import { describe, expect, test } from "vitest";
import type { Fault, Sandbox } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { caqh, field, medallion, verifiable, type Answer } from "./calls.ts";
import { noon, sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const providers = "/api/v1/org/providers/";

/** Asks for a credential, which is the shortest write, and says how it ended. */
async function write(sandbox: Sandbox): Promise<Answer | "no answer"> {
  const organization = sandbox.env.MEDALLION_ORGANIZATION_ID;
  const path = `/p/api/v1/organizations/${organization}/credentialing-service-requests/`;
  const body = { provider_id: demoPeople.okafor.medallionId };
  return medallion(sandbox, "POST", path, { body }).catch(() => "no answer" as const);
}

async function struckBy(fault: Fault): Promise<{
  readonly ending: Answer | "no answer";
  readonly made: number;
  readonly sandbox: Sandbox;
  readonly waits: readonly number[];
}> {
  const { sandbox, clock } = await start({ faults: [fault] });
  const before = sandbox.state.credentialing.length;
  const ending = await write(sandbox);
  const made = sandbox.state.credentialing.length - before;
  return { ending, made, sandbox, waits: clock.waits };
}

describe("a fault", () => {
  test.each([
    ["lost-answer", 1, { kind: "lost-answer" }],
    ["reset-before", 0, { kind: "reset-before" }],
    ["truncated, abruptly,", 1, { kind: "truncated", abrupt: true }],
  ] as const)("%s leaves the client without an answer, and %i made", async (_name, wanted, fault) => {
    const { ending, made, sandbox } = await struckBy(fault);
    expect([ending, made]).toEqual(["no answer", wanted]);
    expect(sandbox.requests.at(-1)).toMatchObject({ fault: fault.kind, executed: wanted === 1 });
  });

  test.each([
    ["bad-gateway-after-commit", 502, 1, { kind: "bad-gateway-after-commit" }],
    ["500", 500, 0, { kind: "500" }],
    ["500 that commits", 500, 1, { kind: "500", commits: true }],
    ["html", 200, 0, { kind: "html" }],
    ["html that commits", 200, 1, { kind: "html", commits: true }],
    ["truncated", 201, 1, { kind: "truncated" }],
    ["slow", 201, 1, { kind: "slow", ms: 300 }],
    ["slow that commits", 201, 1, { kind: "slow", ms: 300, commits: true }],
    ["429", 429, 0, { kind: "429" }],
    ["503-retry-after", 503, 0, { kind: "503-retry-after" }],
    ["unauthorized", 403, 0, { kind: "unauthorized" }],
    ["unauthorized with a status of its own", 401, 0, { kind: "unauthorized", status: 401 }],
    ["lagging-list", 201, 1, { kind: "lagging-list", ms: 1 }],
  ] as const)("%s answers %i, and makes %i", async (_name, status, wanted, fault) => {
    const { ending, made } = await struckBy(fault);
    expect(ending).toMatchObject({ status });
    expect(made).toBe(wanted);
  });

  test.each([
    ["429 says to come back in seconds", { kind: "429", retryAfterSeconds: 7 }, "7"],
    ["429-bare says nothing of coming back", { kind: "429-bare" }, undefined],
    [
      "429-date says to come back at a time",
      { kind: "429-date", retryAfterSeconds: 7 },
      new Date(noon + 7000).toUTCString(),
    ],
    ["503-retry-after says to come back in seconds", { kind: "503-retry-after", retryAfterSeconds: 7 }, "7"],
  ] as const)("%s", async (_says, fault, wanted) => {
    const { ending } = await struckBy(fault);
    expect(ending).toMatchObject({ body: expect.anything() });
    expect(typeof ending === "string" ? "" : ending.headers["retry-after"]).toBe(wanted);
  });

  test("cuts a body so that it is no longer JSON", async () => {
    const { sandbox } = await start({ faults: [{ kind: "truncated" }] });
    const answer = await medallion(sandbox, "GET", providers);
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^\{"count":18/);
    expect(answer.body).toBeUndefined();
  });

  test("can wait before it answers", async () => {
    expect((await struckBy({ kind: "slow", ms: 300 })).waits).toEqual([300]);
  });

  test.each([
    ["after it committed", true, 1],
    ["before anything was made", false, 0],
  ])("that hangs %s ends when the sandbox is closed", async (_when, commits, wanted) => {
    const { sandbox } = await start({ faults: [{ kind: "hang", commits }] });
    const before = sandbox.state.credentialing.length;
    const ending = write(sandbox);
    while (sandbox.requests.at(-1)?.fault === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sandbox.state.credentialing.length - before).toBe(wanted);
    await sandbox.close();
    expect(await ending).toBe("no answer");
    expect(sandbox.requests.at(-1)).toMatchObject({ status: undefined, fault: "hang" });
  });

  test("keeps what it strikes out of the lists for a while", async () => {
    const { sandbox, clock } = await start({ faults: [{ kind: "lagging-list", ms: 5000 }] });
    await write(sandbox);
    const path = `/p/api/v1/organizations/${sandbox.env.MEDALLION_ORGANIZATION_ID}/credentialing-service-requests/`;
    const query = { provider_id: demoPeople.okafor.medallionId };
    const count = async (): Promise<unknown> =>
      field(await medallion(sandbox, "GET", path, { query }), "count");
    expect(await count()).toBe(0);
    clock.ms += 5000;
    expect(await count()).toBe(1);
  });
});

describe("a rule", () => {
  test("strikes only the platform, method, path and access that it names", async () => {
    const faults: readonly Fault[] = [
      { kind: "500", match: { platform: "medallion", path: "^/p/api/v1/FACILITIES" } },
      { kind: "unauthorized", match: { platform: "verifiable", access: "read" } },
      { kind: "html", match: { method: "post", platform: "medallion" } },
    ];
    const { sandbox } = await start({ faults });
    expect((await medallion(sandbox, "GET", "/p/api/v1/facilities/")).status).toBe(500);
    expect((await medallion(sandbox, "GET", providers)).status).toBe(200);
    expect((await verifiable(sandbox, "GET", "/providers")).status).toBe(401);
    expect(await write(sandbox)).toMatchObject({ status: 200 });
    expect((await caqh(sandbox, "/")).status).toBe(404);
  });

  test("tells a sign-in from a write", async () => {
    const { sandbox } = await start({ faults: [{ kind: "500", match: { access: "write" } }] });
    expect((await verifiable(sandbox, "GET", "/providers")).status).toBe(200);
  });

  test("lets calls pass first, and strikes at most so often", async () => {
    const { sandbox } = await start({ faults: [{ kind: "500", after: 2, times: 2 }] });
    const statuses: number[] = [];
    for (let calls = 0; calls < 6; calls += 1) {
      statuses.push((await medallion(sandbox, "GET", providers)).status);
    }
    expect(statuses).toEqual([200, 200, 500, 500, 200, 200]);
  });

  test("strikes its share of calls, the same ones for the same seed", async () => {
    const run = async (seed: number): Promise<string> => {
      const faults: readonly Fault[] = [
        { kind: "500", rate: 0.3 },
        { kind: "429", rate: 0.2 },
      ];
      const { sandbox } = await start({ faults, seed, limits: { medallion: null } });
      for (let calls = 0; calls < 200; calls += 1) {
        await medallion(sandbox, "GET", "/p/api/v1/facilities/");
      }
      return sandbox.requests.map(({ fault }) => fault ?? "-").join(" ");
    };
    const [first, again, other] = [await run(4), await run(4), await run(5)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    const struck = first.split(" ").filter((kind) => kind === "500").length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
  });

  test("gives way to the rule above it when both strike", async () => {
    const { sandbox } = await start({ faults: [{ kind: "429" }, { kind: "500" }] });
    expect((await medallion(sandbox, "GET", providers)).status).toBe(429);
  });
});

describe("latency", () => {
  test("is waited out before anything is done", async () => {
    const { sandbox, clock } = await start({ latencyMs: 40 });
    await medallion(sandbox, "GET", providers);
    expect(clock.waits).toEqual([40]);
  });
});
