import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { field, medallion, rows, type Answer } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const list = "/api/v1/staff/service-requests/";
const provider = demoPeople.whitfield.medallionId;

function post(sandbox: Sandbox, body: unknown): Promise<Answer> {
  const organization = sandbox.env.MEDALLION_ORGANIZATION_ID;
  const path = `/p/api/v1/organizations/${organization}/new-license-request/`;
  return medallion(sandbox, "POST", path, { body });
}

const everyKind = {
  provider,
  certificate_type: "NP",
  license_states: ["CA"],
  dea_states: ["CO"],
  csr_states: ["CT"],
  rn_states: ["DE"],
  prescriptive_authority_states: ["FL"],
  autonomous_registration_states: ["GA"],
  prescriptive_authority_checkbox_selected_states: ["HI"],
  is_medallion_owned: true,
};

describe("the license POST", () => {
  test("makes one request for each state and kind and answers 200 with an echo and one id", async () => {
    const { sandbox } = await start();
    const before = sandbox.state.licenseRequests.length;
    const body = { ...everyKind, license_states: ["CA", "TX"] };
    const answer = await post(sandbox, body);
    expect(answer.status).toBe(200);
    expect(answer.complaints).toEqual([]);
    expect(answer.body).toEqual({ ...body, id: expect.any(String) });
    expect(sandbox.state.licenseRequests.slice(before)).toHaveLength(8);
  });

  test("marks the kinds by registration, prescribing right and duration", async () => {
    const { sandbox } = await start();
    await post(sandbox, everyKind);
    const answer = await medallion(sandbox, "GET", list, {
      query: { provider, resourcetype: "LicenseNewServiceRequest" },
    });
    expect(answer.complaints).toEqual([]);
    const marks = rows(answer).map((row) => [
      row["state"],
      row["registration"],
      row["rx_authority"],
      row["duration_type"],
      row["certificate_type"],
    ]);
    expect(marks.toReversed()).toEqual([
      ["CA", "state", "", "permanent", "NP"],
      ["CO", "dea", "", "permanent", "NP"],
      ["CT", "state_controlled", "", "permanent", "NP"],
      ["DE", "state", "", "permanent", "NP"],
      ["FL", "state", "prescriptive_authority", "prescriptive_authority", "NP"],
      ["GA", "state", "autonomous_registration", "autonomous_registration", "NP"],
      ["HI", "state", "checkbox_selected", "permanent", "NP"],
    ]);
  });

  test("answers an id that belongs to no request when several were asked for", async () => {
    const { sandbox } = await start();
    const several = await post(sandbox, { ...everyKind });
    const lost = await medallion(sandbox, "GET", `${list}${String(field(several, "id"))}/`);
    expect(lost.status).toBe(404);
    const single = await post(sandbox, {
      provider,
      certificate_type: "NP",
      license_states: ["NM"],
    });
    const found = await medallion(sandbox, "GET", `${list}${String(field(single, "id"))}/`);
    expect([found.status, field(found, "state")]).toEqual([200, "NM"]);
  });

  test.each([
    ["first", 200],
    ["unrelated", 404],
  ] as const)("answers the %s id if the quirk says so", async (licenseReplyId, status) => {
    const { sandbox } = await start({ quirks: { licenseReplyId } });
    const answer = await post(sandbox, { ...everyKind, license_states: [] });
    const one = await medallion(sandbox, "GET", `${list}${String(field(answer, "id"))}/`);
    expect(one.status).toBe(status);
  });

  test("accepts the same body twice and makes everything twice", async () => {
    const { sandbox } = await start();
    const body = { provider, certificate_type: "NP", license_states: ["NM"] };
    await post(sandbox, body);
    await post(sandbox, body);
    const made = sandbox.state.licenseRequests.filter(({ state }) => state === "NM");
    expect(made).toHaveLength(2);
  });

  test.each([
    ["whose states are nested in another list", { license_states: [["CA"]] }, "license_states"],
    ["whose states are one text", { dea_states: "CA" }, "dea_states"],
    ["for a state that does not exist", { csr_states: ["XX"] }, "csr_states"],
    ["with a boolean in a list", { request_via_imlc: [true] }, "request_via_imlc"],
    ["with a boolean as text", { is_medallion_owned: "true" }, "is_medallion_owned"],
    ["with an unknown field", { states: ["CA"] }, "states"],
    ["with an unknown certificate type", { certificate_type: "LAC " }, "certificate_type"],
    ["with an unknown duration", { duration_type: "forever" }, "duration_type"],
    ["with a creation date that is none", { created: "2026-02-31" }, "created"],
    ["for a provider that does not exist", { provider: uuid(9) }, "provider"],
    ["for a provider whose id is no UUID", { provider: "seven" }, "provider"],
  ])("refuses a request %s", async (_name, change, name) => {
    const { sandbox } = await start();
    const before = sandbox.state.licenseRequests.length;
    const answer = await post(sandbox, { ...everyKind, ...change });
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveProperty(name);
    expect(sandbox.state.licenseRequests).toHaveLength(before);
  });

  test("refuses the whole body for one state that is not taken", async () => {
    const { sandbox } = await start({ quirks: { refusedLicenseStates: ["HI"] } });
    const before = sandbox.state.licenseRequests.length;
    const answer = await post(sandbox, everyKind);
    expect(answer.status).toBe(400);
    expect(sandbox.state.licenseRequests).toHaveLength(before);
  });

  test.each([404, 405, 410] as const)("answers %i when the route is retired", async (status) => {
    const { sandbox } = await start({ quirks: { licenseRoute: status } });
    expect((await post(sandbox, everyKind)).status).toBe(status);
  });

  test("shows the creation date that the body gave, or its own if the quirk says so", async () => {
    const body = { ...everyKind, created: "2026-01-05" };
    for (const licenseCreated of ["posted", "server"] as const) {
      const { sandbox } = await start({ quirks: { licenseCreated } });
      await post(sandbox, body);
      const query = { provider, state: "CA" };
      const [row] = rows(await medallion(sandbox, "GET", list, { query }));
      const day = licenseCreated === "posted" ? "2026-01-05" : "2026-05-20";
      expect(String(row?.["created"])).toContain(`${day}T`);
    }
  });
});

describe("the generic service request list", () => {
  test("mixes renewals, letters, intakes and credentialing with the new licenses", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", list);
    expect(answer.complaints).toEqual([]);
    expect(new Set(rows(answer).map((row) => row["resourcetype"]))).toEqual(
      new Set([
        "LicenseNewServiceRequest",
        "LicenseRenewalServiceRequest",
        "LicenseLOQServiceRequest",
        "IntakeServiceRequest",
        "InitialCredentialingServiceRequest",
      ]),
    );
  });

  test("filters by kind, provider, state, status, certificate and registration", async () => {
    const { sandbox } = await start();
    await post(sandbox, everyKind);
    const count = async (query: string): Promise<unknown> =>
      field(await medallion(sandbox, "GET", list, { query }), "count");
    const mine = `provider_id=${provider}`;
    expect(await count(mine)).toBe(7);
    expect(await count(`${mine}&state=CA&state=CO`)).toBe(2);
    expect(await count(`${mine}&certificate_type=dea`)).toBe(1);
    expect(await count(`${mine}&rx_authority=checkbox_selected`)).toBe(1);
    expect(await count(`${mine}&status=requested`)).toBe(7);
    expect(await count(`${mine}&status=completed`)).toBe(0);
    expect(await count(`${mine}&created_after=2026-05-20&created_before=2026-05-20`)).toBe(7);
    expect(await count(`${mine}&created_after=2026-05-21`)).toBe(0);
    expect(await count(`${mine}&is_medallion_owned=false`)).toBe(0);
    expect(await count("resourcetype=LicenseRenewalServiceRequest")).toBe(1);
  });

  test.each(["resourcetype=License", "status=done", "provider_id=7", "created_after=May"])(
    "refuses the filter %s",
    async (query) => {
      const { sandbox } = await start();
      const answer = await medallion(sandbox, "GET", list, { query });
      expect(answer.status).toBe(400);
    },
  );

  test("shows a state board password in single requests, never in the list", async () => {
    const { sandbox } = await start();
    const [request] = sandbox.state.licenseRequests;
    const one = await medallion(sandbox, "GET", `${list}${request?.id ?? ""}/`);
    expect(one.complaints).toEqual([]);
    expect(one.text).toContain("board-password-");
    expect((await medallion(sandbox, "GET", list)).text).not.toContain("board-password-");
  });

  test("leaves out what was just created for as long as lists lag, but finds it by its id", async () => {
    const { sandbox, clock } = await start({ listLagMs: 4000 });
    const body = { provider, certificate_type: "NP", license_states: ["NM"] };
    const id = String(field(await post(sandbox, body), "id"));
    const seen = async (): Promise<unknown> =>
      field(await medallion(sandbox, "GET", list, { query: { provider } }), "count");
    expect(await seen()).toBe(0);
    expect((await medallion(sandbox, "GET", `${list}${id}/`)).status).toBe(200);
    clock.ms += 4000;
    expect(await seen()).toBe(1);
  });
});

function uuid(last: number): string {
  return `00000000-0000-4000-8000-00000000000${last}`;
}
