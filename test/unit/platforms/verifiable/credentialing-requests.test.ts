import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CredentialingSpec } from "../../../../src/platforms/verifiable/credentialing-kind.ts";
import { credentialingRequests as resource } from "../../../../src/platforms/verifiable/credentialing-requests.ts";
import { prop } from "../../builders/properties.ts";
import { complaints, days, attributesOf, ids, perhaps, sent, creating } from "../../builders/requests.ts";
import { npi, uuid } from "../../builders/rows.ts";

const [provider, facility] = [uuid(100), uuid(200)];
const answers = { provider: [provider], facility: [facility] };

function spec(changes: Partial<CredentialingSpec> = {}): CredentialingSpec {
  return {
    kind: "verifiable.credentialing",
    subject: "provider",
    selfManaged: false,
    facilitySpecialties: [],
    ...changes,
  };
}

const body = (changes: Partial<CredentialingSpec>, specialty: readonly string[] = []): unknown =>
  sent(creating(resource).call([attributesOf(resource, spec(changes), { ...answers, specialty })])).body;

describe("asking Verifiable for credentialing", () => {
  test("of a provider always says who works it, and nothing that the row leaves blank", () => {
    expect(body({})).toEqual({ providerId: provider, isSelfManaged: false });
    expect(body({ selfManaged: true })).toEqual({ providerId: provider, isSelfManaged: true });
  });

  test("sends what the row says", () => {
    expect(
      body({ type: "ReCredentialing", priority: "Urgent", applicationReceivedDate: "2026-01-31" }),
    ).toEqual({
      providerId: provider,
      isSelfManaged: false,
      type: "ReCredentialing",
      priority: "Urgent",
      applicationReceivedDate: "2026-01-31",
    });
  });

  test("of a facility names its specialties, looked up or given", () => {
    const given = uuid(7).toUpperCase();

    expect(body({ subject: "facility", facilitySpecialties: ["261QU0200X", given] }, [uuid(8)])).toEqual({
      facilityId: facility,
      facilitySpecialtyIds: [uuid(7), uuid(8)],
      isSelfManaged: false,
    });
  });

  const specs = fc.record({
    kind: fc.constant("verifiable.credentialing" as const),
    subject: fc.constantFrom("provider" as const, "facility" as const),
    type: perhaps(fc.constantFrom("Initial" as const, "ReCredentialing" as const, "OffCycle" as const)),
    priority: perhaps(fc.constantFrom("Low" as const, "Medium" as const, "High" as const, "Urgent" as const)),
    selfManaged: fc.boolean(),
    applicationReceivedDate: perhaps(days),
    facilitySpecialties: fc.array(ids, { minLength: 1, maxLength: 3 }),
  });

  prop([specs, ids])("is always what Verifiable's description allows", (wanted, id) => {
    const call = creating(resource).call([
      attributesOf(resource, wanted, { provider: [id], facility: [id] }),
    ]);

    expect(complaints("verifiable", call)).toEqual([]);
    expect(sent(call).body).toHaveProperty("isSelfManaged", wanted.selfManaged);
  });
});

describe("a facility's specialties", () => {
  const wanted = (specialty: string, changes: Partial<CredentialingSpec> = {}) =>
    resource.identify(
      spec({ subject: "facility", facilitySpecialties: ["261QU0200X"], ...changes }),
      new Map(Object.entries({ ...answers, specialty: [specialty] })),
    );
  const [one, two] = [wanted(uuid(8)), wanted(uuid(7))];

  test("have keys of their own and travel in one call, unless who works them or how urgently differs", () => {
    expect(one.key).not.toBe(two.key);
    expect(one.batch).toBe(two.batch);
    expect(wanted(uuid(7), { selfManaged: true }).batch).not.toBe(one.batch);
    expect(wanted(uuid(7), { priority: "Urgent" }).batch).not.toBe(one.batch);
    expect(sent(creating(resource).call([one.attributes, two.attributes])).body).toEqual({
      facilityId: facility,
      facilitySpecialtyIds: [uuid(7), uuid(8)],
      isSelfManaged: false,
    });
  });

  test("are accepted together when the answer shows all of them, or says nothing of them", () => {
    const answered = (...specialties: readonly string[]): unknown =>
      creating(resource).accepted(
        {
          id: uuid(1),
          facility: { id: facility },
          currentEvent: { status: "RequestSubmitted" },
          facilitySpecialties: specialties.map((id) => ({ id })),
        },
        [one.attributes, two.attributes],
      );

    expect(answered(uuid(7), uuid(8))).toMatchObject({ remote: { remoteId: uuid(1), shared: true } });
    expect(answered()).toMatchObject({ remote: { remoteId: uuid(1) } });
    expect(answered(uuid(7))).toHaveProperty("doubt");
  });
});

describe("credentialing is the same as another one", () => {
  const key = (changes: Partial<CredentialingSpec>, more: object = {}): string =>
    resource.identify(spec(changes), new Map(Object.entries({ ...answers, ...more }))).key;
  const atFacility = { subject: "facility" } as const;

  test.each<[string, Partial<CredentialingSpec>]>([
    ["when the usual type is said or left out", { type: "Initial" }],
    ["whoever works it", { selfManaged: true }],
    ["however urgent", { priority: "Urgent", applicationReceivedDate: "2026-01-01" }],
  ])("%s", (_what, changes) => {
    expect(key(changes)).toBe(key({}));
  });

  test("for specialties in another order", () => {
    expect(key(atFacility, { specialty: [uuid(1), uuid(2)] })).toBe(
      key(atFacility, { specialty: [uuid(2), uuid(1)] }),
    );
  });

  test("but not of another type, subject or specialty", () => {
    const keys = [
      key({}),
      key({ type: "OffCycle" }),
      key({}, { provider: [uuid(101)] }),
      key(atFacility, { specialty: [uuid(1)] }),
      key(atFacility, { specialty: [uuid(2)] }),
    ];

    expect(new Set(keys).size).toBe(keys.length);
  });

  test("once its taxonomies are known asks for the specialties of that facility", () => {
    const wanted = spec({ subject: "facility", facilitySpecialties: ["261qu0200x", uuid(7), "261QR0200X"] });
    const known = new Map([
      ["facility", [facility]],
      ["taxonomy", [uuid(21), uuid(22)]],
    ]);

    expect(resource.dependentReferences?.(wanted, known).map(({ query }) => query)).toEqual([
      { lookupSource: "verifiable.specialty", about: { facility, taxonomy: uuid(21), code: "261QU0200X" } },
      { lookupSource: "verifiable.specialty", about: { facility, taxonomy: uuid(22), code: "261QR0200X" } },
    ]);
    expect(resource.dependentReferences?.(spec(), new Map())).toEqual([]);
    expect(resource.references(spec(), { identity: { npi }, answered: false })).toMatchObject([
      { role: "provider", fills: "verifiable_provider_id" },
    ]);
  });
});
