import { describe, expect, test } from "vitest";
import type { Listing } from "../../../src/lists/listing.ts";
import { problemOfReading, walk, type WalkEnd } from "../../../src/lists/walk.ts";
import { offsetListing, orderedOffsetListing } from "../../../src/platforms/medallion/paging.ts";
import { textIn } from "../../../src/platforms/reading.ts";
import { cursorListing } from "../../../src/platforms/verifiable/paging.ts";
import { answer, inTime, stage, type Platform } from "../builders/clients.ts";

const offsets = offsetListing("/list/", [], "existing", ({ id }) => textIn(id));
const cursors = cursorListing("/list", "/list", [], "existing", ({ id }) => textIn(id));

/** What a call asks for by a name in its query. */
const asked = (left: Parameters<Platform>[0], name: string): string | undefined =>
  left.call.query?.find(([one]) => one === name)?.[1];

/** A list of Medallion's kind with so many rows, in pages of the server's size. */
function rowsInPages(total: number, size: number, more: object = {}): Platform {
  return (left) => {
    const offset = Number(asked(left, "offset"));
    const results = Array.from({ length: total }, (_, id) => ({ id })).slice(offset, offset + size);
    const next = offset + size < total ? `http://else.test/?offset=${offset + size}` : null;
    return answer(200, { count: total, next, results, ...more });
  };
}

interface Walked {
  readonly end: WalkEnd;
  readonly items: readonly string[];
  readonly calls: number;
}

async function walked(
  platform: Platform,
  listing: Listing<string>,
  goOn?: (furtherPages: number, total: number | undefined) => boolean,
): Promise<Walked> {
  const { client, clock, left } = stage(platform);
  const items: string[] = [];
  const end = await inTime(
    clock,
    walk(client, listing, (page) => void items.push(...page), { goOn }),
  );
  return { end, items, calls: left.length };
}

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(index));

describe("walking a list by offset", () => {
  test.each([
    [0, 100, 1],
    [100, 100, 1],
    [101, 100, 2],
    [1_730, 100, 18],
    [120, 50, 3],
  ])("of %i rows in pages of %i takes %i calls and shows every row once", async (total, size, calls) => {
    const { end, items, calls: made } = await walked(rowsInPages(total, size), offsets);

    expect(end).toMatchObject({ complete: true, total, pages: calls });
    expect(made).toBe(calls);
    expect(items.toSorted((one, other) => Number(one) - Number(other))).toEqual(numbers(total));
  });

  test("follows the next links where there is no count", async () => {
    const { items, calls } = await walked(rowsInPages(250, 100, { count: null }), offsets);

    expect([items.length, calls]).toEqual([250, 3]);
  });

  test("ends when a link leads back to a page that was read", async () => {
    const loop: Platform = () => answer(200, { next: "?offset=100", results: [{ id: 1 }] });

    const { end, calls } = await walked(loop, offsets);

    expect(end).toMatchObject({ complete: true, gap: "page-repeated" });
    // read twice, since it may have been a moment's fault
    expect(calls).toBe(4);
  });

  test("stays at the first page when that is all that is wanted", async () => {
    const told: unknown[] = [];

    const { end, calls } = await walked(rowsInPages(1_000, 100), offsets, (further, total) => {
      told.push([further, total]);
      return false;
    });

    expect([told, calls, end.complete]).toEqual([[[9, 1_000]], 1, true]);
  });

  const lost = (...missing: readonly string[]): Platform => {
    const list = rowsInPages(5_000, 100);
    return (left, number) =>
      missing.includes(asked(left, "offset") ?? "") ? answer(400, { detail: "No." }) : list(left, number);
  };

  test("continues when a page cannot be had, and does not treat the list as complete", async () => {
    const { end, items } = await walked(lost("100"), offsets);

    expect(end).toMatchObject({ complete: true, gap: "page-lost" });
    expect(new Set(items).size).toBe(4_900);
  });

  test.each([
    ["its first page", ["0"], "refused", "Medallion refused to answer (400: No.)."],
    [
      "several pages",
      ["100", "200", "300"],
      "platform_unavailable",
      "Medallion did not answer (400: No.). Run again later.",
    ],
  ])("says why when %s cannot be had", async (_which, pages, code, message) => {
    const { end, calls } = await walked(lost(...pages), offsets);

    expect(end).toMatchObject({ complete: false, problem: { code, message } });
    // each of the three is asked for three times
    expect(calls).toBeLessThanOrEqual(56);
  });

  test("says so when a page is no page", async () => {
    expect((await walked(() => answer(200, { results: "none" }), offsets)).end).toMatchObject({
      complete: false,
      problem: { code: "platform_unavailable" },
    });
  });
});

describe("walking a list by cursor", () => {
  const pages: Readonly<Record<string, object>> = {
    first: { items: [{ id: 0 }, { id: 1 }], nextCursor: "b" },
    b: { items: [{ id: 2 }], nextCursor: "c" },
    c: { items: [{ id: 3 }], nextCursor: null },
  };

  test("continues until there is no cursor", async () => {
    const { items, end, calls } = await walked(
      (left) => answer(200, pages[asked(left, "cursor") ?? "first"]),
      cursors,
    );

    expect([items, end.complete, calls]).toEqual([numbers(4), true, 3]);
  });

  test("ends when a cursor comes again", async () => {
    const { end, calls } = await walked(
      () => answer(200, { items: [{ id: 1 }], nextCursor: "again" }),
      cursors,
    );

    expect([end.complete && end.gap, calls]).toEqual(["page-repeated", 4]);
  });

  test("takes a bare list as it is", async () => {
    const { items, calls } = await walked(() => answer(200, [{ id: 0 }, { id: 1 }]), cursors);

    expect([items, calls]).toEqual([numbers(2), 1]);
  });
});

/** A list in pages of two whose rows may differ from call to call, as offset pages and as cursor pages. */
function changing(rowsAt: (call: number) => readonly string[], more: object = {}): Platform {
  return (left, number) => {
    const start = Number(asked(left, "offset") ?? asked(left, "cursor") ?? 0);
    const all = rowsAt(number);
    const rows = all.slice(start, start + 2).map((id) => ({ id, created: old, createdAt: old }));
    const next = start + 2 < all.length ? start + 2 : null;
    return answer(200, {
      count: all.length,
      next: next === null ? null : `?offset=${next}`,
      results: rows,
      totalCount: all.length,
      nextCursor: next,
      items: rows,
      ...more,
    });
  };
}

const old = "2020-01-01T00:00:00Z";
const five = ["a", "b", "c", "d", "e"];

describe.each([
  ["offsets", offsets],
  ["cursors", cursors],
])("what shows that a list read by %s was not read completely", (_style, listing) => {
  const gapOf = async (platform: Platform): Promise<unknown> => {
    const { end } = await walked(platform, listing);
    return end.complete ? end.gap : end.problem;
  };

  test("is nothing when it does not move", async () => {
    const { end, calls } = await walked(
      changing(() => five),
      listing,
    );

    expect(end).toMatchObject({ complete: true, total: 5, gap: undefined });
    expect(calls).toBe(3);
  });

  test("is nothing when it stood still at the second reading", async () => {
    const { end, calls } = await walked(
      changing((call) => (call === 1 ? ["x", ...five] : five)),
      listing,
    );

    expect([end.complete && end.gap, calls]).toEqual([undefined, 6]);
  });

  test("is nothing when two readings, each with other rows, show all of them between them", async () => {
    const orders = [five, five, ["a", "b", "c", "e", "d"], ["b", "c", "a", "d", "e"], five, five];

    expect(await gapOf(changing((call) => orders[(call - 1) % 6] ?? five))).toBeUndefined();
  });

  test.each<[string, (call: number) => readonly string[]]>([
    ["total-moved", (call) => five.slice(0, 3 + (call % 3))],
    ["rows-missing", (call) => (call % 3 === 2 ? ["", "", "", "", "e"] : five)],
    ["row-moved", (call) => (call % 3 === 1 ? five : ["b", "a", "a", "d", "e"])],
  ])("is %s in both readings", async (gap, rowsAt) => {
    expect(await gapOf(changing(rowsAt))).toBe(gap);
  });

  test("is a row that is younger than the reading, since it may stand for one that left", async () => {
    const young = { created: "2999-01-01T00:00:00Z", createdAt: "2999-01-01T00:00:00Z" };
    const platform: Platform = (left, number) => {
      const said = changing(() => five)(left, number) as { readonly text: string };
      const body = JSON.parse(said.text) as { results: object[]; items: object[] };
      const rows = body.results.map((row) =>
        JSON.stringify(row).includes('"e"') ? { ...row, ...young } : row,
      );
      return answer(200, { ...body, results: rows, items: rows });
    };

    expect(await gapOf(platform)).toBe("row-added");
  });

  test("is that several pages have no total", async () => {
    const { end, calls } = await walked(
      changing(() => five, { count: null, totalCount: null }),
      listing,
    );

    expect([end.complete && end.gap, calls]).toEqual(["no-total", 3]);
  });

  test("is a page of rows that are all there is according to it, and fewer than its total", async () => {
    const short = { count: 9, totalCount: 9, next: null, nextCursor: null };

    expect(await gapOf(changing(() => five.slice(0, 1), short))).toBe("rows-missing");
  });

  test("is a page that says neither what follows nor how many there are, unless it is blank", async () => {
    const rows = Array.from({ length: 9 }, (_, id) => ({ id }));

    expect(await gapOf(() => answer(200, { results: rows, items: rows }))).toBe("no-total");
    expect(await gapOf(() => answer(200, { results: [], items: [] }))).toBeUndefined();
  });

  test.each([0, 3])("is a total of %i beside other rows than that", async (total) => {
    const rows = Array.from({ length: 5 }, (_, id) => ({ id }));
    const page = { count: total, totalCount: total, results: rows, items: rows };

    expect(await gapOf(() => answer(200, page))).toBe("rows-missing");
  });

  test.each([10 ** 12, 5_000_000, "1000000000000", 1e300, -3, null, "many"])(
    "takes neither long nor much memory to see with the total %j",
    async (total) => {
      const { calls } = await walked(
        changing(() => five, { count: total, totalCount: total }),
        listing,
      );

      expect(calls).toBeLessThan(60);
    },
  );

  test("takes no longer when cursors and links never end", async () => {
    const { end, calls } = await walked((_left, number) => {
      const rows = [{ id: number }, { id: -number }];
      return answer(200, {
        count: 100,
        next: `?offset=${number * 2}`,
        results: rows,
        totalCount: 100,
        nextCursor: `c${number}`,
        items: rows,
      });
    }, listing);

    expect(end).toMatchObject({ complete: true, gap: "no-end" });
    expect(calls).toBeLessThan(260);
  });
});

describe("a page without a total where a handful of rows is all that there can be", () => {
  test.each([
    ["of 9 rows by cursor is all there is", cursors, 9, {}, undefined],
    ["of 10 rows may not be", cursors, 10, {}, "no-total"],
    ["of one row whose total is no number may not be", cursors, 1, { totalCount: "some" }, "no-total"],
    ["of one row whose total is null may not be", cursors, 1, { totalCount: null }, "no-total"],
    ["of one row by offset may not be, since those always have a count", offsets, 1, {}, "no-total"],
    ["of no row is", offsets, 0, { count: null }, undefined],
  ] as const)("%s", async (_what, listing, count, more, gap) => {
    const rows = Array.from({ length: count }, (_, id) => ({ id }));
    const { client, clock } = stage(() => answer(200, { results: rows, items: rows, ...more }));

    const end = await inTime(
      clock,
      walk(client, listing, () => undefined, { isShort: true }),
    );

    expect(end.complete && end.gap).toBe(gap);
  });
});

describe("asking for an order", () => {
  const ordered = orderedOffsetListing("/list/", [], "existing", ({ id }) => textIn(id));

  test("is done on every page", async () => {
    const { client, clock, left } = stage(rowsInPages(250, 100));
    await inTime(
      clock,
      walk(client, ordered, () => undefined),
    );

    expect(left.map((each) => asked(each, "ordering"))).toEqual(["id", "id", "id"]);
  });

  test("is given up for good by the first refusal", async () => {
    const { client, clock, left } = stage((one, number) =>
      asked(one, "ordering") === undefined
        ? rowsInPages(250, 100)(one, number)
        : answer(400, { ordering: ["No."] }),
    );
    const first = await inTime(
      clock,
      walk(client, ordered, () => undefined),
    );
    const second = await inTime(
      clock,
      walk(client, ordered, () => undefined),
    );

    expect([first, second]).toMatchObject([{ gap: undefined }, { gap: undefined }]);
    expect(left.map((each) => asked(each, "ordering"))).toEqual([
      "id",
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});

describe("one thing that is asked for by its id", () => {
  const single: Listing<string> = { ...cursors, emptyOn404: true };

  test("is not there when the answer is a 404", async () => {
    expect(await walked(() => answer(404), single)).toMatchObject({
      items: [],
      end: { complete: true, total: 0 },
    });
  });
});

describe("a list whose first page is not found", () => {
  test("is asked for once more, and read", async () => {
    const rows = rowsInPages(250, 100);
    const { end, items, calls } = await walked(
      (left, number) => (number === 1 ? answer(404) : rows(left, number)),
      offsets,
    );

    expect([end.complete, items.length, calls]).toEqual([true, 250, 4]);
  });

  test("cannot be read when it stays so", async () => {
    const { end, calls } = await walked(() => answer(404), cursors);

    expect([end, calls]).toMatchObject([{ complete: false, problem: { code: "refused" } }, 2]);
  });
});

describe("why a reading brought nothing", () => {
  test.each([
    [
      "a refusal",
      { kind: "refused", status: 400, reason: "400: No." },
      "refused",
      "CAQH refused to answer (400: No.).",
    ],
    [
      "an answer that cannot be read",
      { kind: "ok", status: 200, body: 7 },
      "bad_response",
      "CAQH gave an answer that cannot be read.",
    ],
    [
      "no answer",
      { kind: "unknown", reason: "no answer in time" },
      "platform_unavailable",
      "CAQH did not answer (no answer in time). Run again later.",
    ],
    [
      "a person who stopped it",
      { kind: "not-sent", stop: { code: "interrupted", reason: "stopped by hand" } },
      "interrupted",
      "Stopped by hand.",
    ],
    [
      "credentials that are refused",
      { kind: "not-sent", stop: { code: "credentials_refused", reason: "no." } },
      "credentials_refused",
      "No.",
    ],
  ] as const)("is told after %s", (_what, reply, code, message) => {
    expect(problemOfReading(reply, "CAQH")).toEqual({ code, message });
  });
});
