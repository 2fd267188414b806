import { describe, expect, test } from "vitest";
import type { Identity } from "../../../../src/cells/cells.ts";
import type { LookupSource, Query } from "../../../../src/platforms/resource.ts";
import {
  facilities,
  facilityQuery,
  providerQuery,
  providers,
} from "../../../../src/platforms/verifiable/providers.ts";
import {
  isSpecialtyId,
  specialties,
  specialtyQuery,
  taxonomies,
  taxonomyQuery,
} from "../../../../src/platforms/verifiable/specialties.ts";
import { decided } from "../../builders/directories.ts";
import { complaints, sent } from "../../builders/requests.ts";
import { npi, uuid } from "../../builders/rows.ts";

function searchCall(lookupSource: LookupSource, query: Query): readonly [string, object] | undefined {
  const call = lookupSource.search(query)?.call(undefined);
  if (call === undefined) return undefined;
  expect(complaints("verifiable", call)).toEqual([]);
  const { path, query: parameters } = sent(call);
  return [path, parameters];
}

describe("a provider on Verifiable", () => {
  const amara = {
    id: uuid(1),
    npi: 1_234_567_893,
    firstName: "Amara",
    lastName: "Okafor",
    aliases: [{ firstName: "Mara", lastName: "Ruiz" }],
  };
  const spec = (identity: Identity, ...rows: readonly unknown[]): unknown =>
    decided(providers, providerQuery({ identity, answered: false }), rows);

  test.each<[string, Identity, object]>([
    ["by NPI, a number on the wire", { npi }, amara],
    ["by NPI, text on the wire", { npi }, { ...amara, npi }],
    ["by id", { verifiable_provider_id: uuid(1), npi }, amara],
    ["by NPI, the name agreeing", { npi, first_name: "A.", last_name: "OKAFOR" }, amara],
    ["by NPI, another name of theirs agreeing", { npi, first_name: "Mara", last_name: "Ruiz" }, amara],
    [
      "by NPI, the platform having no name",
      { npi, last_name: "Okafor" },
      { id: uuid(1), npi: 1_234_567_893 },
    ],
  ])("is found %s", (_how, identity, row) => {
    expect(spec(identity, row)).toEqual({ found: uuid(1) });
  });

  test.each<[string, Identity, readonly object[], string]>([
    ["when none has the NPI", { npi }, [{ ...amara, npi: 2_450_079_191 }], "not_found"],
    ["when two have it", { npi }, [amara, { ...amara, id: uuid(2) }], "ambiguous"],
    ["when it is not active any more", { npi }, [{ ...amara, deactivated: true }], "deactivated"],
    ["when its name is another one", { npi, last_name: "Castellano" }, [amara], "mismatch"],
    [
      "when its NPI is another one",
      { verifiable_provider_id: uuid(1), npi: "2450079191" },
      [amara],
      "mismatch",
    ],
  ])("is not guessed %s", (_when, identity, rows, code) => {
    expect(spec(identity, ...rows)).toMatchObject({ failed: `verifiable_provider_${code}` });
  });

  test("is searched by NPI, or read by id", () => {
    const query = (identity: Identity, answered = false): Query => providerQuery({ identity, answered });

    expect(searchCall(providers, query({ npi }))).toMatchObject(["/providers", { npi }]);
    expect(searchCall(providers, query({ verifiable_provider_id: uuid(1), npi }))?.[0]).toBe(
      `/providers/${uuid(1)}`,
    );
    expect(providers.given(query({ verifiable_provider_id: uuid(1), npi }, true))).toBeUndefined();
    expect(providers.given(query({ verifiable_provider_id: uuid(1) }, true))).toBe(uuid(1));
    expect(providers.given(query({ verifiable_provider_id: uuid(1), npi }))).toBeUndefined();
    expect(providers.all && complaints("verifiable", providers.all.call("1"))).toEqual([]);
  });
});

describe("a facility on Verifiable", () => {
  const riverside = { id: uuid(1), name: "Riverside Urgent Care" };
  const spec = (identity: Identity, ...rows: readonly unknown[]): unknown =>
    decided(facilities, facilityQuery({ identity, answered: false }), rows);
  const name = "riverside  URGENT care";

  test("is found by its name in any spelling, or by id and name", () => {
    expect(spec({ facility_name: name }, riverside, { id: uuid(2), name: "Riverside" })).toEqual({
      found: uuid(1),
    });
    expect(spec({ facility_name: name, verifiable_facility_id: uuid(1) }, riverside)).toEqual({
      found: uuid(1),
    });
  });

  test.each<[string, Identity, readonly object[], string]>([
    ["when only others are shown", { facility_name: "Riverside" }, [riverside], "not_found"],
    [
      "when two have the name",
      { facility_name: name },
      [riverside, { ...riverside, id: uuid(2) }],
      "ambiguous",
    ],
    [
      "when it is not active any more",
      { facility_name: name },
      [{ ...riverside, deactivated: true }],
      "deactivated",
    ],
    [
      "when its name is another one",
      { facility_name: "X", verifiable_facility_id: uuid(1) },
      [riverside],
      "mismatch",
    ],
  ])("is not guessed %s", (_when, identity, rows, code) => {
    expect(spec(identity, ...rows)).toMatchObject({ failed: `facility_${code}` });
  });

  test("is searched by name as the row writes it, or read by id", () => {
    const query = (identity: Identity): Query => facilityQuery({ identity, answered: false });

    expect(searchCall(facilities, query({ facility_name: "Riverside & Co" }))).toMatchObject([
      "/facilities",
      { name: "Riverside & Co" },
    ]);
    expect(searchCall(facilities, query({ facility_name: "X", verifiable_facility_id: uuid(1) }))?.[0]).toBe(
      `/facilities/${uuid(1)}`,
    );
    expect(facilities.given(query({ verifiable_facility_id: uuid(1) }))).toBe(uuid(1));
    expect(facilities.all && complaints("verifiable", facilities.all.call(undefined))).toEqual([]);
  });
});

describe("a specialty of a facility", () => {
  test("is found through the taxonomy with exactly its code", () => {
    const rows = [
      { id: uuid(1), code: "261QU0200XX" },
      { id: uuid(2), code: "261qu0200x" },
    ];

    expect(decided(taxonomies, taxonomyQuery("261QU0200x"), rows)).toEqual({ found: uuid(2) });
    expect(decided(taxonomies, taxonomyQuery("261Q"), rows)).toMatchObject({
      failed: "facility_specialty_not_found",
    });
    expect(searchCall(taxonomies, taxonomyQuery("261qu0200x"))).toMatchObject([
      "/facilities/taxonomies",
      { code: "261QU0200X" },
    ]);
  });

  test("is one of that facility's, and the only one for the taxonomy", () => {
    const query = specialtyQuery(uuid(9), uuid(2), "261QU0200X");
    const mine = [{ id: uuid(3), facilityId: uuid(9), taxonomyId: uuid(2) }];
    const read = (rows: readonly unknown[]): unknown => {
      const entries = specialties.search(query)?.read({ items: rows }, undefined)?.items ?? [];
      const matchKeys = specialties.matchKeysOf(query);
      return specialties.decide(
        query,
        entries.filter((entry) => entry.matchKeys.some((one) => matchKeys.includes(one))),
        true,
      );
    };

    expect(read([...mine, { id: uuid(4), taxonomyId: uuid(5) }])).toEqual({ found: uuid(3) });
    expect(read([{ id: uuid(3), taxonomyId: uuid(2) }])).toEqual({ found: uuid(3) });
    expect(read([])).toMatchObject({
      failed: "facility_specialty_not_found",
      problem: expect.stringContaining("261QU0200X"),
    });
    expect(read([...mine, { id: uuid(6), taxonomyId: uuid(2) }])).toMatchObject({
      failed: "facility_specialty_ambiguous",
    });
    expect(searchCall(specialties, query)?.[0]).toBe(`/facilities/${uuid(9)}/specialties`);
  });

  test("may be given by its own id instead", () => {
    expect([isSpecialtyId(uuid(3)), isSpecialtyId("261QU0200X")]).toEqual([true, false]);
  });
});
