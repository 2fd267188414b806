import { describe, expect, test } from "vitest";
import { cutPage, type ListTrouble } from "../../src/sandbox/http/list-trouble.ts";
import { faultPresets, generateWorld } from "../../src/sandbox/index.ts";
import { sandboxes } from "./sandboxes.ts";

const rows = Array.from({ length: 10 }, (_, number) => ({
  id: `row ${number}`,
  provider: "p",
  created: "2020",
}));
const cut = (start: number, ...troubles: readonly ListTrouble[]): ReturnType<typeof cutPage> =>
  cutPage(rows, (row) => row, { start, count: 4 }, troubles, Date.parse("2026-01-01T00:00:00Z"));
const idsOf = (page: ReturnType<typeof cutPage>): readonly unknown[] =>
  page.rows.map((row) => (row as { readonly id: unknown }).id);

describe("a page of a list", () => {
  test("is what it should be where no fault affects it", () => {
    expect(cut(4)).toMatchObject({ total: 10, next: 8 });
    expect(idsOf(cut(4))).toEqual(["row 4", "row 5", "row 6", "row 7"]);
    expect(cut(8)).toMatchObject({ total: 10, next: undefined });
  });

  test("has other rows where the list is cut in another order, none of them invented", () => {
    const pages = [0.1, 0.2, 0.3].map((roll) => idsOf(cut(4, { kind: "reordered-list", roll })));

    expect(new Set(pages.map((ids) => ids.join())).size).toBe(3);
    for (const id of pages.flat()) expect(rows.map((row) => row.id)).toContain(id);
  });

  test("begins elsewhere where there are rows about someone else before it, and the total need not tell", () => {
    const shifted = [0.3, 0.55, 0.8].map((roll) => cut(4, { kind: "shifted-list", roll }));

    expect(shifted.map(idsOf)).toEqual([
      ["row 3", "row 4", "row 5", "row 6"],
      ["row 2", "row 3", "row 4", "row 5"],
      ["row 1", "row 2", "row 3", "row 4"],
    ]);
    expect(shifted.map(({ total }) => total)).toEqual([13, 13, 13]);
    expect(cut(0, { kind: "shifted-list", roll: 0.3 }).rows[0]).toMatchObject({
      created: "2026-01-01T00:00:00.000Z",
    });
  });

  test.each([
    [
      "is blank in the middle, and may say that it is the last",
      "empty-page",
      0.1,
      { rows: [], next: undefined },
    ],
    ["is blank in the middle, and may go on", "empty-page", 0.9, { rows: [], next: 8 }],
    ["names itself", "self-naming-page", 0, { next: 4 }],
    ["names none that follows", "lost-next", 0, { next: undefined, total: 10 }],
    ["says that there is nothing", "lying-total", 0, { total: 0 }],
    ["says that there is more than anybody has", "lying-total", 0.99, { total: 1_000_000_000_000 }],
  ] as const)("%s", (_what, kind, roll, page) => {
    expect(cut(4, { kind, roll })).toMatchObject(page);
  });

  test("that is the first is never blank", () => {
    expect(idsOf(cut(0, { kind: "empty-page", roll: 0 }))).toHaveLength(4);
  });
});

describe("the moods of lists", () => {
  const started = sandboxes();

  test.each(["moving-list", "short-list"] as const)(
    "change what a page shows from call to call: %s",
    async (mood) => {
      const world = generateWorld({ providers: 9, seed: 1 });
      const { sandbox } = await started({ world, faults: faultPresets[mood], pageSize: 2 });
      const { MEDALLION_API_KEY: key } = sandbox.env;
      const bodies = new Set<string>();
      for (let call = 0; call < 40; call += 1) {
        const url = `${sandbox.url}/medallion/api/v1/org/providers/?offset=2`;
        bodies.add(await (await fetch(url, { headers: { "x-api-key": key } })).text());
      }
      const struck = new Set(sandbox.requests.map(({ fault }) => fault));
      const expected = faultPresets[mood].map(({ kind }) => kind).filter((kind) => kind !== "lost-answer");

      expect(bodies.size).toBeGreaterThan(3);
      expect([...struck]).toEqual(expect.arrayContaining(expected));
    },
  );

  test("leave a list in the requested order where no fault affects it", async () => {
    const { sandbox } = await started({ world: generateWorld({ providers: 9, seed: 1 }) });
    const { MEDALLION_API_KEY: key } = sandbox.env;
    const ids = async (ordering: string): Promise<readonly string[]> => {
      const url = `${sandbox.url}/medallion/api/v1/org/providers/?ordering=${ordering}`;
      const reply = await fetch(url, { headers: { "x-api-key": key } });
      const { results } = (await reply.json()) as { results: { id: string }[] };
      return results.map(({ id }) => id);
    };

    const ascending = await ids("id");

    expect(ascending).toEqual(ascending.toSorted());
    expect(await ids("-id")).toEqual(ascending.toReversed());
    expect((await ids("height")).toSorted()).toEqual(ascending);
  });
});
