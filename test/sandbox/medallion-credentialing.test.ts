import { request } from "undici";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { field, medallion, rows, type Answer } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const provider = demoPeople.lindqvist.medallionId;

function at(sandbox: Sandbox, rest: string): string {
  return `/p/api/v1/organizations/${sandbox.env.MEDALLION_ORGANIZATION_ID}/${rest}`;
}

function list(sandbox: Sandbox, query: Readonly<Record<string, string>>): Promise<Answer> {
  return medallion(sandbox, "GET", at(sandbox, "credentialing-service-requests/"), { query });
}

function post(sandbox: Sandbox, body: unknown): Promise<Answer> {
  return medallion(sandbox, "POST", at(sandbox, "credentialing-service-requests/"), { body });
}

describe("the credentialing POST", () => {
  test("answers without an id, and the list finds the request", async () => {
    const { sandbox } = await start();
    const answer = await post(sandbox, { provider_id: provider });
    expect([answer.status, answer.body]).toEqual([201, { provider_id: provider }]);
    expect(answer.complaints).toEqual([]);
    const found = await list(sandbox, { provider_id: provider });
    expect(found.complaints).toEqual([]);
    expect(rows(found)).toEqual([
      expect.objectContaining({
        provider: expect.objectContaining({ id: provider, full_name: "Hannah Lindqvist" }),
        request_status: "intake_inprogress",
        credentialing_status: null,
        credentialing_file: null,
      }),
    ]);
  });

  test("answers with the id if the quirk says so", async () => {
    const { sandbox } = await start({ quirks: { credentialingReplyId: true } });
    const id = String(field(await post(sandbox, { provider_id: provider }), "id"));
    expect(field(await list(sandbox, { id }), "count")).toBe(1);
  });

  test.each([
    ["a body with nothing in it", {}, 400],
    ["a provider by another name", { provider }, 400],
    ["a type, which it does not know", { provider_id: provider, type: "Initial" }, 400],
    ["a number as an id", { provider_id: 7 }, 400],
    ["a provider that is not there", { provider_id: "00000000-0000-4000-8000-000000000001" }, 404],
  ])("refuses %s", async (_what, body, status) => {
    const { sandbox } = await start();
    expect((await post(sandbox, body)).status).toBe(status);
  });
});

describe("the credentialing list", () => {
  test("finds ready ones that need attention, under the schema's word for ready alone", async () => {
    const { sandbox } = await start();
    const ready = { request_status: "ready_for_committee", credentialing_status: "needs_attention" };
    const answer = await list(sandbox, ready);
    expect(rows(answer).map((row) => row["request_status"])).toEqual(["ready_for_committee"]);
    expect((await list(sandbox, { ...ready, request_status: "ready" })).status).toBe(400);
    const without = await list(sandbox, { credentialing_status: "null" });
    expect(rows(without).map((row) => row["request_status"])).toEqual(["verification_inprogress"]);
  });

  test.each([
    ["request_status", { request_status: "closed" }],
    ["status", { status: "closed" }],
    ["both", { request_status: "closed", status: "closed" }],
  ] as const)("says the status under %s", async (credentialingStatusField, wanted) => {
    const { sandbox } = await start({ quirks: { credentialingStatusField } });
    const query = { provider_id: demoPeople.petrov.medallionId };
    const [row] = rows(await list(sandbox, query));
    const { request_status, status } = row ?? {};
    expect({ request_status, status }).toEqual({
      request_status: undefined,
      status: undefined,
      ...wanted,
    });
  });

  test("is 404 for another organization", async () => {
    const { sandbox } = await start();
    const path =
      "/p/api/v1/organizations/00000000-0000-4000-8000-000000000001/credentialing-service-requests/";
    expect((await medallion(sandbox, "GET", path)).status).toBe(404);
  });
});

describe("credentialing files", () => {
  async function closedFile(sandbox: Sandbox): Promise<Answer> {
    const [row] = rows(await list(sandbox, { provider_id: demoPeople.petrov.medallionId }));
    const id = String(row?.["credentialing_file"]);
    return medallion(sandbox, "GET", at(sandbox, `credentialing-files/${id}/`));
  }

  test("are JSON with a link to a PDF on another path", async () => {
    const { sandbox } = await start();
    const file = await closedFile(sandbox);
    expect(file.complaints).toEqual([]);
    expect(field(file, "provider_credentialing_file_data", "provider", "full_name")).toBe("Nadia Petrov");
    const pdf = await request(String(field(file, "pdf")));
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    expect(await pdf.body.text()).toMatch(/^%PDF-1\.4[^]*Nadia Petrov[^]*%%EOF\n$/);
  });

  test("have PDFs that turn a call away that brings Medallion's key", async () => {
    const { sandbox } = await start();
    const url = String(field(await closedFile(sandbox), "pdf"));
    const headers = { "x-api-key": sandbox.env.MEDALLION_API_KEY };
    const pdf = await request(url, { headers });
    expect([pdf.statusCode, await pdf.body.json()]).toEqual([
      400,
      { message: expect.stringContaining("x-api-key") },
    ]);
    const unsigned = await request(url.replace(/signature=.*/, "signature=0"));
    await unsigned.body.dump();
    expect(unsigned.statusCode).toBe(403);
  });

  test("may be downloaded thirty times a minute", async () => {
    const { sandbox } = await start({ limits: { files: { calls: 2, perMs: 60_000 } } });
    const url = String(field(await closedFile(sandbox), "pdf"));
    const statuses: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      const pdf = await request(url);
      await pdf.body.dump();
      statuses.push(pdf.statusCode);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("do not exist before the request is through, whether or not the row names one", async () => {
    const { sandbox } = await start({ quirks: { credentialingFileId: "always" } });
    await post(sandbox, { provider_id: provider });
    const [row] = rows(await list(sandbox, { provider_id: provider }));
    const id = String(row?.["credentialing_file"]);
    const file = await medallion(sandbox, "GET", at(sandbox, `credentialing-files/${id}/`));
    expect(file.status).toBe(404);
  });

  test("are listed by verdict", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", at(sandbox, "credentialing-files/"), {
      query: { credentialing_status: "clear" },
    });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer)).toHaveLength(1);
  });
});
