import { describe, expect, test } from "vitest";
import { textIn } from "../../../../src/platforms/reading.ts";
import { cursorListing } from "../../../../src/platforms/verifiable/paging.ts";
import { sent } from "../../builders/requests.ts";

const listing = cursorListing("/providers", "/providers", [["npi", "1"]], "look-up", ({ id }) => textIn(id));
const items = [{ id: "a" }, { id: "b" }];

describe("a page from Verifiable", () => {
  test("is asked for without a cursor first, and with the one that the last page gave", () => {
    expect(sent(listing.call(undefined)).query).toEqual({ npi: "1", count: "100" });
    expect(sent(listing.call("a b&c=d")).query).toEqual({ npi: "1", count: "100", cursor: "a b&c=d" });
  });

  test("is a bare array where the list has no pages", () => {
    expect(listing.read(items, undefined)).toMatchObject({
      items: ["a", "b"],
      total: undefined,
      next: undefined,
    });
    expect(listing.read([], undefined)).toMatchObject({ items: [], total: undefined, next: undefined });
  });

  test("gives the items that can be read, and how many there are in all", () => {
    const odd = [...items, null, "x", { id: null }, { id: 3 }];

    expect(listing.read({ items: odd, totalCount: "7", nextCursor: null }, undefined)).toMatchObject({
      items: ["a", "b", "3"],
      total: 7,
      next: undefined,
    });
  });

  test.each([null, "", "<html>", 7, {}, { items: null }, { items: {} }, { nextCursor: "1" }])(
    "cannot be read from the body %j",
    (body) => {
      expect(listing.read(body, undefined)).toBeUndefined();
    },
  );

  test("cannot be read where there is no body", () => {
    expect(listing.read(undefined, undefined)).toBeUndefined();
  });
});

describe("the cursor of the next page", () => {
  test.each<[string, object, string | undefined]>([
    ["is given", { nextCursor: "100" }, "100"],
    ["is given as a number", { nextCursor: 100 }, "100"],
    ["is zero", { nextCursor: 0 }, "0"],
    ["is opaque", { nextCursor: "eyJpZCI6MX0=" }, "eyJpZCI6MX0="],
    ["is null", { nextCursor: null }, undefined],
    ["is missing", {}, undefined],
    ["is empty", { nextCursor: "" }, undefined],
    ["is blank", { nextCursor: " " }, undefined],
    ["is no cursor", { nextCursor: { offset: 100 } }, undefined],
    ["stands under its older name only", { nextOffset: 100 }, undefined],
  ])("%s", (_what, more, next) => {
    expect(listing.read({ items, ...more }, undefined)?.next).toBe(next);
  });
});

describe("the room on a page", () => {
  test.each([
    [{ items, pageSize: 100 }, "sure"],
    [{ items, pageSize: 2 }, "none"],
    [{ items: [], totalCount: 7 }, "sure"],
    [{ items }, "likely"],
    [{ items, totalCount: "many" }, "none"],
    [{ items, totalCount: null, pageSize: 100 }, "none"],
    [{ items: Array.from({ length: 10 }, (_, id) => ({ id })) }, "none"],
    [Array.from({ length: 200 }, (_, id) => ({ id })), "sure"],
  ])("of %j is %s", (body, room) => {
    expect(listing.read(body, undefined)?.room).toBe(room);
  });
});
