import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/ledger/entry.ts";
import { briefLine, fitted, isUnsettled } from "../../../src/results/brief-ledger.ts";

const entry: LedgerEntry = {
  key: "k",
  platform: "medallion",
  kind: "medallion.license",
  organization: "o",
  subject: "448852a4-6590-4c7b-846f-e34901193e6a",
  attributes: { field: "dea_states", state: "NY" },
  standing: "accepted",
  origin: "created",
  status: "requested",
  intendedAt: Date.parse("2026-03-01T12:00:00Z"),
  sends: 1,
  run: "r",
};
const now = Date.parse("2026-03-09T11:00:00Z");

describe("an entry for a person at a terminal", () => {
  test("has state, request, status, whole days, person and row", () => {
    expect(briefLine(entry, { row: 5, who: "Amara Okafor" }, now)).toEqual([
      "accepted",
      "dea NY",
      "requested",
      "7",
      "Amara Okafor",
      "5",
    ]);
  });

  test("has the beginning of the id where no roster names the person, and no age where no time is known", () => {
    expect(briefLine({ ...entry, intendedAt: undefined }, undefined, now)).toEqual([
      "accepted",
      "dea NY",
      "requested",
      "",
      "448852a4",
      "",
    ]);
  });

  test.each([
    ["intended", "may have to be settled"],
    ["in_doubt", "may have to be settled"],
    ["accepted", "is settled"],
    ["refused", "is settled"],
    ["released", "is settled"],
  ] as const)("that is %s %s", (standing, expected) => {
    expect(isUnsettled({ ...entry, standing })).toBe(expected === "may have to be settled");
  });
});

describe("lines that fit a width", () => {
  test("are left alone when they do", () => {
    expect(
      fitted(
        [
          ["a", "bb"],
          ["ccc", "d"],
        ],
        80,
      ),
    ).toEqual(["a    bb", "ccc  d"]);
  });

  test("are cut in their longest column", () => {
    const lines = fitted(
      [
        ["state", "x".repeat(60)],
        ["accepted", "short"],
      ],
      40,
    );
    expect(lines.map((line) => line.length)).toEqual([40, 15]);
    expect(lines[0]).toMatch(/x…$/);
  });

  test("count what a wide sign takes on a terminal", () => {
    expect(fitted([["名前名前名前名前名前", "b"]], 16)).toEqual(["名前名前名前…  b"]);
  });
});
