import { describe, expect, test } from "vitest";
import { snapshotOf, type CallsSoFar } from "../../../src/progress/gauge.ts";
import type { Standing } from "../../../src/staging/progress-counts.ts";

function standing(more: Partial<Standing> = {}): Standing {
  return { openRows: 0, created: 0, existing: 0, failed: 0, faultyRows: 0, callsLeft: new Map(), ...more };
}

function calls(more: Partial<CallsSoFar> = {}): CallsSoFar {
  return {
    platform: "medallion",
    calls: 0,
    lastMinute: 0,
    allowedPerMinute: 240,
    rate: { calls: 240, perMs: 60_000 },
    inWindow: 0,
    ...more,
  };
}

describe("how far a run is", () => {
  test("is given by rows that are done, not by those that are open", () => {
    const snapshot = snapshotOf("requesting", 100, standing({ openRows: 30, created: 12, failed: 2 }), []);

    expect(snapshot).toMatchObject({
      rows: 100,
      rowsDone: 70,
      created: 12,
      failed: 2,
      secondsLeft: undefined,
    });
  });

  test("has no time left to tell where all calls left fit into what is free of the allowance", () => {
    const left = standing({ callsLeft: new Map([["medallion", 200]]) });

    expect(snapshotOf("requesting", 1, left, [calls({ inWindow: 40 })]).secondsLeft).toBeUndefined();
  });

  test("takes the calls that are not free at the pace", () => {
    const left = standing({ callsLeft: new Map([["medallion", 580]]) });

    // 580 left, 100 free: 480 at 240 a minute
    expect(snapshotOf("requesting", 1, left, [calls({ inWindow: 140 })]).secondsLeft).toBe(120);
  });

  test("takes as long as the platform that takes longest", () => {
    const left = standing({
      callsLeft: new Map([
        ["medallion", 480],
        ["caqh", 900],
      ]),
    });
    const caqh = calls({ platform: "caqh", rate: { calls: 5, perMs: 1_000 }, inWindow: 5 });

    expect(snapshotOf("requesting", 1, left, [calls({ inWindow: 240 }), caqh]).secondsLeft).toBe(180);
  });
});
