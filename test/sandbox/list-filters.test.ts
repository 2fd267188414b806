import { describe, expect, test } from "vitest";
import { demoWorld, type World } from "../../src/sandbox/index.ts";
import { demoPeople } from "../../src/sandbox/world/people.ts";
import { field, medallion, rows, verifiable } from "./calls.ts";
import { sandboxes } from "./sandboxes.ts";

const start = sandboxes();
const { okafor, castellano, moreau, oyelaran, petrov, siddiqui } = demoPeople;
const world = demoWorld();
const { groupProfiles, practices, linesOfBusiness, organizationId } = world.medallion;
const { facilities, facilityTaxonomies, providerTypes } = world.verifiable;
const [harborview, lakeside] = groupProfiles;
const commercial = linesOfBusiness.find(({ label }) => label === "Commercial")?.id ?? "";

/** The demo world with one enrollment and one license request of known dates and details. */
const datedWorld: World = {
  ...world,
  medallion: {
    ...world.medallion,
    licenseRequests: [
      {
        provider: castellano.medallionId,
        kind: "csr",
        state: "FL",
        certificateType: "DO",
        isMedallionOwned: false,
        status: "completed",
        created: "2026-01-10T00:00:00Z",
        statusSince: "2026-02-10T00:00:00Z",
      },
    ],
    enrollments: [
      {
        subject: siddiqui.medallionId,
        payerName: "Humana",
        payerEntity: "00000000-0000-4000-8000-000000000007",
        state: "TX",
        practices: [practices[0]?.id ?? ""],
        linesOfBusiness: [commercial],
        status: "active",
        created: "2026-01-10T23:59:59Z",
        statusSince: "2026-03-01T00:00:00Z",
      },
    ],
  },
};

const credentialing = `/p/api/v1/organizations/${organizationId}/credentialing-service-requests/`;
const files = `/p/api/v1/organizations/${organizationId}/credentialing-files/`;

describe("Medallion's lists", () => {
  test.each([
    ["/api/v1/org/providers/", `id=${okafor.medallionId}`, 1],
    ["/api/v1/org/providers/", "license_state=IL", 2],
    ["/api/v1/org/providers/", "employment_status=inactive", 1],
    ["/api/v1/org/providers/", `group_profile=${lakeside?.id ?? ""}`, 1],
    ["/api/v1/org/providers/", "last_updated_after=2026-05-20", 0],
    ["/api/v1/org/providers/", "last_updated_before=2026-05-19", 18],
    ["/p/api/v1/group-profiles/", `id=${lakeside?.id ?? ""}`, 1],
    ["/p/api/v1/group-profiles/", `npi=${lakeside?.npi ?? ""}`, 1],
    ["/p/api/v1/group-profiles/", "search=harbor", 1],
    ["/api/v1/org/practices/", `id=${practices[1]?.id ?? ""}`, 1],
    ["/api/v1/org/practices/", `group_profile=${harborview?.id ?? ""}`, 2],
    ["/p/api/v1/lines-of-business/", "search=medica", 3],
    ["/p/api/v1/lines-of-business/", `id=${commercial}`, 1],
    ["/api/v1/org/licenses/", `provider=${castellano.medallionId}`, 3],
    ["/api/v1/org/licenses/", `provider__id=${castellano.medallionId}&registration=state`, 2],
    ["/api/v1/org/licenses/", "certificate_type=state_controlled", 1],
    ["/api/v1/org/licenses/", "certificate_type=DO&state=FL&duration_type=permanent", 2],
    ["/api/v1/org/licenses/", "issue_date_after=2026-02-10&status=active", 1],
    ["/api/v1/org/licenses/", "modified_before=2020-01-01", 0],
    ["/api/v1/org/licenses/", "issue_date_before=2020-01-01", 0],
    ["/api/v1/org/licenses/", "modified_after=2026-02-11", 0],
    ["/api/v1/org/licenses/", "is_external=true", 0],
    ["/api/v1/org/licenses/", "search=CA4", 3],
    ["/api/v1/staff/service-requests/", "license_state=FL", 1],
    ["/api/v1/staff/service-requests/", "is_medallion_owned=False", 1],
    ["/api/v1/staff/service-requests/", "certificate_type=state_controlled", 1],
    ["/api/v1/staff/service-requests/", "duration_type=permanent", 1],
    ["/api/v1/staff/service-requests/", "completed_date_after=2026-02-10", 1],
    ["/api/v1/staff/service-requests/", "completed_date_before=2026-02-09", 0],
    ["/api/v1/staff/service-requests/", "app_submission_date_after=2026-01-01", 1],
    ["/api/v1/staff/service-requests/", "app_submission_date_before=2026-01-01", 0],
    ["/api/v1/staff/service-requests/", "search=castell", 3],
    ["/api/v1/staff/service-requests/", "provider__profession=DDS", 1],
    ["/api/v1/staff/service-requests/", `organization=${organizationId}`, 7],
    ["/p/api/v1/service-requests/payer-enrollments/", `practice=${practices[0]?.id ?? ""}`, 1],
    ["/p/api/v1/service-requests/payer-enrollments/", `lines_of_business=${commercial}`, 1],
    ["/p/api/v1/service-requests/payer-enrollments/", "payer_entity=00000000-0000-4000-8000-000000000007", 1],
    ["/p/api/v1/service-requests/payer-enrollments/", "facility=x", 0],
    ["/p/api/v1/service-requests/payer-enrollments/", "created_after=2026-01-11", 0],
    ["/p/api/v1/service-requests/payer-enrollments/", "created_before=2026-01-10", 1],
    ["/p/api/v1/service-requests/payer-enrollments/", "status_update_time_after=2026-03-01", 1],
    ["/p/api/v1/payer-enrollments/", `provider=${siddiqui.medallionId}&search=huma`, 1],
    ["/p/api/v1/payer-enrollments/", `group_profile=${lakeside?.id ?? ""}`, 0],
    ["/p/api/v1/payer-enrollments/", `lines_of_business=${commercial}&practice=${practices[0]?.id ?? ""}`, 1],
    ["/p/api/v1/payer-enrollments/", "payer_entity=none", 0],
    ["/p/api/v1/payer-enrollments/", "last_updated_at_after=2026-03-01&last_updated_at_before=2026-03-01", 1],
    [credentialing, "requested_gte=2026-05-01", 1],
    [files, "search=petrov", 1],
  ])("%s with %s finds %i", async (path, query, wanted) => {
    const { sandbox } = await start({ world: datedWorld });
    const answer = await medallion(sandbox, "GET", path, { query });
    expect(answer.complaints).toEqual([]);
    expect(field(answer, "count")).toBe(wanted);
  });

  test("give what was created last first", async () => {
    const { sandbox } = await start();
    const answer = await medallion(sandbox, "GET", "/api/v1/staff/service-requests/");
    const dates = rows(answer).map((row) => String(row["created"]));
    expect(dates).toEqual(dates.toSorted((one, other) => (one < other ? 1 : -1)));
  });

  test("say ready in the guide's word if the quirk says so", async () => {
    const { sandbox } = await start({ quirks: { readyWord: "ready" } });
    const answer = await medallion(sandbox, "GET", credentialing, { query: { request_status: "ready" } });
    expect(rows(answer).map((row) => row["request_status"])).toEqual(["ready"]);
  });
});

describe("the word for what is ready", () => {
  test.each([
    ["ready_for_committee", "ready"],
    ["ready", "ready_for_committee"],
  ] as const)("is %s alone where the list shows it so", async (readyWord, other) => {
    const { sandbox } = await start({ quirks: { readyWord } });
    const status = async (word: string): Promise<number> =>
      (await medallion(sandbox, "GET", credentialing, { query: { request_status: word } })).status;

    expect([await status(readyWord), await status(other)]).toEqual([200, 400]);
  });
});

describe("Verifiable's lists", () => {
  test.each([
    ["/providers", `providerTypeId=${providerTypes[0]?.id ?? ""}`, 2],
    ["/providers", "deactivated=true", 1],
    ["/providers", "credentialingStatus=Data%20Collection&sortedBy=FirstName", 7],
    ["/providers", "status=None&sortedBy=CredentialedDate", 7],
    ["/providers", "sortedBy=CredentialingStatus", 7],
    ["/providers", "sortedBy=Id&offset=5", 7],
    ["/facilities", "deactivated=false&sortedBy=Id", 3],
    ["/facilities", "parentFacilityId=00000000-0000-4000-8000-000000000007", 0],
    ["/facilities/taxonomies", "name=radiology&sortedBy=Code", 2],
    ["/facilities/taxonomies", "sortedBy=Id&sortDirection=Desc", facilityTaxonomies.length],
    [`/facilities/${facilities[0]?.id ?? ""}/specialties`, "sortedBy=TaxonomyId", 2],
    ["/credentialing-requests", `entityId=${oyelaran.verifiableId}&sortedBy=Id`, 1],
    ["/credentialing-requests", "entityType=Facility&sortedBy=FacilityName", 1],
    ["/credentialing-requests", "entityType=Facility&sortedBy=FacilityId&entityName=imaging", 1],
    ["/credentialing-requests", "providerName=okafor&sortedBy=ProviderLastName", 1],
    ["/credentialing-requests", "providerDeactivated=false&sortedBy=ProviderFirstName", 2],
    ["/credentialing-requests", "providerCredentialingStatus=Approved&sortedBy=ProviderId", 0],
    ["/credentialing-requests", "sortedBy=Priority", 2],
    ["/credentialing-requests", "sortedBy=CurrentEventStatus", 2],
    ["/credentialing-requests", "sortedBy=CurrentEventDate", 2],
    ["/credentialing-requests", "sortedBy=ProviderCredentialingStatus", 2],
  ])("%s with %s finds %i", async (path, query, wanted) => {
    const { sandbox } = await start();
    const answer = await verifiable(sandbox, "GET", path, { query });
    expect([answer.status, answer.complaints]).toEqual([200, []]);
    expect(field(answer, "totalCount")).toBe(wanted);
  });

  test.each([
    [`/providers/${petrov.verifiableId}`, 404],
    ["/facilities/00000000-0000-4000-8000-000000000007", 404],
    ["/facilities/00000000-0000-4000-8000-000000000007/specialties", 404],
    ["/credentialing-requests/00000000-0000-4000-8000-000000000007", 404],
    ["/credentialing-requests/seven", 400],
    ["/payers", 404],
  ])("are not found under %s: %i", async (path, status) => {
    const { sandbox } = await start();
    expect((await verifiable(sandbox, "GET", path)).status).toBe(status);
  });

  test("cannot be deleted from", async () => {
    const { sandbox } = await start();
    expect((await verifiable(sandbox, "DELETE", "/credentialing-requests")).status).toBe(405);
  });
});

describe("a world", () => {
  test("is refused when a date in it is none", async () => {
    const [first] = world.medallion.enrollments;
    if (first === undefined) throw new Error("the demo world has an enrollment");
    const enrollments = [{ ...first, subject: moreau.medallionId, created: "last May" }];
    const broken = { ...world, medallion: { ...world.medallion, enrollments } };
    await expect(start({ world: broken })).rejects.toThrow('"last May" is not a date');
  });
});
