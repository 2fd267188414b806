import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextStore } from "../../../src/workbook/shared-strings.ts";
import { prop } from "../builders/properties.ts";

describe("shared texts", () => {
  prop([fc.array(fc.string({ unit: "grapheme" }))])("are given back by number as they were", (texts) => {
    const store = new TextStore();
    for (const text of texts) store.add(text);

    expect(texts.map((_, index) => store.at(index))).toEqual(texts);
  });

  test("may fill many blocks, and one of them alone more than a block", () => {
    const store = new TextStore();
    const texts = Array.from({ length: 5000 }, (_, index) => `${index} ${"é".repeat(index % 700)}`);
    const long = "中".repeat(2_000_000);
    for (const text of [...texts, long, "last"]) store.add(text);

    expect(texts.every((text, index) => store.at(index) === text)).toBe(true);
    expect(store.at(5000) === long).toBe(true);
    expect(store.at(5001)).toBe("last");
  });

  test.each([-1, 0.5, 1, Number.NaN])("have none numbered %s", (index) => {
    const store = new TextStore();
    store.add("only");

    expect(store.at(index)).toBeUndefined();
  });
});
