import { describe, expect, test } from "vitest";
import { demoWorld } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { field, medallion, rows } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const providers = "/api/v1/org/providers/";

describe("the provider list", () => {
  test("answers a page in the documented envelope and shape", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", providers, { query: { limit: "5" } });
    expect(answer.status).toBe(200);
    expect(answer.complaints).toEqual([]);
    expect(field(answer, "count")).toBe(demoWorld().medallion.providers.length);
    expect(field(answer, "previous")).toBeNull();
    expect(rows(answer)).toHaveLength(5);
  });

  test("searches parts of names and email addresses, and reads commas as several searches", async () => {
    const { sandbox } = await start();
    const search = async (text: string): Promise<readonly unknown[]> =>
      rows(await medallion(sandbox, "GET", providers, { query: { search: text } })).map(
        (row) => row["full_name"],
      );
    expect(await search("okafor")).toEqual(["Amara Okafor", "Grace Okafor-Smith"]);
    expect(await search("Okafor, Moreau")).toEqual(["Amara Okafor", "Gabriel Moreau", "Grace Okafor-Smith"]);
    expect(await search("chloe.nakamura@example.test")).toEqual(["Chloe Nakamura"]);
  });

  test("finds nobody by NPI or by first and last name together", async () => {
    const { sandbox } = await start();
    const { npi } = demoPeople.okafor;
    for (const search of [npi, "Amara Okafor"]) {
      const answer = await medallion(sandbox, "GET", providers, { query: { search } });
      expect(field(answer, "count")).toBe(0);
    }
  });

  test("ignores filters that it does not know, and so returns everyone", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", providers, { query: { npi: "1" } });
    expect(field(answer, "count")).toBe(demoWorld().medallion.providers.length);
  });

  test("takes repeated keys for several values and refuses words that it does not know", async () => {
    const { sandbox } = await start();
    const both = await medallion(sandbox, "GET", providers, {
      query: "profession=PA&profession=RN",
    });
    expect(rows(both).map((row) => row["profession"])).toEqual(["PA", "RN"]);
    const commas = await medallion(sandbox, "GET", providers, { query: { profession: "PA,RN" } });
    expect(commas.status).toBe(400);
    expect(field(commas, "profession")).toEqual([expect.stringContaining("PA,RN")]);
  });

  test("links to a next page on a host that does not exist", async () => {
    const { sandbox } = await start({ pageSize: 7 });
    const answer = await medallion(sandbox, "GET", providers, { query: { limit: "200" } });
    expect(rows(answer)).toHaveLength(7);
    const next = new URL(String(field(answer, "next")));
    expect(next.host).toBe("app.medallion.example");
    expect(next.pathname).toBe(providers);
    expect(next.searchParams.get("offset")).toBe("7");
  });

  test("can link to itself instead", async () => {
    const { sandbox } = await start({ pageSize: 7, quirks: { nextHost: "same" } });
    const answer = await medallion(sandbox, "GET", providers);
    expect(String(field(answer, "next"))).toContain(`${sandbox.url}/medallion${providers}?`);
  });

  test("gives every provider exactly once over its pages", async () => {
    const { sandbox } = await start();
    const ids: unknown[] = [];
    for (let offset = 0; offset < 18; offset += 4) {
      const query = { limit: "4", offset: String(offset) };
      const page = await medallion(sandbox, "GET", providers, { query });
      ids.push(...rows(page).map((row) => row["id"]));
    }
    expect(new Set(ids).size).toBe(18);
    expect(ids).toHaveLength(18);
  });
});

describe("the single provider", () => {
  test("has its email under user only, and its NPI as a number", async () => {
    const { sandbox } = await start();
    const { medallionId, email, npi } = demoPeople.nakamura;
    const answer = await medallion(sandbox, "GET", `${providers}${medallionId}/`);
    expect(answer.complaints).toEqual([]);
    expect(answer.body).not.toHaveProperty("email");
    expect(field(answer, "user", "email")).toBe(email);
    expect(field(answer, "npi")).toBe(Number(npi));
  });

  test("is 404 when unknown and 400 when its id is no UUID", async () => {
    const { sandbox } = await start();
    const unknown = await medallion(sandbox, "GET", `${providers}00000000-0000-4000-8000-000000000000/`);
    expect([unknown.status, unknown.body]).toEqual([404, { detail: "Not found." }]);
    const malformed = await medallion(sandbox, "GET", `${providers}seven/`);
    expect(malformed.status).toBe(400);
  });
});

describe("the other lookups", () => {
  test("find group profiles by part of the name, with tax and bank numbers in the rows", async () => {
    const { sandbox } = await start();
    const query = { name: "Lakeside Health Partners" };
    const answer = await medallion(sandbox, "GET", "/p/api/v1/group-profiles/", { query });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer).map((row) => row["name"])).toEqual([
      "Lakeside Health Partners",
      "Lakeside Health Partners East",
    ]);
    expect(rows(answer)[0]).toMatchObject({
      npi: expect.any(Number),
      tax_id_number: expect.stringMatching(/^\d{9}$/),
      account_number: expect.stringMatching(/^\d{10}$/),
    });
  });

  test("find group profiles by the exact name if the quirk says so", async () => {
    const { sandbox } = await start({ quirks: { groupNameFilter: "exact" } });
    const query = { name: "Lakeside Health Partners" };
    const answer = await medallion(sandbox, "GET", "/p/api/v1/group-profiles/", { query });
    expect(rows(answer)).toHaveLength(1);
  });

  test("find practices by search, provider, group and state; names repeat", async () => {
    const { sandbox } = await start();
    const path = "/api/v1/org/practices/";
    const byName = await medallion(sandbox, "GET", path, { query: { search: "Main Street P" } });
    expect(byName.complaints).toEqual([]);
    expect(rows(byName).map((row) => row["address_state"])).toEqual(["TX", "WA"]);
    const provider = demoPeople.siddiqui.medallionId;
    const byProvider = await medallion(sandbox, "GET", path, { query: { provider } });
    expect(rows(byProvider).map((row) => row["name"])).toEqual(["Lakeside Family Clinic"]);
    const inTexas = await medallion(sandbox, "GET", path, { query: { address_state: "TX" } });
    expect(rows(inTexas)).toHaveLength(2);
  });

  test("list the lines of business and no facilities", async () => {
    const { sandbox } = await start();
    const lines = await medallion(sandbox, "GET", "/p/api/v1/lines-of-business/");
    expect(lines.complaints).toEqual([]);
    expect(rows(lines).map((row) => row["label"])).toContain("Commercial");
    const facilities = await medallion(sandbox, "GET", "/p/api/v1/facilities/");
    expect(facilities.body).toEqual({ count: 0, next: null, previous: null, results: [] });
  });

  test("list the licenses on file by provider and state", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", "/api/v1/org/licenses/", {
      query: { provider: demoPeople.petrov.medallionId, state: "NJ" },
    });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer)).toEqual([expect.objectContaining({ state: "NJ", status: "active" })]);
  });
});
