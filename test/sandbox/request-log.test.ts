import { request } from "undici";
import { describe, expect, test } from "vitest";
import type { SeenRequest } from "../../src/sandbox/index.ts";
import { openapi } from "../support/openapi.ts";
import { medallion, signIn, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();

describe("what the sandbox has seen", () => {
  test("is kept in order, with path, query, status and rows", async () => {
    const told: SeenRequest[] = [];
    const { sandbox, clock } = await start({ onRequest: (seen) => told.push(seen) });
    const query = "profession=PA&profession=RN&limit=1";
    await medallion(sandbox, "GET", "/api/v1/org/providers/", { query });
    await medallion(sandbox, "POST", "/p/api/v1/service-requests/payer-enrollments/", {
      body: { state: "TX" },
    });
    expect(sandbox.requests).toMatchObject([
      {
        platform: "medallion",
        method: "GET",
        path: "/api/v1/org/providers/",
        query: { profession: ["PA", "RN"], limit: ["1"] },
        body: undefined,
        status: 200,
        rows: 1,
        executed: true,
        fault: undefined,
        atMs: clock.ms,
      },
      { method: "POST", body: { state: "TX" }, status: 400, rows: undefined },
    ]);
    expect(told).toEqual(sandbox.requests);
  });

  test("holds no secret, only whether it was right", async () => {
    const { sandbox } = await start();
    const token = await signIn(sandbox);
    await verifiable(sandbox, "GET", "/providers", { authorization: `Bearer ${token}` });
    await verifiable(sandbox, "GET", "/providers", { authorization: "Bearer guess" });
    await medallion(sandbox, "GET", "/p/api/v1/facilities/");
    await medallion(sandbox, "GET", "/p/api/v1/facilities/", { authorization: "guess" });
    await request(`${sandbox.env.VERIFIABLE_BASE_URL}/auth/oauth/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        client_secret: sandbox.clientCredentials.VERIFIABLE_CLIENT_SECRET,
        grant_type: "client_credentials",
      }).toString(),
    }).then(({ body }) => body.dump());
    const kept = JSON.stringify(sandbox.requests);
    const secrets = [
      token,
      "guess",
      sandbox.env.VERIFIABLE_PASSWORD,
      sandbox.env.MEDALLION_API_KEY,
      sandbox.clientCredentials.VERIFIABLE_CLIENT_SECRET,
    ];
    for (const secret of secrets) expect(kept).not.toContain(secret);
    expect(sandbox.requests.map(({ headers }) => headers["authorization"])).toEqual([
      undefined,
      "ok",
      "not ok",
      undefined,
      undefined,
      undefined,
    ]);
    expect(sandbox.requests.map(({ headers }) => headers["x-api-key"]).slice(3, 5)).toEqual(["ok", "not ok"]);
    expect(sandbox.requests[0]?.body).toMatchObject({ password: "ok" });
    expect(sandbox.requests[5]?.body).toMatchObject({ client_secret: "ok" });
  });

  test("can be compared with the descriptions as written", async () => {
    const { sandbox } = await start();
    await medallion(sandbox, "GET", "/api/v1/org/providers/", { query: { search: "a", npi: "1" } });
    await signIn(sandbox, { timeToLive: "00:30:00" });
    const complaints = sandbox.requests.map(({ platform, ...seen }) =>
      platform === "medallion" || platform === "verifiable" ? openapi(platform).checkRequest(seen) : [],
    );
    expect(complaints).toEqual([["query npi is not documented"], []]);
  });

  test("includes calls that belong to no platform", async () => {
    const { sandbox } = await start();
    const { statusCode, body } = await request(`${sandbox.url}/medallions/api`);
    await body.dump();
    expect(statusCode).toBe(404);
    expect(sandbox.requests[0]).toMatchObject({ platform: "none", path: "/medallions/api" });
  });
});

describe("two sandboxes with one seed", () => {
  test("hand out the same ids for the same calls, and other ids for another seed", async () => {
    const idOf = async (seed: number): Promise<unknown> => {
      const { sandbox } = await start({ seed });
      const path = `/p/api/v1/organizations/${sandbox.env.MEDALLION_ORGANIZATION_ID}/credentialing-service-requests/`;
      const provider_id = sandbox.state.licenseRequests[0]?.provider;
      await medallion(sandbox, "POST", path, { body: { provider_id } });
      return sandbox.state.credentialing.at(-1)?.id;
    };
    expect(await idOf(3)).toBe(await idOf(3));
    expect(await idOf(4)).not.toBe(await idOf(3));
  });
});
