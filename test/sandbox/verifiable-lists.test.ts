import { describe, expect, test } from "vitest";
import { demoWorld } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { field, rows, signIn, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const { facilities, facilitySpecialties, facilityTaxonomies } = demoWorld().verifiable;

describe("Verifiable's providers", () => {
  test("are found by NPI, a number on both sides", async () => {
    const { sandbox } = await start();
    const { npi, verifiableId } = demoPeople.thornbury;
    const answer = await verifiable(sandbox, "GET", "/providers", { query: { npi } });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer)).toEqual([
      expect.objectContaining({ id: verifiableId, npi: Number(npi), ssn: "***" }),
    ]);
    const text = await verifiable(sandbox, "GET", "/providers", { query: { npi: "14a" } });
    expect(text.status).toBe(400);
    expect(field(text, "errors", "npi")).toBeDefined();
  });

  test("are found by part of a name or alias", async () => {
    const { sandbox } = await start();
    const query = { providerName: "lindkvist" };
    const answer = await verifiable(sandbox, "GET", "/providers", { query });
    expect(rows(answer).map((row) => row["lastName"])).toEqual(["Lindqvist"]);
  });

  test("are read one by one", async () => {
    const { sandbox } = await start();
    const authorization = `Bearer ${await signIn(sandbox)}`;
    const { verifiableId } = demoPeople.okafor;
    const one = await verifiable(sandbox, "GET", `/providers/${verifiableId}`, { authorization });
    expect([one.status, one.complaints]).toEqual([200, []]);
    const none = await verifiable(sandbox, "GET", "/providers/00000000-0000-4000-8000-000000000000", {
      authorization,
    });
    expect(none.status).toBe(404);
    const types = await verifiable(sandbox, "GET", "/providertypes", { authorization });
    expect([types.status, types.complaints, rows(types).length]).toEqual([200, [], 3]);
  });

  test("come in pages by cursor, sorted as asked, each exactly once", async () => {
    const { sandbox } = await start();
    const authorization = `Bearer ${await signIn(sandbox)}`;
    const names: string[] = [];
    let cursor = "";
    for (let page = 0; page < 10; page += 1) {
      const query = { count: "3", sortedBy: "LastName", sortDirection: "Desc", cursor };
      const answer = await verifiable(sandbox, "GET", "/providers", { authorization, query });
      expect(answer.complaints).toEqual([]);
      expect(field(answer, "totalCount")).toBe(7);
      names.push(...rows(answer).map((row) => String(row["lastName"])));
      const next = field(answer, "nextCursor");
      if (typeof next !== "string") break;
      cursor = next;
    }
    expect(names).toHaveLength(7);
    expect(names).toEqual(names.toSorted().toReversed());
  });

  test("end with a null cursor, or with none if the quirk says so", async () => {
    for (const lastCursor of ["null", "absent"] as const) {
      const { sandbox } = await start({ quirks: { lastCursor } });
      const answer = await verifiable(sandbox, "GET", "/providers");
      expect("nextCursor" in Object(answer.body)).toBe(lastCursor === "null");
    }
  });

  test.each(["sortedBy=Npi", "sortDirection=up", "count=0", "cursor=last"])(
    "refuse a page with %s",
    async (query) => {
      const { sandbox } = await start();
      expect((await verifiable(sandbox, "GET", "/providers", { query })).status).toBe(400);
    },
  );
});

describe("Verifiable's facilities", () => {
  test("are found by part of the name", async () => {
    const { sandbox } = await start();
    const query = { name: "riverside urgent care", sortedBy: "Name" };
    const answer = await verifiable(sandbox, "GET", "/facilities", { query });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer).map((row) => row["name"])).toEqual([
      "Riverside Urgent Care",
      "Riverside Urgent Care West",
    ]);
    const id = String(rows(answer)[0]?.["id"]);
    const one = await verifiable(sandbox, "GET", `/facilities/${id}`);
    expect([one.status, one.complaints]).toEqual([200, []]);
  });

  test("have taxonomies found by part of the code, whatever the case", async () => {
    const { sandbox } = await start();
    const query = { code: "261qr02" };
    const answer = await verifiable(sandbox, "GET", "/facilities/taxonomies", { query });
    expect(answer.complaints).toEqual([]);
    expect(rows(answer).map((row) => row["code"])).toEqual(["261QR0200X", "261QR0206X"]);
  });

  test("have specialties, filtered by taxonomy; a single one is read with 201", async () => {
    const { sandbox } = await start();
    const facility = facilities[0]?.id ?? "";
    const taxonomyId = facilityTaxonomies[0]?.id ?? "";
    const path = `/facilities/${facility}/specialties`;
    const all = await verifiable(sandbox, "GET", path);
    expect([all.complaints, rows(all).length]).toEqual([[], 2]);
    const one = await verifiable(sandbox, "GET", path, { query: { taxonomyId } });
    expect(rows(one).map((row) => row["id"])).toEqual([facilitySpecialties[0]?.id]);
    const single = await verifiable(sandbox, "GET", `${path}/${String(rows(one)[0]?.["id"])}`);
    expect([single.status, single.complaints]).toEqual([201, []]);
  });
});
