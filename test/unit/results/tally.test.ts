import { describe, expect, test } from "vitest";
import type { Problem } from "../../../src/faults/problem.ts";
import { Tally } from "../../../src/results/summary.ts";

describe("the count of what came of rows", () => {
  test("is zero everywhere before the first row", () => {
    const tally = new Tally();

    expect(tally.rows).toBe(0);
    expect(tally.outcomes).toEqual({ created: 0, exists: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 });
    expect([tally.reasons, tally.changes]).toEqual([[], 0]);
    expect(tally.statusFailures).toEqual({ caqh_failures: 0 });
  });

  test("goes by outcome, changes and CAQH", () => {
    const tally = new Tally();

    tally.row(2, "created", undefined);
    tally.row(3, "created", undefined);
    tally.row(4, "exists", undefined);
    tally.changed(2);
    tally.changed(1);
    tally.statusFailed("caqh");

    expect(tally.rows).toBe(3);
    expect(tally.outcomes).toMatchObject({ created: 2, exists: 1, failed: 0 });
    expect(tally.changes).toBe(3);
    expect(tally.statusFailures).toEqual({ caqh_failures: 1 });
  });

  test("gathers rows by reason, the most frequent first, with the first rows and the first sentence", () => {
    const tally = new Tally();
    const not = (code: string, message: string): Problem => ({ code, message });

    tally.row(2, "failed", not("invalid_npi", "npi (A2) is none."));
    for (let row = 3; row <= 9; row += 1) tally.row(row, "failed", not("refused", `row ${row} refused`));

    expect(tally.reasons).toEqual([
      { code: "refused", rows: 7, examples: [3, 4, 5, 6, 7], example: "row 3 refused" },
      { code: "invalid_npi", rows: 1, examples: [2], example: "npi (A2) is none." },
    ]);
  });
});
