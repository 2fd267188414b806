import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { licenseFields } from "../../../../src/cells/states.ts";
import { certificateTypes, durationTypes } from "../../../../src/platforms/medallion/certificates.ts";
import type { LicenseSpec } from "../../../../src/platforms/medallion/license-kind.ts";
import { licenseRequests } from "../../../../src/platforms/medallion/license-requests.ts";
import { prop } from "../../builders/properties.ts";
import {
  complaints,
  days,
  attributesOf,
  ids,
  organization,
  perhaps,
  sent,
  someone,
  creating,
} from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const settings = { organizationId: organization, oneRequestPerState: false };
const resource = licenseRequests(settings);
const provider = uuid(100);

function spec(changes: Partial<LicenseSpec> = {}): LicenseSpec {
  return {
    kind: "medallion.license",
    field: "license_states",
    state: "CA",
    certificateType: "NP",
    medallionOwned: true,
    ...changes,
  };
}

const body = (...specs: readonly LicenseSpec[]): unknown =>
  sent(creating(resource).call(specs.map((one) => attributesOf(resource, one, { provider: [provider] }))))
    .body;

describe("asking for licenses", () => {
  test("carries states of all kinds in one call, as flat lists", () => {
    expect(
      body(
        spec(),
        spec({ state: "TX" }),
        spec({ field: "dea_states" }),
        spec({ field: "csr_states", state: "AS" }),
        spec({ field: "rn_states", state: "NY" }),
      ),
    ).toEqual({
      provider,
      certificate_type: "NP",
      license_states: ["CA", "TX"],
      dea_states: ["CA"],
      csr_states: ["AS"],
      rn_states: ["NY"],
      is_medallion_owned: true,
    });
  });

  test("sends options only where the row has them, as plain values", () => {
    const options = { durationType: "temporary", viaImlc: false, supportingNlc: true, created: "2026-01-31" };

    expect(body(spec({ ...options, medallionOwned: false }))).toEqual({
      provider,
      certificate_type: "NP",
      license_states: ["CA"],
      duration_type: "temporary",
      created: "2026-01-31",
      is_medallion_owned: false,
      request_via_imlc: false,
      request_supporting_nlc: true,
    });
  });

  const specs = fc.record({
    kind: fc.constant("medallion.license" as const),
    certificateType: fc.constantFrom(...certificateTypes),
    durationType: perhaps(fc.constantFrom(...durationTypes)),
    viaImlc: perhaps(fc.boolean()),
    supportingNlc: perhaps(fc.boolean()),
    created: perhaps(days),
    medallionOwned: fc.boolean(),
  });
  const places = fc.uniqueArray(
    fc.record({
      field: fc.constantFrom(...licenseFields),
      state: fc.constantFrom("CA", "NY", "MP", "AS", "DC", "VI"),
    }),
    { minLength: 1, maxLength: 20, selector: ({ field, state }) => `${state} ${field}` },
  );

  prop([specs, places, ids])("is always what Medallion's description allows", (common, where, id) => {
    const wanted = where.map((place) => attributesOf(resource, { ...common, ...place }, { provider: [id] }));
    const call = creating(resource).call(wanted);

    expect(complaints("medallion", call)).toEqual([]);
    const asked: unknown = sent(call).body;
    for (const { field, state } of where)
      expect(asked).toHaveProperty(field, expect.arrayContaining([state]));
    expect(asked).toHaveProperty("is_medallion_owned", common.medallionOwned);
  });
});

describe("a license request is the same as another one", () => {
  const answers = new Map([["provider", [provider]]]);
  const key = (changes: Partial<LicenseSpec>): string => resource.identify(spec(changes), answers).key;
  const draft = (changes: Partial<LicenseSpec>): unknown => resource.draft(spec(changes), someone);

  test.each<[string, Partial<LicenseSpec>]>([
    ["when the usual duration is said or left out", { durationType: "permanent" }],
    ["whoever works it", { medallionOwned: false }],
    ["with whatever options", { viaImlc: true, supportingNlc: true, created: "2026-01-01" }],
  ])("%s", (_what, changes) => {
    expect(key(changes)).toBe(key({}));
  });

  test.each<[string, Partial<LicenseSpec>]>([
    ["in another state", { state: "NY" }],
    ["of another kind", { field: "rn_states" }],
    ["of another certificate type", { certificateType: "MD" }],
    ["of another duration", { durationType: "temporary" }],
  ])("but not %s", (_what, changes) => {
    expect(key(changes)).not.toBe(key({}));
    expect(draft(changes)).not.toEqual(draft({}));
  });

  test("but not for another provider or organization", () => {
    const other = licenseRequests({ ...settings, organizationId: uuid(9_001) });

    expect(resource.identify(spec(), new Map([["provider", [uuid(101)]]])).key).not.toBe(key({}));
    expect(other.identify(spec(), answers).key).not.toBe(key({}));
  });

  test("and travels with those of the same provider, certificate type and options only", () => {
    const batch = (changes: Partial<LicenseSpec>, one = resource): string =>
      one.identify(spec(changes), answers).batch;
    const single = licenseRequests({ ...settings, oneRequestPerState: true });

    expect(batch({ state: "NY" })).toBe(batch({}));
    expect(batch({ field: "dea_states" })).toBe(batch({}));
    for (const apart of [
      { certificateType: "MD" },
      { medallionOwned: false },
      { viaImlc: true },
      { created: "2026-01-01" },
      { durationType: "limited" },
    ]) {
      expect(batch(apart)).not.toBe(batch({}));
    }
    expect(batch({ state: "NY" }, single)).not.toBe(batch({}, single));
  });
});
