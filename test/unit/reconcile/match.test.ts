import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { licenseRequests } from "../../../src/platforms/medallion/license-requests.ts";
import type { Remote } from "../../../src/platforms/resource.ts";
import { assign, type Wanted } from "../../../src/reconcile/match.ts";
import { prop } from "../builders/properties.ts";
import { organization, remote } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const licenses = licenseRequests({ organizationId: organization, oneRequestPerState: false });
const enrollments = enrollmentRequests(organization);
const day = 86_400_000;
const sentAt = Date.parse("2026-03-01T12:00:00Z");

function workItem(key: string, changes: Partial<Wanted> = {}): Wanted {
  const attributes = { field: "license_states", state: "CA", certificate_type: "NP" };
  return {
    key,
    attributes,
    knownId: undefined,
    toldIds: [],
    sentAt: undefined,
    onlyKnown: false,
    ...changes,
  };
}

function listed(id: number, attributes: Remote["attributes"] = {}, changes: Partial<Remote> = {}): Remote {
  const usual = { state: "CA", registration: "state", certificate_type: "NP", duration_type: "permanent" };
  return remote({ remoteId: uuid(id), attributes: { ...usual, ...attributes }, ...changes });
}

const ids = (found: ReadonlyMap<string, Remote>): Readonly<Record<string, string>> =>
  Object.fromEntries([...found].map(([key, { remoteId }]) => [key, remoteId]));

describe("which listed request is which wanted one:", () => {
  test("what is known by its id is that one, whatever its facts", () => {
    const wanted = [workItem("a"), workItem("b", { knownId: uuid(1) })];

    expect(ids(assign(licenses, wanted, [listed(1), listed(2)]))).toEqual({ a: uuid(2), b: uuid(1) });
    expect(ids(assign(licenses, wanted, [listed(1, { state: "NY" })]))).toEqual({ b: uuid(1) });
  });

  test("what is known by another id is nobody's, though no row asks for it now", () => {
    const wanted = [workItem("a"), workItem("old", { knownId: uuid(1), onlyKnown: true })];

    expect(ids(assign(licenses, wanted, [listed(1)]))).toEqual({ old: uuid(1) });
  });

  test("what has an id that is not listed is not taken for another one", () => {
    expect(assign(licenses, [workItem("a", { knownId: uuid(7) })], [listed(1)]).size).toBe(0);
  });

  test("one listed request is given to one want at most", () => {
    const wanted = [workItem("a"), workItem("b"), workItem("c")];

    const found = assign(licenses, wanted, [listed(1), listed(2)]);

    expect(found.size).toBe(2);
    expect(new Set(Object.values(ids(found)))).toEqual(new Set([uuid(1), uuid(2)]));
  });

  test("an id that two wants claim goes to one of them", () => {
    const wanted = [workItem("a", { knownId: uuid(1) }), workItem("b", { knownId: uuid(1) })];

    expect(ids(assign(licenses, wanted, [listed(1)]))).toEqual({ a: uuid(1) });
  });

  test("a nurse's license and the plain one of the same state are distinguished by certificate type", () => {
    const wanted = [
      workItem("license"),
      workItem("rn", { attributes: { field: "rn_states", state: "CA", certificate_type: "NP" } }),
    ];
    const [plain, nurse] = [listed(1), listed(2, { certificate_type: "RN" })];

    for (const order of [
      [plain, nurse],
      [nurse, plain],
    ]) {
      for (const asked of [wanted, wanted.toReversed()]) {
        expect(ids(assign(licenses, asked, order))).toEqual({ license: uuid(1), rn: uuid(2) });
      }
    }
  });

  test("a nurse's license goes to who wants one, when both wants are a nurse's", () => {
    const attributes = { state: "CA", certificate_type: "RN" };
    const wanted = [
      workItem("license", { attributes: { ...attributes, field: "license_states" } }),
      workItem("rn", { attributes: { ...attributes, field: "rn_states" } }),
    ];

    expect(ids(assign(licenses, wanted, [listed(1, { certificate_type: "RN" })]))).toEqual({ rn: uuid(1) });
  });

  test("the open one comes before the ended, the newer before the older", () => {
    const ended = listed(1, {}, { open: false, createdAt: sentAt + day });
    const old = listed(2, {}, { createdAt: sentAt - day });
    const young = listed(3, {}, { createdAt: sentAt });

    expect(ids(assign(licenses, [workItem("a")], [ended, old, young]))).toEqual({ a: uuid(3) });
    expect(ids(assign(licenses, [workItem("a", { sentAt })], [ended, old]))).toEqual({ a: uuid(2) });
  });

  test("an ended one belongs to no row, unless this program may have sent it", () => {
    const ended = listed(1, {}, { open: false, createdAt: sentAt + 1_000 });

    expect(assign(licenses, [workItem("a")], [ended]).size).toBe(0);
    expect(ids(assign(licenses, [workItem("a", { sentAt })], [ended]))).toEqual({ a: uuid(1) });
    expect(assign(licenses, [workItem("a", { sentAt: sentAt + day })], [ended]).size).toBe(0);
  });

  test("the weakest fit is enough where there is no better one", () => {
    const attributes = { subject: "provider", state: "TX", lines_of_business: [], payer_name: "Aetna" };

    expect(ids(assign(enrollments, [workItem("a", { attributes })], [listed(1, attributes)]))).toEqual({
      a: uuid(1),
    });
  });

  test("the better fit decides before age", () => {
    const attributes = {
      subject: "provider",
      state: "TX",
      lines_of_business: [],
      payer_name: "Aetna",
      payer_entity: uuid(50),
    };
    const byName = listed(1, { ...attributes, payer_entity: undefined }, { createdAt: sentAt });
    const byEntity = listed(2, { ...attributes, payer_name: "Aetna Inc" }, { createdAt: sentAt - day });

    expect(ids(assign(enrollments, [workItem("a", { attributes })], [byName, byEntity]))).toEqual({
      a: uuid(2),
    });
  });

  const letters = fc.constantFrom("CA", "NY");
  const workItems = fc.array(
    fc.record({
      state: letters,
      known: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      onlyKnown: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  const lists = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 5 }), state: letters, open: fc.boolean() }),
    {
      maxLength: 5,
      selector: ({ id }) => id,
    },
  );

  prop([workItems, lists])("never one for two, never one that does not fit", (asked, shown) => {
    const wanted = asked.map(({ state, known, onlyKnown }, index) =>
      workItem(String(index), {
        attributes: { field: "license_states", state, certificate_type: "NP" },
        knownId: known === undefined ? undefined : uuid(known),
        onlyKnown: onlyKnown && known !== undefined,
      }),
    );

    const found = assign(
      licenses,
      wanted,
      shown.map(({ id, state, open }) => listed(id, { state }, { open })),
    );

    const given = [...found.values()].map(({ remoteId }) => remoteId);
    expect(new Set(given).size).toBe(given.length);
    for (const [key, { remoteId, attributes, open }] of found) {
      const { knownId, attributes: mine } = wanted[Number(key)] ?? workItem("?");
      if (knownId === undefined) expect([attributes["state"], open]).toEqual([mine["state"], true]);
      else expect(remoteId).toBe(knownId);
    }
    for (const { knownId } of wanted) {
      if (knownId !== undefined && shown.some(({ id }) => uuid(id) === knownId))
        expect(given).toContain(knownId);
    }
  });
});

describe("a listed request that has the number of a wanted one and another name", () => {
  const sources: string[] = [];
  const clashing = {
    ...licenses,
    clash: (_one: object, _other: object, source: string) => (sources.push(source), "It differs."),
  };

  test("is not that one, also where a results file names it", () => {
    expect(ids(assign(clashing, [workItem("a")], [listed(1)]))).toEqual({});
    expect(ids(assign(clashing, [workItem("a", { toldIds: [uuid(1)] })], [listed(1)]))).toEqual({});
    expect(new Set(sources)).toEqual(new Set(["platform"]));
  });

  test("is that one where this program sent it: then its numbers say what it is", () => {
    expect(ids(assign(clashing, [workItem("a", { sentAt })], [listed(1)]))).toEqual({ a: uuid(1) });
  });
});

test("a listed request is for several where the platform has one for several, and else for one", () => {
  const both = [workItem("a"), workItem("b")];
  expect(ids(assign({ ...licenses, sharesRequests: true }, both, [listed(1)]))).toEqual({
    a: uuid(1),
    b: uuid(1),
  });
  expect(ids(assign(licenses, both, [listed(1)]))).toEqual({ a: uuid(1) });
});

test("what is being removed is not what is wanted anew", () => {
  const anew = workItem("a", { notIds: new Set([uuid(1)]) });
  expect(ids(assign(licenses, [anew], [listed(1)]))).toEqual({});
  expect(ids(assign(licenses, [anew], [listed(1), listed(2)]))).toEqual({ a: uuid(2) });
});

test("what is to be changed has to be there still, whoever made it", () => {
  const change = workItem("a", { isChange: true });
  expect(ids(assign({ ...licenses, mayAdopt: () => false }, [change], [listed(1)]))).toEqual({ a: uuid(1) });
  expect(
    ids(assign({ ...licenses, mayAdopt: () => true }, [change], [listed(1, {}, { open: false })])),
  ).toEqual({});
});
