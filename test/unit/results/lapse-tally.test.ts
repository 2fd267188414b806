import { describe, expect, test } from "vitest";
import type { Lapse, LapseKind } from "../../../src/holdings/lapse.ts";
import { LapseTally, noLapses } from "../../../src/results/lapse-tally.ts";
import { license } from "../builders/holdings.ts";

const today = 20_000;

function lapse(kind: LapseKind, inDays: number, key = `${kind} ${inDays}`): Lapse {
  return { kind, key, holding: license, day: today + inDays };
}

const none = { licenses: 0, enrollments: 0, revalidations: 0, recredentialing: 0 };

describe("the count of what lapses", () => {
  test("is nothing before the first row", () => {
    expect(new LapseTally(today).counts).toEqual(noLapses);
    expect(noLapses).toEqual({ lapsed: none, within_30: none, within_60: none, within_90: none });
  });

  test.each([
    [-1, "lapsed"],
    [0, "within_30"],
    [30, "within_30"],
    [31, "within_60"],
    [60, "within_60"],
    [61, "within_90"],
    [90, "within_90"],
  ] as const)("has what ends in %d days under %s", (days, span) => {
    const tally = new LapseTally(today);
    tally.add([lapse("license", days)]);

    expect(tally.counts).toEqual({ ...noLapses, [span]: { ...none, licenses: 1 } });
  });

  test("leaves out what is further away", () => {
    const tally = new LapseTally(today);
    tally.add([lapse("license", 91)]);

    expect(tally.counts).toEqual(noLapses);
  });

  test("goes by kind, and has each thing once however many rows tell it", () => {
    const tally = new LapseTally(today);
    const all = [
      lapse("license", 5),
      lapse("enrollment", 5),
      lapse("revalidation", 5),
      lapse("recredentialing", 5),
      lapse("license", 5, "another"),
    ];
    tally.add(all);
    tally.add(all.slice(1));

    expect(tally.counts.within_30).toEqual({
      licenses: 2,
      enrollments: 1,
      revalidations: 1,
      recredentialing: 1,
    });
  });

  test("of one run is not that of another", () => {
    new LapseTally(today).add([lapse("license", 5)]);

    expect(new LapseTally(today).counts).toEqual(noLapses);
  });
});
