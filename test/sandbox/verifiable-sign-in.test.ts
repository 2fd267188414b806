import { request } from "undici";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { openapi } from "../support/openapi.ts";
import { field, signIn, verifiable, type Answer } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const path = "/auth/token/password";

function withPassword(sandbox: Sandbox, change: object = {}): Promise<Answer> {
  const { VERIFIABLE_EMAIL: email, VERIFIABLE_PASSWORD: password } = sandbox.env;
  const body = { email, password, ...change };
  return verifiable(sandbox, "POST", path, { authorization: "", body });
}

async function probe(sandbox: Sandbox, token: string): Promise<number> {
  const authorization = `Bearer ${token}`;
  return (await verifiable(sandbox, "GET", "/providertypes", { authorization })).status;
}

describe("sign-in with a password", () => {
  test("answers a token with its end, for as long as was asked", async () => {
    const { sandbox, clock } = await start();
    const answer = await withPassword(sandbox, { timeToLive: "01:00:00" });
    expect([answer.status, answer.complaints]).toEqual([200, []]);
    expect(Date.parse(String(field(answer, "expiresAt")))).toBe(clock.ms + 3_600_000);
    expect(await probe(sandbox, String(field(answer, "token")))).toBe(200);
  });

  test("answers token and id alone if the quirk says so", async () => {
    const { sandbox } = await start({ quirks: { signInAnswer: "bare" } });
    const answer = await withPassword(sandbox);
    expect(Object.keys(Object(answer.body))).toEqual(["tokenId", "token"]);
  });

  test.each([
    ["a wrong password", { password: "guess" }, 401],
    ["an unknown field", { remember: true }, 400],
    ["a lifetime that is no time span", { timeToLive: "1h" }, 400],
    ["a new password", { newPassword: "other" }, 400],
  ])("refuses %s", async (_name, change, status) => {
    const { sandbox } = await start();
    expect((await withPassword(sandbox, change)).status).toBe(status);
  });

  test("answers 409 when the password has to be changed first", async () => {
    const { sandbox } = await start({ quirks: { passwordMustChange: true } });
    expect((await withPassword(sandbox)).status).toBe(409);
  });
});

describe("a token", () => {
  test("ends by the clock that the sandbox was given", async () => {
    const { sandbox, clock } = await start();
    const token = await signIn(sandbox, { timeToLive: "00:10:00" });
    clock.ms += 599_999;
    expect(await probe(sandbox, token)).toBe(200);
    clock.ms += 1;
    expect(await probe(sandbox, token)).toBe(401);
  });

  test("never lives longer than the organization allows", async () => {
    const { sandbox, clock } = await start({ quirks: { tokenCapMs: 1000 } });
    const token = await signIn(sandbox, { timeToLive: "10.00:00:00" });
    clock.ms += 1000;
    expect(await probe(sandbox, token)).toBe(401);
  });

  test("dies after four weeks without use", async () => {
    const week = 7 * 86_400_000;
    const { sandbox, clock } = await start({ quirks: { tokenCapMs: 100 * week } });
    const token = await signIn(sandbox, { timeToLive: "365.00:00:00" });
    clock.ms += 3 * week;
    expect(await probe(sandbox, token)).toBe(200);
    clock.ms += 4 * week;
    expect(await probe(sandbox, token)).toBe(401);
  });

  test("is gone once it was invalidated, by its id or as the current one", async () => {
    const { sandbox } = await start();
    const first = await withPassword(sandbox);
    const second = await signIn(sandbox);
    const authorization = `Bearer ${second}`;
    const one = `/auth/token/${String(field(first, "tokenId"))}/invalidate`;
    const byId = await verifiable(sandbox, "POST", one, { authorization });
    expect([byId.status, byId.text, byId.complaints]).toEqual([204, "", []]);
    expect(await probe(sandbox, String(field(first, "token")))).toBe(401);
    const body = { invalidateCurrent: true };
    await verifiable(sandbox, "POST", "/auth/token/invalidate", { authorization, body });
    expect(await probe(sandbox, second)).toBe(401);
  });

  test.each(["", "Basic abc", "Bearer nonsense"])("is reported missing for %o", async (authorization) => {
    const { sandbox } = await start();
    const answer = await verifiable(sandbox, "GET", "/providers", { authorization });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ status: 401, correlationId: expect.any(String) });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
  });
});

describe("sign-in with client credentials", () => {
  async function post(sandbox: Sandbox, fields: Record<string, string>): Promise<[number, unknown]> {
    const response = await request(`${sandbox.env.VERIFIABLE_BASE_URL}/auth/oauth/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
    return [response.statusCode, await response.body.json()];
  }

  function form(sandbox: Sandbox): Record<string, string> {
    const { VERIFIABLE_CLIENT_ID, VERIFIABLE_CLIENT_SECRET } = sandbox.clientCredentials;
    return {
      client_id: VERIFIABLE_CLIENT_ID,
      client_secret: VERIFIABLE_CLIENT_SECRET,
      grant_type: "client_credentials",
    };
  }

  test("answers a bearer token with its seconds", async () => {
    const { sandbox } = await start();
    const [status, body] = await post(sandbox, form(sandbox));
    const call = { method: "POST", path: "/auth/oauth/token" };
    expect(openapi("verifiable").checkRequest({ ...call, body: form(sandbox) })).toEqual([]);
    expect(openapi("verifiable").checkResponse({ ...call, status, body })).toEqual([]);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 1800 });
    expect(await probe(sandbox, String(Object(body).access_token))).toBe(200);
  });

  test("refuses a wrong secret and another grant in OAuth's own shape", async () => {
    const { sandbox } = await start();
    const wrong = await post(sandbox, { ...form(sandbox), client_secret: "guess" });
    expect(wrong).toEqual([401, expect.objectContaining({ error: "invalid_client" })]);
    const other = await post(sandbox, { ...form(sandbox), grant_type: "password" });
    expect(other).toEqual([400, expect.objectContaining({ error: "unsupported_grant_type" })]);
  });

  test("is forbidden where the add-on is off", async () => {
    const { sandbox } = await start({ quirks: { clientCredentials: "off" } });
    expect((await post(sandbox, form(sandbox)))[0]).toBe(403);
  });
});
