import { describe, expect, test } from "vitest";
import type { Stop } from "../../../src/http/reply.ts";
import type { FailureLimit } from "../../../src/options/measures.ts";
import { FailureBudget } from "../../../src/run/approval.ts";

function budget(limit: FailureLimit | undefined, rows = 200) {
  const stops: Stop[] = [];
  return { stops, budget: new FailureBudget(limit, rows, (stop) => stops.push(stop)) };
}

describe("a budget of failed rows", () => {
  test("without a limit never stops anything", () => {
    const { budget: free, stops } = budget(undefined);
    free.count(1_000_000);
    free.refuse(1_000_000, "1");
    expect(stops).toEqual([]);
  });

  test("is spent by one row more than it allows, not by the last one of it", () => {
    const { budget: two, stops } = budget({ rows: 2 });
    two.count(2);
    expect(stops).toEqual([]);
    two.refuse(1, "2");
    expect(stops).toEqual([
      {
        code: "too_many_failures",
        reason: "3 rows have failed, and --max-failures allows 2; nothing more was sent",
      },
    ]);
  });

  test("of nothing is spent by the first failed row", () => {
    const { budget: none, stops } = budget({ rows: 0 });
    none.count(0);
    none.refuse(0, "3");
    expect(stops).toEqual([]);
    none.refuse(1, "4");
    expect(stops).toHaveLength(1);
  });

  test("of a share is of the rows that are worked on, part rows included", () => {
    const { budget: share, stops } = budget({ percent: 2.75 }, 200);
    share.count(5);
    expect(stops).toEqual([]);
    share.count(6);
    expect(stops[0]?.reason).toContain("6 rows have failed, and --max-failures allows 5;");
  });

  test("takes a new count of faulty rows in place of the old one, and adds up what is refused", () => {
    const { budget: five, stops } = budget({ rows: 5 });
    five.count(3);
    five.count(3);
    five.refuse(1, "5");
    five.refuse(1, "6");
    expect(stops).toEqual([]);
    five.refuse(1, "7");
    expect(stops).toHaveLength(1);
  });

  test("counts a row for a group that is refused, and none again when it is known which of its requests it was", () => {
    const { budget: two, stops } = budget({ rows: 2 });
    two.expect("somebody");
    two.expect("somebody");
    two.refuse(1, "somebody");
    expect(stops).toEqual([]);
    two.refuse(1, "somebody");
    expect(stops).toEqual([]);
    two.expect("somebody else");
    expect(stops).toHaveLength(1);
  });
});
