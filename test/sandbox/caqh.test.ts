import { describe, expect, test } from "vitest";
import { demoWorld } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { caqh, field } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const byId = "/RosterAPI/api/providerstatus";
const byNpi = "/RosterAPI/api/providerstatusbynpi";
const scope = { Product: "PV", Organization_Id: "4321" };
const { okafor, moreau, alvarez } = demoPeople;

describe("the CAQH status check", () => {
  test("answers lower-case keys, text and dates without dashes", async () => {
    const { sandbox } = await start();
    const query = { ...scope, Caqh_Provider_Id: okafor.caqhProviderId };
    const answer = await caqh(sandbox, byId, { query });
    expect([answer.status, answer.complaints]).toEqual([200, []]);
    expect(answer.body).toEqual({
      organization_id: "4321",
      caqh_provider_id: okafor.caqhProviderId,
      po_provider_id: `PO-${okafor.caqhProviderId}`,
      roster_status: "ACTIVE",
      authorization_flag: "Y",
      provider_status: "Re-Attestation",
      provider_status_date: "20260410",
      provider_practice_state: "CA",
      provider_found_flag: "Y",
      anniversary_date: "20251101",
    });
  });

  test("answers the same by NPI", async () => {
    const { sandbox } = await start();
    const query = { ...scope, NPI_Provider_Id: okafor.npi };
    const answer = await caqh(sandbox, byNpi, { query });
    expect(answer.complaints).toEqual([]);
    expect(field(answer, "caqh_provider_id")).toBe(okafor.caqhProviderId);
  });

  test("answers 200 with the found flag at N for unknown people", async () => {
    const { sandbox } = await start();
    const unknownId = { ...scope, Caqh_Provider_Id: "99999999" };
    expect((await caqh(sandbox, byId, { query: unknownId })).body).toEqual({
      organization_id: "4321",
      caqh_provider_id: "99999999",
      provider_found_flag: "N",
    });
    const unknownNpi = { ...scope, NPI_Provider_Id: "1234567893" };
    const answer = await caqh(sandbox, byNpi, { query: unknownNpi });
    expect([answer.status, answer.complaints]).toEqual([200, []]);
    expect(field(answer, "provider_found_flag")).toBe("N");
  });

  test("leaves out the authorization flag of those off the roster", async () => {
    const { sandbox } = await start();
    const query = { ...scope, Caqh_Provider_Id: moreau.caqhProviderId };
    const answer = await caqh(sandbox, byId, { query });
    expect(field(answer, "roster_status")).toBe("NOT ON ROSTER");
    expect(answer.body).not.toHaveProperty("authorization_flag");
  });

  test("passes on a date that no calendar has", async () => {
    const { sandbox } = await start();
    const query = { ...scope, Caqh_Provider_Id: alvarez.caqhProviderId };
    expect(field(await caqh(sandbox, byId, { query }), "provider_status_date")).toBe("20260231");
  });

  test.each([
    "/rosterapi/API/ProviderStatus",
    "/RosterAPI//API//providerstatus/",
    "//RosterAPI/api/PROVIDERSTATUS",
  ])("is found under %s, with query names in any case", async (path) => {
    const { sandbox } = await start();
    const query = { product: "PV", CAQH_PROVIDER_ID: okafor.caqhProviderId, organization_id: "4321" };
    expect(field(await caqh(sandbox, path, { query }), "provider_found_flag")).toBe("Y");
  });

  test.each([
    ["without a product", { Product: "" }, 400],
    ["with an unknown product", { Product: "XX" }, 400],
    ["of another organization", { Organization_Id: "1" }, 400],
    ["with letters in the id", { Caqh_Provider_Id: "12a" }, 400],
  ])("refuses a check %s", async (_name, change, status) => {
    const { sandbox } = await start();
    const query = { ...scope, Caqh_Provider_Id: okafor.caqhProviderId, ...change };
    const answer = await caqh(sandbox, byId, { query });
    expect([answer.status, answer.complaints]).toEqual([status, []]);
    expect(answer.body).toEqual({ Message: expect.any(String) });
  });

  test("turns a wrong login away, and paths and methods that it does not know", async () => {
    const { sandbox } = await start();
    const denied = await caqh(sandbox, byId, { authorization: "Basic d3Jvbmc6bG9naW4=" });
    expect([denied.status, denied.complaints]).toEqual([401, []]);
    expect((await caqh(sandbox, "/RosterAPI/api/status")).status).toBe(404);
    expect((await caqh(sandbox, byId, { method: "POST" })).status).toBe(405);
  });

  test("shows Pascal_Snake keys and numbers if the quirks say so", async () => {
    const { sandbox } = await start({ quirks: { caqhKeys: "pascal", caqhIds: "number" } });
    const query = { ...scope, Caqh_Provider_Id: okafor.caqhProviderId };
    expect((await caqh(sandbox, byId, { query })).body).toMatchObject({
      Organization_Id: 4321,
      Caqh_Provider_Id: Number(okafor.caqhProviderId),
      Provider_Found_Flag: "Y",
    });
  });

  test("may lack the check by NPI", async () => {
    const { sandbox } = await start({ quirks: { caqhByNpi: 404 } });
    const query = { ...scope, NPI_Provider_Id: okafor.npi };
    expect((await caqh(sandbox, byNpi, { query })).status).toBe(404);
  });
});

describe("the demo world's profiles", () => {
  test("hold every documented status, in Illinois and elsewhere, flagged and not", () => {
    const { profiles } = demoWorld().caqh;
    expect(new Set(profiles.map(({ rosterStatus }) => rosterStatus)).size).toBe(3);
    expect(new Set(profiles.map(({ providerStatus }) => providerStatus)).size).toBe(13);
    const flags = profiles.map(({ authorizationFlag }) => authorizationFlag);
    expect(new Set(flags)).toEqual(new Set(["Y", "N", undefined]));
    expect(profiles.some(({ practiceState }) => practiceState === "IL")).toBe(true);
  });
});
