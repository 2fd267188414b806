import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offsetListing, routeOf } from "../../../../src/platforms/medallion/paging.ts";
import { textIn } from "../../../../src/platforms/reading.ts";
import { sent } from "../../builders/requests.ts";
import { uuid } from "../../builders/rows.ts";

const listing = offsetListing("/api/v1/org/providers/", [["search", "ruiz, d"]], "look-up", ({ id }) =>
  textIn(id),
);

function rows(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ id: `row ${index}` }));
}

function rest(body: object, mark?: string): readonly string[] | undefined {
  const page = listing.read(body, mark);
  if (page === undefined) return undefined;
  const { next, further } = page;
  const offsets = Array.from({ length: further?.count ?? 0 }, (_, index) => further?.at(index) ?? "");
  return [...offsets, ...(next === undefined ? [] : [next])];
}

describe("a page from Medallion", () => {
  test("is asked for with limit and offset, a hundred rows each", () => {
    expect(sent(listing.call(undefined)).query).toEqual({ search: "ruiz, d", limit: "100", offset: "0" });
    expect(sent(listing.call("300")).query).toEqual({ search: "ruiz, d", limit: "100", offset: "300" });
    expect(listing.call(undefined)).toMatchObject({
      method: "GET",
      path: "/api/v1/org/providers/",
      purpose: "look-up",
    });
  });

  test("gives the rows that can be read, and how many there are in all", () => {
    const results = [{ id: "a" }, null, "b", { id: "" }, [], { name: "no id" }, { id: 7 }];

    expect(listing.read({ count: 240, next: null, previous: null, results }, undefined)).toMatchObject({
      items: ["a", "7"],
      total: 240,
    });
  });

  test.each([null, "", "<html>", 7, [], {}, { results: null }, { results: {} }, { count: 3 }])(
    "cannot be read from the body %j",
    (body) => {
      expect(listing.read(body, undefined)).toBeUndefined();
    },
  );

  test("cannot be read where there is no body", () => {
    expect(listing.read(undefined, undefined)).toBeUndefined();
  });
});

describe("the pages that the first one makes known", () => {
  test.each<[string, object, readonly string[]]>([
    ["are none when it is all there is", { count: 100, next: null, results: rows(100) }, []],
    ["are none when the list is empty", { count: 0, next: null, results: [] }, []],
    ["are all that the count tells", { count: 301, next: null, results: rows(100) }, ["100", "200", "300"]],
    [
      "begin where a smaller page of the server's ends",
      { count: 120, next: null, results: rows(50) },
      ["50", "100"],
    ],
    ["are all that a count in text tells", { count: "201", next: null, results: rows(100) }, ["100", "200"]],
    [
      "come from the next link when there is no count",
      { next: "?limit=100&offset=100", results: rows(100) },
      ["100"],
    ],
    [
      "come from the next link when the count is null",
      { count: null, next: "?offset=100", results: rows(100) },
      ["100"],
    ],
    ["are none when neither count nor next link is there", { results: rows(100) }, []],
  ])("%s", (_what, body, offsets) => {
    expect([...new Set(rest(body))]).toEqual(offsets);
  });

  test("cover every row, whatever the size of the server's pages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000 }), (size, total) => {
        const first = Math.min(size, total);
        const starts = [0, ...(rest({ count: total, next: null, results: rows(first) }) ?? []).map(Number)];
        const covered = new Set(starts.flatMap((start) => rows(size).map((_, index) => start + index)));
        return rows(total).every((_, index) => covered.has(index)) && starts.every((start) => start < total);
      }),
    );
  });

  test.each([
    ["https://app.medallion.co/api/v1/org/providers/?limit=100&offset=200", "200"],
    ["http://localhost:8000/other/path/?offset=200&limit=100", "200"],
    ["http://evil.example.test/?offset=200#offset=9", "200"],
    ["/api/v1/org/providers/?offset=200", "200"],
  ])("by the link %s are named by its offset alone", (next, offset) => {
    expect(rest({ count: null, next, results: rows(100) }, "100")).toEqual([offset]);
  });

  test("and the link's host is never called", () => {
    const [mark] = rest({ next: "http://evil.example.test/steal?offset=200", results: rows(1) }, "100") ?? [];

    expect(sent(listing.call(mark))).toMatchObject({
      path: "/api/v1/org/providers/",
      query: { offset: "200" },
    });
  });

  test.each([
    null,
    "",
    "https://api.medallion.co/x/?limit=100",
    "?offset=",
    "?offset=-5",
    "?offset=abc",
    "?offset=0",
    "?offset=100",
    7,
    {},
  ])("are none for the link %j on a later page", (next) => {
    expect(rest({ count: 500, next, results: rows(100) }, "100")).toEqual([]);
  });
});

describe("a count that lies", () => {
  test("makes any number of pages known without naming them", () => {
    const further = listing.read({ count: 10 ** 12, next: null, results: rows(100) }, undefined)?.further;

    expect([further?.count, further?.at(10 ** 10 - 2)]).toEqual([10 ** 10 - 1, "999999999900"]);
  });

  test.each([-1, null, "many", 1.5, 1e300, "99999999999999999999", true, {}])(
    "is none when it is %j",
    (count) => {
      expect(listing.read({ count, next: null, results: rows(1) }, undefined)?.total).toBeUndefined();
    },
  );
});

describe("a page that leads astray", () => {
  test.each<[string | undefined, string]>([
    [undefined, "?offset=0"],
    ["100", "?offset=100"],
    ["200", "?offset=100"],
  ])("after %s by the link %s says so, and the link is not followed", (mark, next) => {
    expect(listing.read({ count: 300, next, results: rows(100) }, mark)).toMatchObject({
      astray: true,
      next: undefined,
    });
  });
});

describe("the youngest row of a page", () => {
  test("is reported by its time, not its day", () => {
    const results = [
      { id: "a", created: "2026-01-05T10:00:00.123456Z" },
      { id: "b", requested: "2026-01-04T10:00:00Z" },
      { id: "c", created: "2026-02-01" },
      { id: "d", created: null },
    ];

    expect(listing.read({ count: 4, results }, undefined)?.youngest).toBe(
      Date.parse("2026-01-05T10:00:00.123Z"),
    );
    expect(
      listing.read({ count: 1, results: [{ id: "c", created: "2026-02-01" }] }, undefined)?.youngest,
    ).toBeUndefined();
  });
});

describe("the route of a path", () => {
  test("has its ids left out", () => {
    expect(routeOf(`/p/api/v1/organizations/${uuid(1)}/credentialing-files/${uuid(2)}/`)).toBe(
      "/p/api/v1/organizations/{id}/credentialing-files/{id}/",
    );
    expect(routeOf("/api/v1/org/providers/")).toBe("/api/v1/org/providers/");
  });
});
