import { describe, expect, test } from "vitest";
import { exitCodes } from "../../../src/errors.ts";
import { errorCodes } from "../../support/error-codes.ts";
import { textOf } from "../../support/pages.ts";

const page = textOf("docs/errors.md");
const documented = [...page.matchAll(/^\| <a id="([a-z_]+)"><\/a>`([a-z_]+)` \| (.+) \| (.+) \|$/gm)];

describe("the page of errors", () => {
  test("knows every code of the program, and no others", () => {
    expect(documented.map(([, id]) => id ?? "").toSorted()).toEqual(errorCodes().toSorted());
  });

  test("gives each code an anchor of its own name, a cause and a remedy", () => {
    for (const [, id, code, cause, remedy] of documented) {
      expect(id).toBe(code);
      expect(cause).toMatch(/\.$/);
      expect(remedy).toMatch(/\.$/);
    }
  });

  test("knows every notice, and no others", () => {
    const [, part = ""] = page.split("## Notices");
    const listed = [...(part.split("\n## ")[0] ?? "").matchAll(/^\| `([a-z_]+)` \|/gm)].map(
      ([, code]) => code,
    );
    const [, union = ""] = /type NoticeCode =([^;]+);/.exec(textOf("src/faults/problem.ts")) ?? [];
    expect(new Set(listed)).toEqual(new Set([...union.matchAll(/"([a-z_]+)"/g)].map(([, code]) => code)));
  });

  test("knows every exit code", () => {
    const [, part = ""] = page.split("## Exit codes");
    const listed = [...part.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, codes]) =>
      (codes ?? "").split(", ").map(Number),
    );
    expect(listed).toEqual(Object.values(exitCodes));
  });
});

describe("the collection of codes", () => {
  test("finds those of each kind", () => {
    expect(errorCodes()).toEqual(
      expect.arrayContaining([
        "ragged_row",
        "platform_unavailable",
        "line_of_business_ambiguous",
        "facility_deactivated",
        "outcome_unknown",
        "mismatched_response",
      ]),
    );
  });
});
