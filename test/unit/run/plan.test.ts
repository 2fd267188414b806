import { afterEach, describe, expect, test } from "vitest";
import { planOf, requestsByWork } from "../../../src/run/approval.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import { known } from "../builders/events.ts";
import { licenses, enrollments } from "../builders/nights.ts";

const open: Staging[] = [];
afterEach(() => {
  for (const staging of open.splice(0)) staging.close();
});

const platform = { name: "medallion", resources: [licenses, enrollments] } as const;

/** Work items of one kind: those to be sent, by subject and batch. */
function staged(
  items: readonly (readonly [kind: string, key: string, subject: string, batch: string])[],
): Staging {
  const staging = openStaging();
  open.push(staging);
  staging.workItems.add(
    items.map(([kind, key, subject, batch], index) => ({
      key,
      kind,
      subject,
      attributes: {},
      batch,
      row: index + 2,
      toldIds: [],
      known: known(),
    })),
  );
  for (const { kind } of platform.resources) {
    staging.workItems.moveUnlisted(kind, {
      event: "not-listed",
      goal: "unmet",
      extent: "whole",
      hasId: false,
      wasShown: true,
      hasIdsToRead: false,
    });
  }
  return staging;
}

describe("the plan for a platform", () => {
  test("counts operations, calls and subjects by kind", () => {
    const staging = staged([
      ["medallion.license", "a", "one", "one"],
      ["medallion.license", "b", "one", "one"],
      ["medallion.license", "c", "two", "two"],
      ["medallion.enrollment", "d", "one", "d"],
    ]);
    expect(planOf("Medallion", platform, staging)).toEqual({
      platform: "medallion",
      title: "Medallion",
      kinds: [
        { kind: "medallion.license", verb: "create", operations: 3, calls: 2, subjects: 2, held: 0 },
        { kind: "medallion.enrollment", verb: "create", operations: 1, calls: 1, subjects: 1, held: 0 },
      ],
    });
  });

  test("leaves out what is held, and tells it apart", () => {
    const staging = staged([
      ["medallion.license", "a", "one", "one"],
      ["medallion.license", "b", "two", "two"],
    ]);
    staging.workItems.move({ key: "a", state: "send", verb: "create" }, { event: "held", held: "held A1" });
    const [planned] = planOf("Medallion", platform, staging).kinds;
    expect(planned).toMatchObject({ operations: 1, calls: 1, subjects: 1, held: 1 });
  });

  test("leaves out what something stands in the way of", () => {
    const staging = staged([
      ["medallion.license", "a", "one", "one"],
      ["medallion.enrollment", "b", "one", "b"],
      ["medallion.enrollment", "c", "two", "c"],
    ]);
    staging.workItems.withhold("one", { code: "gone", message: "Gone." });
    const plan = planOf("Medallion", platform, staging);
    expect(plan.kinds.map(({ operations }) => operations)).toEqual([0, 1]);
  });

  test("is counted by the sort of work, over all platforms, with those of which there is none", () => {
    const plan = planOf("Medallion", platform, staged([["medallion.license", "a", "one", "one"]]));
    expect(requestsByWork([plan, plan], "operations")).toEqual({ licenses: 2, enrollments: 0 });
    expect(requestsByWork([plan], "held")).toEqual({ licenses: 0, enrollments: 0 });
  });
});
