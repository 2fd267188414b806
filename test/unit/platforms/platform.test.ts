import { describe, expect, test } from "vitest";
import { platforms } from "../../../src/platforms/index.ts";
import { definePlatform, type Platform } from "../../../src/platforms/platform.ts";
import { harbor } from "../../platforms/harbor/harbor.ts";

function opened(change: Partial<Platform>): () => unknown {
  return () => definePlatform({ ...harbor, ...change }).open(undefined, {});
}

/** What a platform opens, with some of it left out or added. */
function openedAs(
  change: (parts: ReturnType<Platform["open"]>) => ReturnType<Platform["open"]>,
): () => unknown {
  return opened({ open: (account, options) => change(harbor.open(account, options)) });
}

describe("a platform whose parts do not fit together is refused at the start:", () => {
  test("a column that a kind fills and that is no result column", () => {
    const kinds = harbor.kinds.map((each) => ({
      ...each,
      answers: { ...each.answers, details: { harbor_nonsense: () => "" } },
    }));
    expect(opened({ kinds })).toThrow(/harbor_nonsense, which is no result column of harbor/);
  });

  test("a column that two of them fill", () => {
    expect(
      opened({ kinds: harbor.kinds.flatMap((each) => [each, { ...each, kind: `${each.kind}-too` }]) }),
    ).toThrow(/both fill/);
  });

  test("a result column that nothing fills", () => {
    const more = { name: "harbor_lonely", place: 999, text: "Nothing." };
    expect(opened({ resultColumns: [...harbor.resultColumns, more] })).toThrow(/nothing fills harbor_lonely/);
  });

  test("a kind without its resource, also where nobody has an account", () => {
    expect(openedAs((parts) => ({ ...parts, resources: parts.resources.slice(1) }))).toThrow(
      /there is no resource of harbor for/,
    );
  });

  test("a resource that is declared nowhere", () => {
    const renamed = openedAs((parts) => ({
      ...parts,
      resources: [
        ...parts.resources,
        ...parts.resources.slice(0, 1).map((each) => ({ ...each, kind: "harbor.ghost" })),
      ],
    }));
    expect(renamed).toThrow(/for harbor\.ghost is declared nowhere/);
  });

  test("a resource that says it is repeatable although it can be looked for", () => {
    const repeatable = openedAs((parts) => ({
      ...parts,
      resources: parts.resources.map((each) => ({
        ...each,
        ...(each.create === undefined ? {} : { create: { ...each.create, isRepeatable: true } }),
      })),
    }));
    expect(repeatable).toThrow(/being repeatable would mean nothing/);
  });

  test("a resource that looks something up which is not opened", () => {
    const [resource] = definePlatform({
      ...harbor,
      open: (account, options) => ({ ...harbor.open(account, options), lookupSources: [] }),
    }).open(undefined, {}).resources;
    expect(() =>
      resource?.references(
        { kind: resource.kind },
        { identity: { email: "wren.calloway@example.test" }, answered: false },
      ),
    ).toThrow(/which is not opened/);
  });
});

test("no two result columns of one platform stand in the same place", () => {
  for (const { name, resultColumns } of platforms) {
    const places = resultColumns.map(({ place }) => place);
    expect([name, new Set(places).size]).toEqual([name, places.length]);
  }
});
