import { describe, expect, test } from "vitest";
import type { Selection } from "../../../src/config/resolve.ts";
import { UsageError } from "../../../src/errors.ts";
import { rowFilter } from "../../../src/staging/selection.ts";
import { placesOf } from "../builders/rows.ts";

const all: Selection = { onlyFailed: false, limit: undefined, where: undefined };
const places = placesOf(["Manager", "NPI Number", "Group Name"]);

describe("which rows are worked on:", () => {
  test("all, when nothing is set", () => {
    const takes = rowFilter(all, places);

    expect([takes(["", "", ""], undefined), takes([], "created")]).toEqual([true, true]);
  });

  test.each([
    ["failed", "taken"],
    ["unknown", "taken"],
    ["skipped", "taken"],
    ["created", "left out"],
    ["exists", "left out"],
    ["planned", "left out"],
  ])("with --only-failed a row that was %s is %s", (previous, taken) => {
    expect(rowFilter({ ...all, onlyFailed: true }, places)(["", "", ""], previous)).toBe(taken === "taken");
  });

  test("with --only-failed every row that no run has said anything of is taken", () => {
    expect(rowFilter({ ...all, onlyFailed: true }, places)(["", "", ""], undefined)).toBe(true);
  });

  test("with --limit the first so many, in the order of the roster", () => {
    const takes = rowFilter({ ...all, limit: 2 }, places);

    expect(["a", "b", "c", "d"].map((cell) => takes([cell], undefined))).toEqual([true, true, false, false]);
  });

  test("with --limit those that the other choices leave", () => {
    const where = { header: "Manager", value: "D. Ruiz" };
    const takes = rowFilter({ onlyFailed: true, limit: 1, where }, places);
    const rows: readonly [string, string][] = [
      ["K. Osei", "failed"],
      ["D. Ruiz", "created"],
      ["D. Ruiz", "failed"],
      ["D. Ruiz", "failed"],
    ];

    expect(rows.map(([manager, result]) => takes([manager], result))).toEqual([false, false, true, false]);
  });

  test.each([
    ["manager", "d. ruiz", "takes"],
    ["Manager", " D. RUIZ\u00A0", "takes"],
    ["MANAGER", "Ruiz", "leaves out"],
    ["npi", "12", "takes"],
    ["NPI_number", "12", "takes"],
    ["group_name", "Northside", "takes"],
    ["Group Name", "", "leaves out"],
  ])(
    "with --where, which finds header and value in any spelling, %s=%s %s the row",
    (header, value, what) => {
      const takes = rowFilter({ ...all, where: { header, value } }, places);

      expect(takes(["D. Ruiz ", "12", "northside"], undefined)).toBe(what === "takes");
    },
  );

  test("with --where a blank value those whose cell is blank or not there", () => {
    const takes = rowFilter({ ...all, where: { header: "Group Name", value: "" } }, places);

    expect([
      takes(["a", "b", " "], undefined),
      takes(["a"], undefined),
      takes(["a", "b", "c"], undefined),
    ]).toEqual([true, true, false]);
  });

  test("not with --where for a column that is not there", () => {
    const choose = (): unknown => rowFilter({ ...all, where: { header: "Manger", value: "x" } }, places);

    expect(choose).toThrow(UsageError);
    expect(choose).toThrow(/"Manger", which the roster does not have/);
  });
});
