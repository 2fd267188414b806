import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  naturalKey,
  countIn,
  idIn,
  isNameable,
  isThing,
  objectIn,
  objectsIn,
  pathPart,
  textIn,
  timeIn,
} from "../../../src/platforms/reading.ts";
import { prop } from "../builders/properties.ts";

describe("reading an answer", () => {
  prop([fc.anything()])("never throws, whatever it holds", (value) => {
    for (const read of [objectIn, objectsIn, textIn, idIn, countIn, timeIn])
      expect(() => read(value)).not.toThrow();
  });

  test.each([
    [" text ", "text"],
    [7, "7"],
    [0, "0"],
    ["in\tprogress\r\nnow", "in progress now"],
    ["\u0000act\u001bive\u202e\u0007\u009b", "active"],
    ["half \ud83d", "half \ufffd"],
    ["x".repeat(9_000), "x".repeat(8_000)],
  ])("reads %j as the text %j", (value, text) => {
    expect(textIn(value)).toBe(text);
  });

  test.each([
    ["nothing", ""],
    ["blanks", "  "],
    ["null", null],
    ["what is missing", undefined],
    ["a flag", true],
    ["an object", {}],
    ["a list", ["a"]],
    ["control characters", "\u0000\u0007"],
  ])("reads no text in %s", (_what, value) => {
    expect(textIn(value)).toBeUndefined();
  });

  test.each([
    ["ABC", "abc"],
    [{ id: "ABC" }, "abc"],
    [{ id: 12 }, "12"],
    [12, "12"],
  ])("reads %j as the id %j", (value, id) => {
    expect(idIn(value)).toBe(id);
  });

  test.each([[{ id: null }], [{ name: "x" }], [null], [""]])("reads no id in %j", (value) => {
    expect(idIn(value)).toBeUndefined();
  });

  test.each([
    [240, 240],
    ["240", 240],
    [0, 0],
  ])("reads %j as the count %j", (value, count) => {
    expect(countIn(value)).toBe(count);
  });

  test.each([[-1], [1.5], ["many"], [null]])("reads no count in %j", (value) => {
    expect(countIn(value)).toBeUndefined();
  });

  test.each([
    ["2026-01-31T10:00:00Z", Date.UTC(2026, 0, 31, 10)],
    ["2026-01-31T10:00:00.0000000Z", Date.UTC(2026, 0, 31, 10)],
    ["2026-01-31T10:00:00.123456Z", Date.UTC(2026, 0, 31, 10, 0, 0, 123)],
    ["2026-01-31T12:00:00+02:00", Date.UTC(2026, 0, 31, 10)],
    ["2026-01-31", Date.UTC(2026, 0, 31)],
  ])("reads %j as the time %j", (value, time) => {
    expect(timeIn(value)).toBe(time);
  });

  test.each([["never"], [""], [null]])("reads no time in %j", (value) => {
    expect(timeIn(value)).toBeUndefined();
  });

  test.each([
    [
      [{ a: 1 }, null, 2, "x", [], { b: 2 }],
      [{ a: 1 }, { b: 2 }],
    ],
    [{ a: 1 }, []],
    [null, []],
    ["x", []],
  ])("reads the objects of the list %j", (value, objects) => {
    expect(objectsIn(value)).toEqual(objects);
  });

  test.each([[[]], ["x"], [null], [undefined], [1]])("does not read %j as an object", (value) => {
    expect(objectIn(value)).toBeUndefined();
  });
});

describe("an id", () => {
  const uuid = "0f8fad5b-d9cb-469f-a165-708677289501";

  test.each([uuid, "123", "req_7", "a:b", "v1.2~x"])("is a part of an address: %s", (id) => {
    expect(pathPart(id)).toBe(encodeURIComponent(id));
  });

  test.each([
    "..",
    ".",
    "",
    "a/b",
    "a\\b",
    "../../x",
    "%2e%2e",
    "a?b=c",
    "a#b",
    "a b",
    "\ud83d",
    "x".repeat(300),
  ])("that is invalid leads nowhere: %j", (id) => {
    expect(pathPart(id)).toMatch(/^not-an-id-[\w-]{0,40}$/);
    expect(isNameable(id)).toBe(false);
  });

  test("may be in the name of a file", () => {
    expect([uuid, "req_7", "a:b", "v1.2"].map(isNameable)).toEqual([true, true, false, false]);
  });

  test("makes a thing of an object", () => {
    expect([{ id: uuid }, { id: 7 }, {}, null, [], "x", { detail: "maintenance" }].map(isThing)).toEqual([
      true,
      true,
      ...Array.from({ length: 5 }, () => false),
    ]);
  });
});

describe("a natural key", () => {
  const parts = fc.array(fc.oneof(fc.string(), fc.constantFrom("|", "%", "%7C", "a|b", "")), {
    minLength: 1,
    maxLength: 5,
  });

  prop([parts, parts])("is the same for the same parts only", (one, other) => {
    const same = one.length === other.length && one.every((part, index) => part === other[index]);
    expect(naturalKey(...one) === naturalKey(...other)).toBe(same);
  });

  test("can be read", () => {
    expect(naturalKey("medallion", "license", "CA")).toBe("medallion|license|CA");
  });
});
