import { request } from "undici";
import { describe, expect, test } from "vitest";
import { field, medallion } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const providers = "/api/v1/org/providers/";
const enrollments = "/p/api/v1/service-requests/payer-enrollments/";

describe("Medallion's door", () => {
  test.each([
    ["", "not provided"],
    ["wrong", "Invalid"],
  ])("answers 403 to the key %o", async (authorization, text) => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", providers, { authorization });
    expect(answer.status).toBe(403);
    expect(field(answer, "detail")).toContain(text);
    expect(answer.complaints).toEqual([]);
  });

  test("answers 401 instead if the quirk says so", async () => {
    const { sandbox } = await start({ quirks: { badKeyStatus: 401 } });
    const answer = await medallion(sandbox, "GET", providers, { authorization: "wrong" });
    expect(answer.status).toBe(401);
  });
});

describe("Medallion's paths", () => {
  test.each(["GET", "POST"] as const)(
    "redirect a %s without the closing slash and do nothing",
    async (method) => {
      const { sandbox } = await start();
      const before = sandbox.state.enrollments.length;
      const url = `${sandbox.env.MEDALLION_BASE_URL}${enrollments.slice(0, -1)}?limit=1`;
      const answer = await request(url, { method });
      await answer.body.dump();
      expect(answer.statusCode).toBe(301);
      expect(answer.headers["location"]).toBe(`/medallion${enrollments}?limit=1`);
      expect(sandbox.state.enrollments).toHaveLength(before);
    },
  );

  test("answer a page of HTML where there is nothing", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", "/api/v2/providers/");
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("<h1>Not Found</h1>");
  });

  test("do not delete, though the real list does", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "DELETE", "/api/v1/staff/service-requests/");
    expect([answer.status, answer.body]).toEqual([405, { detail: 'Method "DELETE" not allowed.' }]);
  });

  test("take JSON bodies only, and say so", async () => {
    const { sandbox } = await start();
    const headers = { "content-type": "text/plain" };
    const asText = await medallion(sandbox, "POST", enrollments, { body: "{}", headers });
    expect(asText.status).toBe(415);
    const broken = await medallion(sandbox, "POST", enrollments, { body: "{" });
    expect(broken.status).toBe(400);
    expect(field(broken, "detail")).toContain("JSON parse error");
  });
});
