import { describe, expect, test } from "vitest";
import { demoWorld, type Sandbox } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { openapi } from "../support/openapi.ts";
import { field, rows, verifiable, type Answer } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const path = "/credentialing-requests";
const providerId = demoPeople.thornbury.verifiableId;
const { facilities, facilitySpecialties } = demoWorld().verifiable;
const facilityId = facilities[0]?.id;
const facilitySpecialtyIds = [facilitySpecialties[0]?.id];
const uuid = "00000000-0000-4000-8000-000000000001";

function post(sandbox: Sandbox, body: unknown): Promise<Answer> {
  return verifiable(sandbox, "POST", path, { body });
}

function list(sandbox: Sandbox, query: string): Promise<Answer> {
  return verifiable(sandbox, "GET", path, { query });
}

describe("the credentialing request POST", () => {
  test.each([
    ["a provider with nothing else", { providerId }],
    [
      "a provider with everything",
      {
        providerId,
        type: "ReCredentialing",
        priority: "Urgent",
        isSelfManaged: true,
        applicationReceivedDate: "2026-05-20",
      },
    ],
    ["a facility", { facilityId, facilitySpecialtyIds, isSelfManaged: false }],
  ])("answers 201 with the whole request for %s", async (_name, body) => {
    const { sandbox } = await start();
    expect(openapi("verifiable").checkRequest({ method: "POST", path, body })).toEqual([]);
    const answer = await post(sandbox, body);
    expect([answer.status, answer.complaints]).toEqual([201, []]);
    const id = String(field(answer, "id"));
    expect(answer.headers["location"]).toContain(id);
    const one = await verifiable(sandbox, "GET", `${path}/${id}`);
    expect([one.status, one.complaints]).toEqual([200, []]);
    expect(one.body).toEqual(answer.body);
  });

  test("fills in the documented defaults: initial, medium, worked by Verifiable, received today", async () => {
    const { sandbox } = await start();
    expect((await post(sandbox, { providerId })).body).toMatchObject({
      type: "Initial",
      priority: "Medium",
      isSelfManaged: false,
      applicationReceivedDate: "2026-05-20",
      currentEvent: { status: "RequestSubmitted" },
    });
  });

  test("accepts the same body twice and makes two requests", async () => {
    const { sandbox } = await start();
    await post(sandbox, { providerId });
    await post(sandbox, { providerId });
    const made = sandbox.state.credentialingRequests.filter(({ entityId }) => entityId === providerId);
    expect(made).toHaveLength(2);
  });

  test.each([
    ["neither shape", {}, 400],
    ["both shapes at once", { providerId, facilityId, facilitySpecialtyIds }, 400],
    ["a facility without specialties", { facilityId }, 400],
    ["an unknown field", { providerId, externalId: "row 7" }, 400],
    ["null for a field left out", { providerId, priority: null }, 400],
    ["the wrong case", { providerId, type: "Recredentialing" }, 400],
    ["a boolean as text", { providerId, isSelfManaged: "yes" }, 400],
    ["a date in the future", { providerId, applicationReceivedDate: "2026-05-21" }, 400],
    ["a date that is none", { providerId, applicationReceivedDate: "05/20/2026" }, 400],
    ["an unknown provider", { providerId: uuid }, 404],
    ["an unknown facility", { facilityId: uuid, facilitySpecialtyIds }, 404],
    ["a specialty of another facility", { facilityId, facilitySpecialtyIds: [uuid] }, 400],
  ])("refuses %s", async (_name, body, status) => {
    const { sandbox } = await start();
    const before = sandbox.state.credentialingRequests.length;
    const answer = await post(sandbox, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, correlationId: expect.any(String) });
    expect(sandbox.state.credentialingRequests).toHaveLength(before);
  });

  test("names the fields that it refuses", async () => {
    const { sandbox } = await start();
    const answer = await post(sandbox, { providerId, priority: "ASAP", extra: 1 });
    expect(Object.keys(Object(field(answer, "errors")))).toEqual(
      expect.arrayContaining(["$.priority", "$.extra"]),
    );
  });
});

describe("the credentialing request list", () => {
  test("is of providers unless it is asked for facilities", async () => {
    const { sandbox } = await start();
    const providers = await list(sandbox, "");
    expect(providers.complaints).toEqual([]);
    expect(rows(providers).every((row) => "provider" in row)).toBe(true);
    const ofFacilities = await list(sandbox, "entityType=Facility");
    expect(ofFacilities.complaints).toEqual([]);
    expect(rows(ofFacilities).every((row) => "facility" in row)).toBe(true);
    expect((await list(sandbox, "entityType=Practitioner")).status).toBe(400);
  });

  test("leaves out the checklist and the owner", async () => {
    const { sandbox } = await start();
    const [row] = rows(await list(sandbox, ""));
    expect(row).not.toHaveProperty("checklist");
    expect(row).not.toHaveProperty("owner");
  });

  test("is filtered by entity, type, status and specialty", async () => {
    const { sandbox } = await start();
    await post(sandbox, { providerId, type: "OffCycle", priority: "Low" });
    await post(sandbox, { facilityId, facilitySpecialtyIds });
    const count = async (query: string): Promise<unknown> => field(await list(sandbox, query), "totalCount");
    expect(await count(`entityType=Provider&entityId=${providerId}`)).toBe(1);
    expect(await count(`entityNpi=${demoPeople.thornbury.npi}`)).toBe(1);
    expect(await count(`providerId=${providerId}`)).toBe(1);
    expect(await count(`entityId=${providerId}&credentialingRequestType=Initial`)).toBe(0);
    expect(await count("currentEventStatus=Completed&currentEventStatus=RequestSubmitted")).toBe(2);
    expect(await count("priority=Low")).toBe(1);
    expect(await count("entityName=thornbury")).toBe(1);
    expect(await count("entityDeactivated=true")).toBe(0);
    expect(await count(`entityType=Facility&facilitySpecialtyId=${String(facilitySpecialtyIds[0])}`)).toBe(1);
  });

  test("sorts by creation", async () => {
    const { sandbox } = await start();
    const answer = await list(sandbox, "sortedBy=CreatedAt&sortDirection=Desc");
    const dates = rows(answer).map((row) => String(row["createdAt"]));
    expect(dates).toEqual(dates.toSorted().toReversed());
    expect(dates[0]).toMatch(/\.\d{7}Z$/);
  });
});
