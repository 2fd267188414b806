import { describe, expect, test } from "vitest";
import {
  differencesBetween,
  heldIn,
  isWithin,
  operationsIn,
  type Plan,
  type PlannedKind,
  type PlatformPlan,
} from "../../../src/requests/plan.ts";

const kind = (name: string, operations: number, changes: Partial<PlannedKind> = {}): PlannedKind => ({
  kind: name,
  verb: "create",
  operations,
  calls: operations,
  subjects: operations,
  held: 0,
  ...changes,
});

const plan = (...kinds: readonly PlannedKind[]): Plan => ({
  platforms: [
    { platform: "medallion", title: "Medallion", kinds: kinds.slice(0, 1) },
    { platform: "verifiable", title: "Verifiable", kinds: kinds.slice(1) },
  ],
});

const licenses = kind("medallion.license", 3, { held: 2 });
const credentialing = kind("verifiable.credentialing", 1, { held: 1 });

describe("a plan", () => {
  test("counts what it sends and what is held, on all platforms", () => {
    const both = plan(licenses, credentialing);
    expect(operationsIn(both)).toBe(4);
    expect(heldIn(both)).toBe(3);
  });

  test("counts what one platform is asked for", () => {
    const [first] = plan(licenses, credentialing).platforms;
    expect(first && operationsIn(first)).toBe(3);
    expect(first && heldIn(first)).toBe(2);
  });

  test.each([
    ["within no limit", undefined, true],
    ["within a limit of 5", 5, true],
    ["within a limit of 4", 4, true],
    ["beyond a limit of 3", 3, false],
    ["beyond a limit of 0", 0, false],
  ])("of 4 operations is %s", (_what, limit, isWithinIt) => {
    expect(isWithin(plan(licenses, credentialing), limit)).toBe(isWithinIt);
  });

  test("of nothing is within a limit of nothing", () => {
    expect(isWithin({ platforms: [] }, 0)).toBe(true);
  });
});

describe("two plans of a platform", () => {
  const of = (...kinds: readonly PlannedKind[]): PlatformPlan => ({
    platform: "medallion",
    title: "Medallion",
    kinds,
  });

  test("that send the same do not differ, whatever is held", () => {
    expect(
      differencesBetween(of(licenses, credentialing), of({ ...licenses, held: 0 }, credentialing)),
    ).toEqual([]);
  });

  test.each(["operations", "calls", "subjects"] as const)("differ where they send other %s", (what) => {
    expect(differencesBetween(of(licenses), of({ ...licenses, [what]: 7 }))).toEqual([
      "create medallion.license",
    ]);
  });

  test("differ by a kind that only one of them has, unless it sends none of it", () => {
    const name = "create verifiable.credentialing";
    expect(differencesBetween(of(licenses), of(licenses, credentialing))).toEqual([name]);
    expect(differencesBetween(of(licenses, credentialing), of(licenses))).toEqual([name]);
    expect(differencesBetween(of(licenses), of(licenses, kind("verifiable.credentialing", 0)))).toEqual([]);
  });

  test("tell the verbs of one kind apart", () => {
    const updates = kind("medallion.license", 3, { verb: "update" });
    expect(differencesBetween(of(licenses), of(licenses, updates))).toEqual(["update medallion.license"]);
  });
});
