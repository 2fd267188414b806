import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escaped, html } from "../../../src/page/html.ts";
import { renderReport } from "../../../src/report/render.ts";
import type { ReportRow } from "../../../src/report/report-rows.ts";
import { reportOf, sampleRows } from "../../support/report-sample.ts";

/** Fields that only this program fills, with words of its own. */
const own = new Set(["platform", "kind", "outcome", "row"]);

function filledWith<Item extends object>(item: Item, text: string): Item {
  const entries = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === "string" && !own.has(name) ? text : value,
  ]);
  return Object.fromEntries(entries) as Item;
}

function rowWith(row: ReportRow, text: string): ReportRow {
  return {
    requests: row.requests.map((request) => filledWith(request, text)),
    statuses: row.statuses?.map(({ source, item }) => ({ source, item: filledWith(item, text) })),
    fault: row.fault === undefined ? undefined : filledWith(row.fault, text),
    changes: row.changes.map((change) => filledWith(change, text)),
  };
}

function pageWith(text: string): string {
  const data = reportOf(
    sampleRows(30).map((row) => rowWith(row, text)),
    { results: text, run: text },
  );
  return renderReport({ ...data, roster: text });
}

/** The tags of a page without the values of their attributes. */
function tagsOf(page: string): string {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, '""')).join("");
}

/** Leaves out what a long text or an underscore rightly changes: where a word may break, and that it is a code. */
function skeletonOf(page: string): string {
  return tagsOf(page.replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, ""))
    .replaceAll("<wbr />", "")
    .replaceAll(/(?<=<\/?)code/g, "bdi")
    .replaceAll(' class=""', "");
}

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("<", ">", '"', "'", "`", "&", "/", "=", "-", "!", "s", "\0", "\ud800", " "),
  }),
  fc.constantFrom(
    "</script><img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "\u202Eevil\u0000",
  ),
);

describe("text in a template", () => {
  test("never becomes markup, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>"'`\p{Cc}\p{Cs}]|&(?!(?:amp|lt|gt|quot|#39|#96);)/u);
      }),
    );
  });

  test("reads as it was written, apart from characters that a page cannot hold", () => {
    expect(escaped(`a & b < c > "d" 'e' \`f\``)).toBe(
      "a &amp; b &lt; c &gt; &quot;d&quot; &#39;e&#39; &#96;f&#96;",
    );
    expect(escaped("a\tb\u0000c\ud800d")).toBe("a b\uFFFDc\uFFFDd");
  });

  test("is distinguished from markup by its kind alone", () => {
    expect(html`<b>${html`<i>${"<i>"}</i>`}${["<", 1, undefined]}</b>`.text).toBe(
      "<b><i>&lt;i&gt;</i>&lt;1</b>",
    );
  });
});

describe("text in any field of the data", () => {
  test("neither changes nor adds tags on the page", () => {
    const ordinary = skeletonOf(pageWith("word"));
    const numRuns = 40;
    fc.assert(
      fc.property(
        hostile.map((text) => text.trim()).filter((text) => text !== ""),
        (text) => {
          expect(skeletonOf(pageWith(text))).toBe(ordinary);
        },
      ),
      { numRuns },
    );
  });
});
