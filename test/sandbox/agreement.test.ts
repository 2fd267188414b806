import { describe, expect, test } from "vitest";
import { demoWorld } from "../../src/sandbox/index.ts";
import { diceFrom } from "../../src/sandbox/seeded.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { openapi, type DescribedPlatform } from "../support/openapi.ts";
import { medallion, signIn, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const { groupProfiles, practices, linesOfBusiness, organizationId } = demoWorld().medallion;
const { facilities, facilitySpecialties } = demoWorld().verifiable;

/** A right body for every write of the descriptions that the sandbox serves. */
const writes = [
  {
    platform: "medallion",
    path: `/p/api/v1/organizations/${organizationId}/new-license-request/`,
    body: {
      provider: demoPeople.okafor.medallionId,
      certificate_type: "MD",
      license_states: ["CA", "AS"],
      dea_states: ["TX"],
      rn_states: [],
      duration_type: "temporary",
      created: "2026-05-01T10:00:00Z",
      is_medallion_owned: false,
      request_via_imlc: true,
    },
  },
  {
    platform: "medallion",
    path: "/p/api/v1/service-requests/payer-enrollments/",
    body: {
      resourcetype: "NewProviderPayerEnrollmentServiceRequest",
      provider: demoPeople.okafor.medallionId,
      payer_name: "Aetna",
      payer_id: null,
      payer_entity: "00000000-0000-4000-8000-000000000001",
      state: "NA",
      is_medallion_owned: true,
      status: "intake_pending_provider",
      status_reason: null,
      par_status: "non-par",
      tracking_number: "T-1",
      par_group: groupProfiles[0]?.id,
      practices: [{ id: practices[0]?.id, country: null, city: "Austin" }],
      lines_of_business: [{ id: linesOfBusiness[0]?.id }],
    },
  },
  {
    platform: "medallion",
    path: "/p/api/v1/service-requests/payer-enrollments/",
    body: {
      resourcetype: "GroupDemographicUpdateServiceRequest",
      group_profile: groupProfiles[0]?.id,
      payer_enrollment: null,
      payer_name: "Cigna",
      state: "WA",
      is_medallion_owned: true,
      status: "panel_closed",
      status_reason: "internal_review",
      par_status: "par",
    },
  },
  {
    platform: "medallion",
    path: `/p/api/v1/organizations/${organizationId}/credentialing-service-requests/`,
    body: { provider_id: demoPeople.okafor.medallionId },
  },
  {
    platform: "verifiable",
    path: "/credentialing-requests",
    body: {
      providerId: demoPeople.okafor.verifiableId,
      type: "OffCycle",
      priority: "High",
      isSelfManaged: false,
      applicationReceivedDate: "2026-05-19",
    },
  },
  {
    platform: "verifiable",
    path: "/credentialing-requests",
    body: {
      facilityId: facilities[0]?.id,
      facilitySpecialtyIds: [facilitySpecialties[0]?.id],
      priority: "Low",
    },
  },
] as const satisfies readonly {
  readonly platform: DescribedPlatform;
  readonly path: string;
  readonly body: object;
}[];

const wrongValues: readonly unknown[] = [
  undefined,
  null,
  "",
  "x",
  7,
  true,
  [],
  ["x"],
  [["CA"]],
  {},
  "CA",
  "MD",
  "Initial",
  "2026-02-30",
  "2026-05-01",
  "active",
  "CAQH".repeat(80),
];

/** Bodies that differ from the right one in a few places. */
function* mutants(body: object, roll: () => number, count: number): Generator<object> {
  const any = <T>(items: readonly T[]): T | undefined => items[Math.floor(roll() * items.length)];
  for (let made = 0; made < count; made += 1) {
    const changed: Record<string, unknown> = { ...body };
    for (let times = roll() < 0.8 ? 1 : 2; times > 0; times -= 1) {
      const name = roll() < 0.9 ? any(Object.keys(body)) : any(["npi", "facility", "Provider"]);
      changed[name ?? "npi"] = any(wrongValues);
    }
    yield changed;
  }
}

describe("bodies", () => {
  test.each(writes)("that are right are taken: $platform $path", async ({ platform, path, body }) => {
    const { sandbox } = await start();
    expect(openapi(platform).checkRequest({ method: "POST", path, body })).toEqual([]);
    const call = platform === "medallion" ? medallion : verifiable;
    const answer = await call(sandbox, "POST", path, { body });
    expect(answer.complaints).toEqual([]);
    expect([200, 201]).toContain(answer.status);
  });

  test.each(writes)(
    "that the description forbids are refused: $platform $path",
    async ({ platform, path, body }) => {
      const { sandbox } = await start({ limits: { medallion: null } });
      const authorization = platform === "verifiable" ? `Bearer ${await signIn(sandbox)}` : undefined;
      const call = platform === "medallion" ? medallion : verifiable;
      const extras = authorization === undefined ? {} : { authorization };
      for (const mutant of mutants(body, diceFrom(11), 150)) {
        const wire: unknown = JSON.parse(JSON.stringify(mutant));
        const complaints = openapi(platform).checkRequest({ method: "POST", path, body: wire });
        const answer = await call(sandbox, "POST", path, { ...extras, body: wire });
        const isTaken = answer.status < 300;
        // What the description allows may still be refused: ids that do not exist, dates to come.
        if (complaints.length > 0) expect({ wire, isTaken }).toEqual({ wire, isTaken: false });
        else if (!isTaken) expect(answer.text).toMatch(/exist|no such|future|null|specialty/i);
      }
    },
  );
});
