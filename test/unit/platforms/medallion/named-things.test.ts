import { describe, expect, test } from "vitest";
import {
  groupProfiles,
  idAndNameQuery,
  linesOfBusiness,
  namedQuery,
  practices,
} from "../../../../src/platforms/medallion/named-things.ts";
import { decided, entriesOf } from "../../builders/directories.ts";
import { complaints, sent } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

describe.each([
  ["group profile", groupProfiles, "name", "group", "/p/api/v1/group-profiles/", "name"],
  ["practice", practices, "name", "practice", "/api/v1/org/practices/", "search"],
  [
    "line of business",
    linesOfBusiness,
    "label",
    "line_of_business",
    "/p/api/v1/lines-of-business/",
    "search",
  ],
] as const)("a %s of Medallion's", (_what, lookupSource, label, word, path, filter) => {
  const rows = [
    { id: uuid(1), [label]: "Lakeside Family Clinic" },
    { id: uuid(2), [label]: "Lakeside" },
    { id: uuid(3), [label]: "Harborview" },
    { id: uuid(4), [label]: "HARBORVIEW" },
  ];
  const byName = (name: string): unknown => decided(lookupSource, namedQuery(lookupSource.name, name), rows);

  test.each(["Lakeside", "lakeside ", "LAKESIDE", "Lakéside"])(
    "is found by its name in the spelling %j",
    (name) => {
      expect(byName(name)).toEqual({ found: uuid(2) });
    },
  );

  test("is not guessed when none or several have the name", () => {
    expect(byName("Lake")).toMatchObject({
      failed: `${word}_not_found`,
      problem: expect.stringContaining('"Lake"'),
    });
    expect(byName("Harborview")).toMatchObject({
      failed: `${word}_ambiguous`,
      problem: expect.stringContaining("2"),
    });
  });

  test("is taken by its id without a lookup", () => {
    const query = namedQuery(lookupSource.name, uuid(1).toUpperCase());

    expect(lookupSource.given(query)).toBe(uuid(1));
    expect(lookupSource.given(namedQuery(lookupSource.name, "Lakeside"))).toBeUndefined();
  });

  test("with an id and a name has to have both", () => {
    const spec = (id: string, name: string): unknown =>
      decided(lookupSource, idAndNameQuery(lookupSource.name, id, name, false), rows);

    expect(lookupSource.given(idAndNameQuery(lookupSource.name, uuid(1), "Lakeside", false))).toBeUndefined();
    expect(spec(uuid(2), "lakeside")).toEqual({ found: uuid(2) });
    expect(spec(uuid(1), "Lakeside")).toMatchObject({ failed: `${word}_mismatch` });
    expect(spec(uuid(9), "Lakeside")).toMatchObject({ failed: `${word}_not_found` });
  });

  test("is requested in calls that the description knows", () => {
    const search = lookupSource.search(namedQuery(lookupSource.name, "Lakeside"))?.call(undefined);
    const calls = [
      search,
      lookupSource.all?.call("100"),
      lookupSource.search(idAndNameQuery("x", uuid(1), "L", false))?.call(undefined),
    ];

    expect(calls.map((call) => call && complaints("medallion", call))).toEqual([[], [], []]);
    expect(search && sent(search)).toMatchObject({ path, query: { [filter]: "Lakeside" } });
  });

  test("is passed over without an id, and has nothing read but id and name", () => {
    const odd = [
      { [label]: "No id" },
      null,
      "x",
      { id: uuid(1), [label]: null, tax_id_number: "12-3456789" },
    ];

    expect(entriesOf(lookupSource, odd)).toEqual([
      { id: uuid(1), matchKeys: [`id:${uuid(1)}`, "name:"], attributes: { name: "" } },
    ]);
  });
});
