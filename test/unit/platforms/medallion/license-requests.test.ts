import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { licenseRequests } from "../../../../src/platforms/medallion/license-requests.ts";
import { type LicenseAsk } from "../../../../src/roster/request-spec.ts";
import { licenseFields } from "../../../../src/roster/columns.ts";
import { certificateTypes, durationTypes } from "../../../../src/roster/certificate-types.ts";
import { prop } from "../../builders/properties.ts";
import {
  complaints,
  days,
  factsOf,
  ids,
  organization,
  perhaps,
  sent,
  someone,
} from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const settings = { organizationId: organization, oneRequestPerState: false };
const book = licenseRequests(settings);
const provider = uuid(100);

function ask(changes: Partial<LicenseAsk> = {}): LicenseAsk {
  return {
    kind: "medallion.license",
    field: "license_states",
    state: "CA",
    certificateType: "NP",
    medallionOwned: true,
    ...changes,
  };
}

const body = (...asks: readonly LicenseAsk[]): unknown =>
  sent(book.submission(asks.map((one) => factsOf(book, one, { provider: [provider] })))).body;

describe("asking for licenses", () => {
  test("carries states of all kinds in one call, as flat lists", () => {
    expect(
      body(
        ask(),
        ask({ state: "TX" }),
        ask({ field: "dea_states" }),
        ask({ field: "csr_states", state: "AS" }),
        ask({ field: "rn_states", state: "NY" }),
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

    expect(body(ask({ ...options, medallionOwned: false }))).toEqual({
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

  const asks = fc.record({
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

  prop([asks, places, ids])("is always what Medallion's description allows", (common, where, id) => {
    const wanted = where.map((place) => factsOf(book, { ...common, ...place }, { provider: [id] }));
    const call = book.submission(wanted);

    expect(complaints("medallion", call)).toEqual([]);
    const asked: unknown = sent(call).body;
    for (const { field, state } of where)
      expect(asked).toHaveProperty(field, expect.arrayContaining([state]));
    expect(asked).toHaveProperty("is_medallion_owned", common.medallionOwned);
  });
});

describe("a license request is the same as another one", () => {
  const answers = new Map([["provider", [provider]]]);
  const key = (changes: Partial<LicenseAsk>): string => book.identify(ask(changes), answers).key;
  const draft = (changes: Partial<LicenseAsk>): unknown => book.draft(ask(changes), someone);

  test.each<[string, Partial<LicenseAsk>]>([
    ["when the usual duration is said or left out", { durationType: "permanent" }],
    ["whoever works it", { medallionOwned: false }],
    ["with whatever options", { viaImlc: true, supportingNlc: true, created: "2026-01-01" }],
  ])("%s", (_what, changes) => {
    expect(key(changes)).toBe(key({}));
  });

  test.each<[string, Partial<LicenseAsk>]>([
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

    expect(book.identify(ask(), new Map([["provider", [uuid(101)]]])).key).not.toBe(key({}));
    expect(other.identify(ask(), answers).key).not.toBe(key({}));
  });

  test("and travels with those of the same provider, certificate type and options only", () => {
    const bundle = (changes: Partial<LicenseAsk>, one = book): string =>
      one.identify(ask(changes), answers).bundle;
    const single = licenseRequests({ ...settings, oneRequestPerState: true });

    expect(bundle({ state: "NY" })).toBe(bundle({}));
    expect(bundle({ field: "dea_states" })).toBe(bundle({}));
    for (const apart of [
      { certificateType: "MD" },
      { medallionOwned: false },
      { viaImlc: true },
      { created: "2026-01-01" },
      { durationType: "limited" },
    ]) {
      expect(bundle(apart)).not.toBe(bundle({}));
    }
    expect(bundle({ state: "NY" }, single)).not.toBe(bundle({}, single));
  });
});
