import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EnrollmentSpec } from "../../../../src/platforms/medallion/enrollment-kind.ts";
import { enrollmentRequests } from "../../../../src/platforms/medallion/enrollment-requests.ts";
import { prop } from "../../builders/properties.ts";
import {
  complaints,
  attributesOf,
  ids,
  organization,
  perhaps,
  sent,
  someone,
  creating,
} from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const resource = enrollmentRequests(organization);
const [provider, group] = [uuid(100), uuid(200)];
const answers = { provider: [provider], group: [group] };

function spec(changes: Partial<EnrollmentSpec> = {}): EnrollmentSpec {
  return {
    kind: "medallion.enrollment",
    subject: "provider",
    state: "TX",
    payerName: "Aetna",
    linesOfBusiness: [],
    practices: [],
    medallionOwned: true,
    ...changes,
  };
}

function body(
  changes: Partial<EnrollmentSpec>,
  more: Readonly<Record<string, readonly string[]>> = {},
): unknown {
  return sent(creating(resource).call([attributesOf(resource, spec(changes), { ...answers, ...more })])).body;
}

describe("asking for an enrollment", () => {
  test("of a provider says who, where, with whom, and who works it", () => {
    expect(body({})).toEqual({
      resourcetype: "NewProviderPayerEnrollmentServiceRequest",
      provider,
      payer_name: "Aetna",
      state: "TX",
      is_medallion_owned: true,
    });
  });

  test("of a group says so, and has no place for the group of a provider", () => {
    expect(
      body({ subject: "group", parGroup: "x", state: "NA", medallionOwned: false }, { par_group: [uuid(3)] }),
    ).toEqual({
      resourcetype: "NewGroupPayerEnrollmentServiceRequest",
      group_profile: group,
      payer_name: "Aetna",
      state: "NA",
      is_medallion_owned: false,
    });
  });

  test("sends lines of business and practices as objects with an id and nothing else", () => {
    const more = { line_of_business: [uuid(1), uuid(2)], practice: [uuid(3)], par_group: [group] };

    expect(body({ payerId: "60054", payerEntity: uuid(4) }, more)).toMatchObject({
      payer_id: "60054",
      payer_entity: uuid(4),
      lines_of_business: [{ id: uuid(1) }, { id: uuid(2) }],
      practices: [{ id: uuid(3) }],
      par_group: group,
    });
  });

  const specs = fc.record({
    kind: fc.constant("medallion.enrollment" as const),
    subject: fc.constantFrom("provider" as const, "group" as const),
    state: fc.constantFrom("CA", "NY", "DC", "GU", "PR", "VI", "NA"),
    payerName: fc.string({ minLength: 1 }),
    payerId: perhaps(fc.string({ minLength: 1, maxLength: 255 })),
    payerEntity: perhaps(ids),
    linesOfBusiness: fc.constant([]),
    practices: fc.constant([]),
    medallionOwned: fc.boolean(),
  });
  const known = fc.record({
    provider: fc.tuple(ids),
    group: fc.tuple(ids),
    line_of_business: fc.uniqueArray(ids, { maxLength: 4 }),
    practice: fc.uniqueArray(ids, { maxLength: 4 }),
    par_group: fc.uniqueArray(ids, { maxLength: 1 }),
  });

  prop([specs, known])("is always what Medallion's description allows", (wanted, answered) => {
    const call = creating(resource).call([attributesOf(resource, wanted, answered)]);

    expect(complaints("medallion", call)).toEqual([]);
    expect(sent(call).body).toMatchObject({
      payer_name: wanted.payerName,
      is_medallion_owned: wanted.medallionOwned,
    });
  });
});

describe("an enrollment is the same as another one", () => {
  const key = (
    changes: Partial<EnrollmentSpec>,
    more: Readonly<Record<string, readonly string[]>> = {},
  ): string => resource.identify(spec(changes), new Map(Object.entries({ ...answers, ...more }))).key;

  test.each<[string, Partial<EnrollmentSpec>, Partial<EnrollmentSpec>]>([
    ["whoever works it", {}, { medallionOwned: false }],
    ["with the payer's name in another spelling", {}, { payerName: " AETNA." }],
    ["of the same payer id", { payerId: "A1" }, { payerId: "a1", payerName: "Other" }],
    [
      "of the same payer entity",
      { payerEntity: uuid(4) },
      { payerEntity: uuid(4), payerId: "1", payerName: "Other" },
    ],
  ])("%s", (_what, one, other) => {
    expect(key(one)).toBe(key(other));
  });

  test("with lines of business in another order", () => {
    expect(key({}, { line_of_business: [uuid(1), uuid(2)] })).toBe(
      key({}, { line_of_business: [uuid(2), uuid(1)] }),
    );
  });

  test.each<[string, Partial<EnrollmentSpec>]>([
    ["in another state", { state: "FL" }],
    ["with another payer", { payerName: "Cigna" }],
    ["with another payer id", { payerId: "1" }],
    ["of a group", { subject: "group" }],
  ])("but not %s", (_what, changes) => {
    expect(key(changes)).not.toBe(key({}));
    expect(resource.draft(spec(changes), { ...someone, group_name: "N" })).not.toEqual(
      resource.draft(spec({}), someone),
    );
  });

  test("but not of someone else, nor with other lines of business", () => {
    expect(key({}, { provider: [uuid(101)] })).not.toBe(key({}));
    expect(key({}, { line_of_business: [uuid(1)] })).not.toBe(key({}));
  });

  test("and travels alone", () => {
    const batches = ["TX", "FL"].map(
      (state) => resource.identify(spec({ state }), new Map(Object.entries(answers))).batch,
    );

    expect(new Set(batches).size).toBe(2);
  });
});
