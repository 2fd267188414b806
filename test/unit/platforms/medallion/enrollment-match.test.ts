import { describe, expect, test } from "vitest";
import type { Attributes } from "../../../../src/ledger/entry.ts";
import {
  enrollmentMatchRank,
  payerClash,
  sameEnrollment,
} from "../../../../src/platforms/medallion/enrollment-match.ts";
import { enrollmentRequests } from "../../../../src/platforms/medallion/enrollment-requests.ts";
import { organization, remote } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const attributes: Attributes = {
  subject: "provider",
  state: "TX",
  payer_name: "Aetna Better Health",
  payer_id: "60054",
  payer_entity: uuid(50),
  lines_of_business: [uuid(1), uuid(2)],
};
const nameOnly: Attributes = { payer_id: undefined, payer_entity: undefined };

function rank(workItem: Attributes, list: Attributes): number {
  return enrollmentMatchRank(
    { ...attributes, ...workItem },
    remote({ attributes: { ...attributes, ...list } }),
  );
}

describe("a listed enrollment", () => {
  test.each<[string, Attributes, Attributes]>([
    ["with everything the same", {}, {}],
    ["of the same payer entity, whatever else names it", {}, { payer_name: "Other", payer_id: "1" }],
    ["of the same payer id, whatever its name", { payer_entity: undefined }, { payer_name: "Other" }],
    ["of the same payer id, where it has no entity", {}, { payer_entity: undefined, payer_name: "Other" }],
    ["of a payer id in other letter case", { payer_id: "AB1", payer_entity: undefined }, { payer_id: "ab1" }],
    ["of the same name, where it has neither id nor entity", {}, nameOnly],
    ["of a name in another spelling", nameOnly, { payer_name: " AETNA, better-health " }],
    ["with the lines of business in another order", {}, { lines_of_business: [uuid(2), uuid(1)] }],
    [
      "without lines of business, where none are wanted",
      { lines_of_business: [] },
      { lines_of_business: [] },
    ],
    ["that says nothing of lines of business", {}, { lines_of_business: undefined }],
  ])("%s fits", (_what, workItem, list) => {
    expect(rank(workItem, list)).toBeGreaterThan(0);
  });

  test.each<[string, Attributes, Attributes]>([
    ["of a group, for a provider", {}, { subject: "group" }],
    ["of another state", {}, { state: "FL" }],
    ["of another payer entity, though the rest is the same", {}, { payer_entity: uuid(51) }],
    ["of another payer id, though the name is the same", { payer_entity: undefined }, { payer_id: "99999" }],
    ["of another name", nameOnly, { payer_name: "Aetna" }],
    ["without any name of its payer", nameOnly, { ...nameOnly, payer_name: undefined }],
    ["with one line of business more", { lines_of_business: [uuid(1)] }, {}],
    ["with one line of business less", {}, { lines_of_business: [uuid(1)] }],
    ["with another line of business", {}, { lines_of_business: [uuid(1), uuid(3)] }],
    ["with lines of business, where none are wanted", { lines_of_business: [] }, {}],
  ])("%s does not fit", (_what, workItem, list) => {
    expect(rank(workItem, list)).toBe(0);
  });

  test("fits better by entity than by id, and by id than by name", () => {
    const byName = rank({}, nameOnly);
    const byId = rank({}, { payer_entity: undefined });

    expect(rank({}, {})).toBeGreaterThan(byId);
    expect(byId).toBeGreaterThan(byName);
  });
});

describe("a wanted enrollment absorbs another one that names the payer less precisely:", () => {
  const { subsumes } = enrollmentRequests(organization);
  const absorbed = (strong: Attributes, vague: Attributes): boolean | undefined =>
    subsumes?.({ ...attributes, ...strong }, { ...attributes, ...vague });

  test.each<[string, Attributes, Attributes]>([
    ["entity and name", {}, nameOnly],
    ["entity and id", {}, { payer_entity: undefined }],
    ["id and name", { payer_entity: undefined }, nameOnly],
    ["names in other spellings", {}, { ...nameOnly, payer_name: "aetna better health" }],
    ["lines of business in another order", {}, { ...nameOnly, lines_of_business: [uuid(2), uuid(1)] }],
  ])("%s", (_what, strong, vague) => {
    expect(absorbed(strong, vague)).toBe(true);
    expect(absorbed(vague, strong)).toBe(false);
  });

  test.each<[string, Attributes]>([
    ["not when it names the payer as precisely", {}],
    ["not in another state", { ...nameOnly, state: "FL" }],
    ["not of a group", { ...nameOnly, subject: "group" }],
    ["not of another payer", { ...nameOnly, payer_name: "Cigna" }],
    ["not of another id", { payer_entity: undefined, payer_id: "1" }],
    ["not with other lines of business", { ...nameOnly, lines_of_business: [] }],
  ])("%s", (_what, vague) => {
    expect(absorbed({}, vague)).toBe(false);
  });
});

describe("two enrollments with one number for two payers", () => {
  const aetna: Attributes = {
    subject: "provider",
    state: "TX",
    payer_name: "Aetna",
    payer_id: "AB1",
    lines_of_business: [uuid(1)],
  };
  const cigna: Attributes = { ...aetna, payer_name: "Cigna" };

  test.each(["roster", "platform"] as const)(
    "clash in a %s: the number and the second name are told",
    (source) => {
      expect(payerClash(aetna, cigna, source)).toEqual({ column: "payer_id", value: "AB1", name: "Cigna" });
    },
  );

  test.each<[string, Attributes, Attributes]>([
    ["in other letter case", {}, { payer_id: "ab1" }],
    ["where one has an entity as well", { payer_entity: uuid(50) }, {}],
    ["where the other has an entity as well", {}, { payer_entity: uuid(50) }],
    ["where one says nothing of lines of business", {}, { lines_of_business: undefined }],
  ])("clash %s", (_what, one, other) => {
    expect(payerClash({ ...aetna, ...one }, { ...cigna, ...other }, "roster")?.column).toBe("payer_id");
  });

  test("clash by the entity first, as it is written in the first of them", () => {
    const entity = { payer_entity: uuid(50).toUpperCase() };

    expect(payerClash({ ...aetna, ...entity }, { ...cigna, payer_entity: uuid(50) }, "roster")).toEqual({
      column: "payer_entity",
      value: uuid(50).toUpperCase(),
      name: "Cigna",
    });
  });

  test.each<[string, Attributes, Attributes]>([
    ["in two states", {}, { state: "FL" }],
    ["for a provider and a group", {}, { subject: "group" }],
    ["with other lines of business", {}, { lines_of_business: [uuid(2)] }],
    ["with two numbers", {}, { payer_id: "AB2" }],
    ["with two entities, whatever their numbers", { payer_entity: uuid(50) }, { payer_entity: uuid(51) }],
    ["without a number in the first", { payer_id: undefined }, {}],
    ["without a number in the second", {}, { payer_id: undefined }],
    ["without a name in the first", { payer_name: undefined }, {}],
    ["without a name in the second", {}, { payer_name: undefined }],
    ["with one name in two spellings", {}, { payer_name: "AETNA, Inc." }],
  ])("do not clash %s", (_what, one, other) => {
    expect(payerClash({ ...aetna, ...one }, { ...cigna, ...other }, "roster")).toBeUndefined();
  });

  test("do not clash where a platform shows a name in full, which a roster never does", () => {
    const full = { ...aetna, payer_name: "Aetna Better Health of Texas" };

    expect(payerClash(aetna, full, "platform")).toBeUndefined();
    expect(payerClash(aetna, full, "roster")).toMatchObject({ name: "Aetna Better Health of Texas" });
  });

  test("are not the same enrollment, and with one name they are", () => {
    expect(sameEnrollment(aetna, cigna)).toBe(false);
    expect(sameEnrollment(aetna, { ...aetna, payer_name: "aetna" })).toBe(true);
  });

  test.each<[string, Attributes]>([
    ["of a group", { subject: "group" }],
    ["in another state", { state: "FL" }],
    ["for other lines of business", { lines_of_business: [] }],
    ["with another number", { payer_id: "2" }],
  ])("are not the same enrollment %s", (_what, other) => {
    expect(sameEnrollment(aetna, { ...aetna, ...other })).toBe(false);
  });
});
