import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const architecture = textOf("docs/architecture.md");

interface Override {
  readonly files: readonly string[];
  readonly rules: { readonly "no-restricted-imports"?: readonly [string, { patterns: { regex: string }[] }] };
}

const { overrides } = JSON.parse(textOf(".oxlintrc.json")) as { readonly overrides: readonly Override[] };

function foldersOf(path: string): readonly string[] {
  const root = new URL(`../../../${path}/`, import.meta.url);
  return readdirSync(root).filter((name) => statSync(new URL(name, root)).isDirectory());
}

describe("the page about the architecture", () => {
  const [, block = ""] = /```text\n(text [\s\S]*?)```/.exec(architecture) ?? [];
  const order = block.trim().split(/\s+/);

  test("puts every folder of the source into the order", () => {
    expect(order.toSorted()).toEqual(foldersOf("src").toSorted());
  });

  test.each(order.slice(0, -1))("has the order that the linter enforces for %s", (folder) => {
    const later = order.slice(order.indexOf(folder) + 1);
    const rules = overrides.filter(({ files }) => files.some((file) => file.startsWith(`src/${folder}/`)));
    expect(rules).not.toEqual([]);
    for (const { files, rules: mine } of rules) {
      const [pattern] = mine["no-restricted-imports"]?.[1].patterns ?? [];
      const up = "../".repeat((files[0] ?? "").split("/").length - 2);
      const refused = order.filter((other) =>
        new RegExp(pattern?.regex ?? "^$").test(`${up}${other}/any.ts`),
      );
      expect(refused).toEqual(later);
    }
  });
});

describe.each(["docs/architecture.md", "docs/contributing.md", "docs/glossary.md"])("%s", (page) => {
  test("links to files that are there", () => {
    const links = [...textOf(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
    expect(
      links.filter((link) => !existsSync(new URL(link, new URL(`../../../${page}`, import.meta.url)))),
    ).toEqual([]);
  });

  test("names files of the source that are there", () => {
    const named = [...textOf(page).matchAll(/`((?:[a-z-]+\/)+[a-z-]+\.ts)`/g)].map(([, path = ""]) => path);
    const exists = (path: string): boolean =>
      ["src/", ""].some((start) => existsSync(new URL(`../../../${start}${path}`, import.meta.url)));
    expect(named.filter((path) => !exists(path))).toEqual([]);
  });
});
