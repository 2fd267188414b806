import { describe, expect, test } from "vitest";
import type { Identity } from "../../../src/cells/cells.ts";
import { credentialingRequests as medallionCredentialing } from "../../../src/platforms/medallion/credentialing-requests.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { licenseRequests } from "../../../src/platforms/medallion/license-requests.ts";
import type { RequestSpec } from "../../../src/platforms/request-kind.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { credentialingRequests as verifiableCredentialing } from "../../../src/platforms/verifiable/credentialing-requests.ts";
import { organization } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const [provider, group, facility] = [uuid(100), uuid(200), uuid(300)];
const identity = { npi: "1234567893" };
/** Each made by the test that needs it. */
type Make = () => Resource;
const licenses: Make = () => licenseRequests({ organizationId: organization, oneRequestPerState: false });
const enrollments: Make = () => enrollmentRequests(organization);
const credentialing: Make = () => medallionCredentialing(organization);
const verifiable: Make = () => verifiableCredentialing;

const license = {
  kind: "medallion.license",
  field: "license_states",
  state: "CA",
  certificateType: "MD",
  medallionOwned: true,
};
const enrollment = {
  kind: "medallion.enrollment",
  subject: "provider",
  state: "TX",
  payerName: "Aetna, Inc.",
  linesOfBusiness: ["Medicare", "Commercial"],
  practices: ["Main Street"],
  medallionOwned: false,
};
const ofFacility = {
  kind: "verifiable.credentialing" as const,
  subject: "facility",
  selfManaged: true,
  facilitySpecialties: ["261QU0200X", uuid(8).toUpperCase()],
};

/** What a row's spec turns out to be, once these are known. */
function identified(resource: Make, spec: object, answers: Readonly<Record<string, readonly string[]>>) {
  return resource().identify(spec as RequestSpec, new Map(Object.entries(answers)));
}

describe("what a row asks for has a natural key, the attributes that it is compared by, and what rows must agree on:", () => {
  test("a license", () => {
    expect(
      identified(licenses, { ...license, viaImlc: true, created: "2026-01-31" }, { provider: [provider] }),
    ).toEqual({
      key: `medallion|${organization}|license|${provider}|license_states|CA|MD|permanent`,
      platform: "medallion",
      kind: "medallion.license",
      organization,
      subject: provider,
      attributes: {
        provider,
        field: "license_states",
        state: "CA",
        certificate_type: "MD",
        duration_type: undefined,
        request_via_imlc: true,
        request_supporting_nlc: undefined,
        created: "2026-01-31",
        is_medallion_owned: true,
      },
      batch: expect.stringContaining(`${provider}|MD|`) as string,
      options: {
        duration_type: "permanent",
        request_via_imlc: true,
        request_supporting_nlc: false,
        license_created: "2026-01-31",
        is_medallion_owned: true,
      },
    });
  });

  test("an enrollment", () => {
    const answers = {
      provider: [provider],
      line_of_business: [uuid(2), uuid(1)],
      practice: [uuid(3)],
      par_group: [group],
    };
    const key = `medallion|${organization}|enrollment|provider|${provider}|TX|name:aetna inc|${uuid(1)},${uuid(2)}`;
    expect(identified(enrollments, { ...enrollment, parGroup: "One" }, answers)).toEqual({
      key,
      platform: "medallion",
      kind: "medallion.enrollment",
      organization,
      subject: provider,
      attributes: {
        subject: "provider",
        subject_id: provider,
        state: "TX",
        payer_name: "Aetna, Inc.",
        payer_id: undefined,
        payer_entity: undefined,
        lines_of_business: [uuid(1), uuid(2)],
        practices: [uuid(3)],
        par_group: group,
        is_medallion_owned: false,
      },
      batch: key,
      options: {
        payer_name: "aetna inc",
        practices: [uuid(3).replaceAll("-", " ")],
        par_group: group.replaceAll("-", " "),
        is_medallion_owned: false,
      },
    });
    const bare = identified(enrollments, { ...enrollment, payerId: "AB1" }, { provider: [provider] });
    expect(bare.key).toBe(`medallion|${organization}|enrollment|provider|${provider}|TX|id:ab1|`);
    expect(bare.attributes).toMatchObject({ lines_of_business: [], practices: [], par_group: undefined });
    expect(bare.options).toMatchObject({ practices: [], par_group: "" });
    expect(identified(enrollments, { ...enrollment, payerEntity: uuid(9) }, {}).key).toContain(
      `entity:${uuid(9)}`,
    );
  });

  test("an enrollment for fewer lines of business, as if only those had been asked for", () => {
    const whole = identified(enrollments, enrollment, {
      provider: [provider],
      line_of_business: [uuid(1), uuid(2)],
    });
    const part = identified(enrollments, enrollment, { provider: [provider], line_of_business: [uuid(2)] });
    expect(enrollments().narrowed?.(whole.attributes, [uuid(2)])).toEqual({
      key: part.key,
      attributes: part.attributes,
    });
    expect(enrollments().narrowed?.(whole.attributes, [uuid(2), uuid(1)]).key).toBe(whole.key);
  });

  test("credentialing at Medallion", () => {
    const key = `medallion|${organization}|credentialing|${provider}`;
    expect(identified(credentialing, { kind: "medallion.credentialing" }, { provider: [provider] })).toEqual({
      key,
      platform: "medallion",
      kind: "medallion.credentialing",
      organization,
      subject: provider,
      attributes: { provider },
      batch: key,
      options: {},
    });
  });

  test("credentialing at Verifiable", () => {
    const one = { ...ofFacility, subject: "provider", facilitySpecialties: [], selfManaged: false };
    const key = `verifiable|credentialing|provider|${provider}|Initial`;
    expect(identified(verifiable, one, { provider: [provider] })).toMatchObject({
      key,
      batch: key,
      subject: provider,
    });
    const answers = { facility: [facility], specialty: [uuid(9)] };
    const options = {
      is_self_managed: true,
      credentialing_priority: "Medium",
      application_received_date: "",
    };
    expect(identified(verifiable, ofFacility, answers)).toEqual({
      key: `verifiable|credentialing|facility|${facility}|Initial|${uuid(8)},${uuid(9)}`,
      platform: "verifiable",
      kind: "verifiable.credentialing",
      organization: "",
      subject: facility,
      attributes: {
        subject: "facility",
        subject_id: facility,
        type: undefined,
        priority: undefined,
        is_self_managed: true,
        application_received_date: undefined,
        specialties: [uuid(8), uuid(9)],
      },
      batch: `facility|${facility}|Initial|${JSON.stringify(options)}`,
      options,
    });
  });
});

describe("the same request of two rows is known before anybody is looked up:", () => {
  const drafted = (resource: Make, spec: object) => resource().draft(spec as RequestSpec, identity);

  test.each<[string, Make, object, string]>([
    ["a license", licenses, license, `medallion.license|[...]|license_states|CA|MD|permanent`],
    [
      "an enrollment",
      enrollments,
      enrollment,
      `medallion.enrollment|[...]|TX|name:aetna inc|commercial,medicare`,
    ],
    [
      "credentialing at Medallion",
      credentialing,
      { kind: "medallion.credentialing" },
      "medallion.credentialing|[...]",
    ],
    [
      "credentialing at Verifiable",
      verifiable,
      { ...ofFacility, type: "OffCycle" },
      `verifiable.credentialing|facility|[...]|OffCycle|261QU0200X,${uuid(8).toUpperCase()}`,
    ],
  ])("%s", (_what, resource, spec, same) => {
    expect(drafted(resource, spec).same.replace(/\{.*?\}/, "[...]")).toBe(same);
  });

  test("rows that want it in another way are told apart", () => {
    expect(drafted(enrollments, { ...enrollment, parGroup: "The Group" }).options).toEqual({
      payer_name: "aetna inc",
      practices: ["main street"],
      par_group: "the group",
      is_medallion_owned: false,
    });
    expect(drafted(credentialing, { kind: "medallion.credentialing" }).options).toEqual({});
    expect(
      drafted(verifiable, { ...ofFacility, priority: "Urgent", applicationReceivedDate: "2026-01-31" })
        .options,
    ).toEqual({
      is_self_managed: true,
      credentialing_priority: "Urgent",
      application_received_date: "2026-01-31",
    });
  });
});

describe("what has to be looked up for a request:", () => {
  const rolesOf = (resource: Make, spec: object, who: Identity = identity) =>
    resource()
      .references(spec as RequestSpec, { identity: who, answered: false })
      .map(({ role, query, fills }) => [role, query.lookupSource, fills]);

  test("its provider, whose id fills the column for that", () => {
    const row = ["provider", "medallion.provider", "provider_id"];
    expect(rolesOf(licenses, license)).toEqual([row]);
    expect(rolesOf(credentialing, { kind: "medallion.credentialing" })).toEqual([row]);
    expect(rolesOf(verifiable, { ...ofFacility, subject: "provider", facilitySpecialties: [] })).toEqual([
      ["provider", "verifiable.provider", "verifiable_provider_id"],
    ]);
  });

  test("all that an enrollment names, in its order", () => {
    expect(rolesOf(enrollments, { ...enrollment, parGroup: "One" })).toEqual([
      ["provider", "medallion.provider", "provider_id"],
      ["line_of_business", "medallion.line_of_business", undefined],
      ["line_of_business", "medallion.line_of_business", undefined],
      ["practice", "medallion.practice", undefined],
      ["par_group", "medallion.group", undefined],
    ]);
    const ofGroup = { ...enrollment, subject: "group", linesOfBusiness: [], practices: [] };
    expect(rolesOf(enrollments, ofGroup, { group_name: "One" })).toEqual([
      ["group", "medallion.group", "group_profile_id"],
    ]);
  });

  test("a facility and the codes of its specialties, and those at the facility once that is known", () => {
    expect(rolesOf(verifiable, ofFacility, { facility_name: "North" })).toEqual([
      ["facility", "verifiable.facility", "verifiable_facility_id"],
      ["taxonomy", expect.any(String), undefined],
    ]);
    const further = (answers: Readonly<Record<string, readonly string[]>>) =>
      verifiable().dependentReferences?.(ofFacility, new Map(Object.entries(answers)));
    expect(further({ taxonomy: [uuid(5)] })).toEqual([]);
    expect(further({ facility: [facility], taxonomy: [uuid(5)] })).toMatchObject([{ role: "specialty" }]);
    expect(JSON.stringify(further({ facility: [facility], taxonomy: [uuid(5)] }))).toContain(uuid(5));
    expect(JSON.stringify(further({ facility: [facility], taxonomy: [uuid(5)] }))).toContain(facility);
  });
});
