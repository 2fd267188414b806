import { describe, expect, test } from "vitest";
import { mended } from "../../../../src/ledger/postgres/dialect.ts";

describe("a text on its way into PostgreSQL", () => {
  test.each([
    ["plain", "plain"],
    ["a\0b", "ab"],
    ["half \ud83d of a pair", "half \ufffd of a pair"],
    ["\ud83d\ude00", "\ud83d\ude00"],
    ["a\\u0000b", "a\\u0000b"],
    ['{"a":"\\u0000"}', '{"a":"\\u0000"}'],
  ])("%j, a plain value, is %j", (text, expected) => {
    expect(mended(text)).toBe(expected);
  });

  test.each([
    ["a\0b", "ab"],
    ["half \ud83d of a pair", "half \ufffd of a pair"],
    ["\udc00", "\ufffd"],
    ["\ud83d\ude00", "\ud83d\ude00"],
    ["a\\u0000b", "a\\u0000b"],
    ["\\\0", "\\"],
    ["\\\\u0000", "\\\\u0000"],
    ['\n\t\u0001"', '\n\t\u0001"'],
    [JSON.stringify({ a: "\0 \\u0000" }), JSON.stringify({ a: "\0 \\u0000" })],
  ])("%j, in a list, is %j", (text, expected) => {
    expect(JSON.parse(String(mended(JSON.stringify([text, { text }]))))).toEqual([
      expected,
      { text: expected },
    ]);
  });

  test("is nothing else than it was when it is no text", () => {
    expect([mended(7), mended(null)]).toEqual([7, null]);
  });
});
