import { describe, expect, test } from "vitest";
import { demoWorld, type Sandbox } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { openapi } from "../support/openapi.ts";
import { field, medallion, rows, type Answer } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const path = "/p/api/v1/service-requests/payer-enrollments/";
const { groupProfiles, practices, linesOfBusiness } = demoWorld().medallion;
const provider = demoPeople.siddiqui.medallionId;
const group = groupProfiles[0]?.id;
const uuid = "00000000-0000-4000-8000-000000000001";

function post(sandbox: Sandbox, body: unknown): Promise<Answer> {
  return medallion(sandbox, "POST", path, { body });
}

const forProvider = {
  resourcetype: "NewProviderPayerEnrollmentServiceRequest",
  payer_name: "Aetna",
  payer_id: "60054",
  state: "TX",
  is_medallion_owned: true,
  provider,
  par_group: group,
  lines_of_business: linesOfBusiness.slice(0, 2).map(({ id }) => ({ id })),
  practices: [{ id: practices[0]?.id, name: "Other name", country: "US" }],
};
const forGroup = {
  resourcetype: "NewGroupPayerEnrollmentServiceRequest",
  payer_name: "Cigna",
  state: "WA",
  is_medallion_owned: false,
  group_profile: group,
};

describe("the enrollment POST", () => {
  test.each([
    ["a provider", forProvider],
    ["a group", forGroup],
    [
      "a change of a provider's enrollment",
      {
        resourcetype: "ProviderDemographicUpdateServiceRequest",
        payer_name: "Aetna",
        state: "TX",
        is_medallion_owned: true,
        provider,
        payer_enrollment: uuid,
      },
    ],
    [
      "the revalidation of a group",
      { ...forGroup, resourcetype: "GroupRevalidationServiceRequest", payer_enrollment: uuid },
    ],
  ])("answers 201 with the whole row for %s", async (_name, body) => {
    const { sandbox } = await start();
    expect(openapi("medallion").checkRequest({ method: "POST", path, body })).toEqual([]);
    const answer = await post(sandbox, body);
    expect(answer.status).toBe(201);
    expect(answer.complaints).toEqual([]);
    expect(field(answer, "status_category")).toBe("requested");
    const one = await medallion(sandbox, "GET", `${path}${String(field(answer, "id"))}/`);
    expect(one.body).toEqual(answer.body);
    expect(one.complaints).toEqual([]);
  });

  test("shows labels and addresses for the ids that were sent", async () => {
    const { sandbox } = await start();
    const answer = await post(sandbox, forProvider);
    expect(answer.body).toMatchObject({
      lines_of_business: linesOfBusiness.slice(0, 2),
      practices: [{ id: practices[0]?.id, name: practices[0]?.name, city: "Austin" }],
      payer_id: "60054",
      par_group: group,
    });
  });

  test("accepts the same body twice and makes two requests", async () => {
    const { sandbox } = await start();
    const before = sandbox.state.enrollments.length;
    await post(sandbox, forProvider);
    await post(sandbox, forProvider);
    expect(sandbox.state.enrollments).toHaveLength(before + 2);
  });

  test.each([
    ["without a resourcetype", { resourcetype: undefined }, "resourcetype"],
    ["of an unknown resourcetype", { resourcetype: "Enrollment" }, "resourcetype"],
    ["without an owner", { is_medallion_owned: undefined }, "is_medallion_owned"],
    ["without a payer name", { payer_name: "" }, "payer_name"],
    ["for a state that only licenses have", { state: "AS" }, "state"],
    ["for nobody", { provider: null }, "provider"],
    ["for an unknown provider", { provider: uuid }, "provider"],
    ["with a group besides the provider", { group_profile: group }, "group_profile"],
    ["with a field that does not exist", { npi: "1" }, "npi"],
    ["with bare ids as lines of business", { lines_of_business: [uuid] }, "lines_of_business"],
    ["with an unknown line of business", { lines_of_business: [{ id: uuid }] }, "lines_of_business"],
    ["with labels of lines", { lines_of_business: [{ id: uuid, label: "x" }] }, "lines_of_business"],
    ["with a practice that has no id", { practices: [{ name: "x" }] }, "practices"],
    ["with an unknown practice", { practices: [{ id: uuid }] }, "practices"],
    ["with an unknown group to be linked to", { par_group: uuid }, "par_group"],
    ["with a payer link that is no UUID", { payer_entity: "60054" }, "payer_entity"],
    ["with a word of groups for the network status", { par_status: "par" }, "par_status"],
  ])("refuses a request %s", async (_name, change, name) => {
    const { sandbox } = await start();
    const before = sandbox.state.enrollments.length;
    const answer = await post(sandbox, { ...forProvider, ...change });
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveProperty(name);
    expect(sandbox.state.enrollments).toHaveLength(before);
  });

  test("nests complaints about rows as the framework does", async () => {
    const { sandbox } = await start();
    const known = { id: practices[0]?.id };
    const answer = await post(sandbox, { ...forProvider, practices: [known, { name: "x" }] });
    expect(answer.body).toEqual({ practices: [{}, { id: ["This field is required."] }] });
  });
});

describe("the enrollment list", () => {
  test("is filtered by provider, group and days, but not by id, state, status or payer", async () => {
    const { sandbox } = await start();
    const count = async (query: string): Promise<unknown> => {
      const answer = await medallion(sandbox, "GET", path, { query });
      expect(answer.complaints).toEqual([]);
      return field(answer, "count");
    };
    await post(sandbox, forProvider);
    await post(sandbox, forGroup);
    expect(await count("")).toBe(4);
    expect(await count(`provider=${provider}`)).toBe(2);
    expect(await count(`group_profile=${String(group)}`)).toBe(1);
    expect(await count(`provider=${provider}&state=ZZ&status=x&id=1&payer_name=x`)).toBe(2);
    expect(await count("search=cig")).toBe(1);
    expect(await count("created_after=2026-05-20")).toBe(2);
    expect(await count("created_before=2026-05-19")).toBe(2);
  });

  test("finds what changed on a day, that day included", async () => {
    const { sandbox, clock } = await start();
    const id = field(await post(sandbox, forProvider), "id");
    clock.ms += 3 * 86_400_000;
    for (let days = 0; days < 2; days += 1) sandbox.advanceDays(1);
    const changedOn = async (day: string): Promise<readonly unknown[]> => {
      const query = { status_update_time_after: day, status_update_time_before: day, provider };
      return rows(await medallion(sandbox, "GET", path, { query })).map((row) => row["id"]);
    };
    expect(await changedOn("2026-05-23")).toContain(id);
    expect(await changedOn("2026-05-20")).not.toContain(id);
  });

  test("shows requests that were open from the start, with their reasons", async () => {
    const { sandbox } = await start();
    const query = { provider: demoPeople.moreau.medallionId };
    const [row] = rows(await medallion(sandbox, "GET", path, { query }));
    expect(row).toMatchObject({
      status: "follow_up_in_progress",
      status_reason: "payer_requested_info",
      status_category: "payer_processing",
      created: "2026-04-09T12:00:00.000000Z",
      status_update_time: "2026-05-17T12:00:00.000000Z",
    });
  });
});

describe("the finished enrollments", () => {
  test("are another list, with ids of their own", async () => {
    const { sandbox } = await start();
    const query = { provider };
    const answer = await medallion(sandbox, "GET", "/p/api/v1/payer-enrollments/", { query });
    expect(answer.complaints).toEqual([]);
    const [request] = rows(await medallion(sandbox, "GET", path, { query }));
    expect(rows(answer)).toEqual([
      expect.objectContaining({ id: request?.["payer_enrollment"], kind: "provider", state: "OK" }),
    ]);
  });
});
