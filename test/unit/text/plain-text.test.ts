import { describe, expect, test } from "vitest";
import { plainJson, plainLines, plainText } from "../../../src/text/plain-text.ts";

describe("a text from someone else", () => {
  test.each([
    ["in progress", "in progress"],
    ["Garc\u00eda \u5f20", "Garc\u00eda \u5f20"],
    ["a\tb\r\nc\u2028d\u0085e", "a b c d e"],
    ["\u001b[2J\u001b]0;title\u0007active", "[2J]0;titleactive"],
    ["\u009b2Jactive\u0000", "2Jactive"],
    ["\u202eevitca\u202c \u2066a\u2069\u200e\u061c", "evitca a"],
    ["\ufeffactive\ufeff", "active"],
    ["half \ud83d sign", "half \ufffd sign"],
    ["whole \ud83d\ude00 sign", "whole \ud83d\ude00 sign"],
  ])("is text alone: %j", (text, plain) => {
    expect(plainText(text)).toBe(plain);
    expect(plainText(plain)).toBe(plain);
  });

  test("of several lines keeps them", () => {
    expect(plainLines("one\u0007\ntwo\u001b[1m\n")).toBe("one\ntwo[1m\n");
  });

  test("as JSON says by number what would do something", () => {
    const json = JSON.stringify({ a: "\u001b\u009b\u202e\u2028 \u00e9" });

    expect(plainJson(json)).toBe('{"a":"\\u001b\\u009b\\u202e\\u2028 \u00e9"}');
    expect(JSON.parse(plainJson(json))).toEqual(JSON.parse(json));
  });
});
