import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anchorsOf, filesBelow, linksOf, root, textOf } from "../../support/pages.ts";

const pages = ["README.md", "CHANGELOG.md", ...filesBelow("docs", ".md")];

describe.each(pages)("%s", (page) => {
  test("has no broken links", () => {
    const broken = linksOf(page).filter((link) => {
      const [path = "", anchor] = link.split("#");
      if (!existsSync(join(root, path))) return true;
      return anchor !== undefined && !anchorsOf(path).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test("has one title", () => {
    expect(
      textOf(page)
        .replaceAll(/^```.*?^```/gms, "")
        .match(/^# /gm),
    ).toHaveLength(1);
  });
});

describe("comments in the source", () => {
  test("name pages that are there", () => {
    const source = [...filesBelow("src", ".ts"), ...filesBelow("test", ".ts")].map(textOf).join("\n");
    const named = new Set(
      [...source.matchAll(/\bdocs\/[a-z0-9/-]*[a-z0-9](?:\.md)?/g)].map(([name]) => name),
    );
    const there = filesBelow("docs", ".md");
    const missing = [...named].filter(
      (name) => !there.some((path) => path.startsWith(name)) && !/^docs\/(index|page)/.test(name),
    );
    expect(missing).toEqual([]);
  });
});
