import { describe, expect, test } from "vitest";
import { offsetListing } from "../../../src/platforms/medallion/paging.ts";
import type { Listing } from "../../../src/platforms/platform.ts";
import { textIn } from "../../../src/platforms/reading.ts";
import { cursorListing } from "../../../src/platforms/verifiable/paging.ts";
import { problemOfReading, walk, type WalkEnd } from "../../../src/platforms/walk.ts";
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
    walk(client, listing, (page) => void items.push(...page), goOn),
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

    expect((await walked(loop, offsets)).calls).toBe(2);
  });

  test("stays at the first page when that is all that is wanted", async () => {
    const told: unknown[] = [];

    const { end, calls } = await walked(rowsInPages(1_000, 100), offsets, (further, total) => {
      told.push([further, total]);
      return false;
    });

    expect([told, calls, end.complete]).toEqual([[[9, 1_000]], 1, true]);
  });

  test("says why when a page cannot be had, and asks for no more than is under way", async () => {
    const { end, calls } = await walked(
      (left, number) =>
        asked(left, "offset") === "100"
          ? answer(400, { detail: "No." })
          : rowsInPages(5_000, 100)(left, number),
      offsets,
    );

    expect(end).toMatchObject({
      complete: false,
      problem: { code: "refused", problem: "Medallion refused to answer (400: No.)." },
    });
    expect(calls).toBeLessThan(25);
  });

  test("says so when a page is no page", async () => {
    expect((await walked(() => answer(200, { results: "none" }), offsets)).end).toMatchObject({
      complete: false,
      problem: { code: "bad_response" },
    });
  });
});

describe("walking a list by cursor", () => {
  const pages: Readonly<Record<string, object>> = {
    first: { items: [{ id: 0 }, { id: 1 }], nextCursor: "b" },
    b: { items: [{ id: 2 }], nextCursor: "c" },
    c: { items: [{ id: 3 }], nextCursor: null },
  };

  test("goes on until there is no cursor", async () => {
    const { items, end, calls } = await walked(
      (left) => answer(200, pages[asked(left, "cursor") ?? "first"]),
      cursors,
    );

    expect([items, end.complete, calls]).toEqual([numbers(4), true, 3]);
  });

  test("ends when a cursor comes again", async () => {
    const { calls } = await walked(() => answer(200, { items: [{ id: 1 }], nextCursor: "again" }), cursors);

    expect(calls).toBe(2);
  });

  test("takes a bare list as it is", async () => {
    const { items, calls } = await walked(() => answer(200, [{ id: 0 }, { id: 1 }]), cursors);

    expect([items, calls]).toEqual([numbers(2), 1]);
  });
});

describe("one thing that is asked for by its id", () => {
  const single: Listing<string> = { ...cursors, emptyOn404: true };

  test("is not there when the answer is a 404", async () => {
    expect(await walked(() => answer(404), single)).toMatchObject({
      items: [],
      end: { complete: true, total: 0 },
    });
    expect((await walked(() => answer(404), cursors)).end.complete).toBe(false);
  });
});

describe("why a reading brought nothing", () => {
  test.each([
    [{ kind: "refused", status: 400, reason: "400: No." }, "refused", "CAQH refused to answer (400: No.)."],
    [
      { kind: "ok", status: 200, body: 7 },
      "bad_response",
      "CAQH answered with something that cannot be read.",
    ],
    [
      { kind: "unknown", reason: "no answer in time" },
      "platform_unavailable",
      "CAQH did not answer (no answer in time). Run again later.",
    ],
    [
      { kind: "not-sent", stop: { code: "interrupted", reason: "stopped by hand" } },
      "interrupted",
      "Stopped by hand.",
    ],
    [
      { kind: "not-sent", stop: { code: "credentials_refused", reason: "no." } },
      "credentials_refused",
      "No.",
    ],
  ] as const)("is told of %o", (reply, code, problem) => {
    expect(problemOfReading(reply, "CAQH")).toEqual({ code, problem });
  });
});
