import { describe, expect, test } from "vitest";
import { generateWorld, type Fault } from "../../src/sandbox/index.ts";
import { doubles } from "../support/natural-keys.ts";
import { countsOf as results, hurriedClock, rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 5 });
const roster = csv(table(mixedRoster(world, 24)));

describe("something on the way", () => {
  test.each([
    ["has let through", true],
    ["has not let through", false],
  ])("that asks to wait is obeyed, and what it %s is looked up, not made twice", async (_what, commits) => {
    const fault: Fault = {
      kind: "busy-page",
      match: { access: "write" },
      rate: 0.4,
      commits,
      retryAfterSeconds: 1,
    };
    const { sandbox, write, lines, run } = await rehearse({ world, faults: [fault] });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--settle", "400ms"], { clock: hurriedClock });

    expect(ended.code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
    expect(results(lines("roster.results.csv"))).toEqual({ created: 23, skipped: 1 });
  });
});

describe("lists that lag behind after something was made and", () => {
  const license = { path: "new-license-request" } as const;
  // longer than the page asks to wait, and shorter than the settling time
  const lagging: Fault = { kind: "lagging-list", match: license, ms: 1_500 };
  const cases: readonly (readonly [string, Fault])[] = [
    ["its group was made in part and refused", { kind: "half-made", match: license, times: 3 }],
    [
      "its group was made and answered with somebody else's page",
      { kind: "busy-page", match: license, times: 3, commits: true, retryAfterSeconds: 1 },
    ],
  ];
  const how = ["--only", "licenses", "--settle", "3s"];

  test.each(cases)("%s show it before anything is sent again", async (_, fault) => {
    const { sandbox, write, lines, run } = await rehearse({ world, faults: [lagging, fault] });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", ...how]);

    expect(ended.code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
    expect(new Set(Object.keys(results(lines("roster.results.csv"))))).toEqual(
      new Set(["created", "skipped"]),
    );
  });

  test.each(cases)("%s keep the next run from sending it, where this one ended before", async (_, fault) => {
    const ending = new AbortController();
    const { sandbox, write, lines, run } = await rehearse({
      world,
      faults: [lagging, fault],
      onRequest: ({ method, path }) => {
        if (method === "POST" && path.includes(license.path)) setTimeout(() => ending.abort(), 150);
      },
    });
    write("roster.csv", roster);

    const stopped = await run(["sync", "roster.csv", ...how], { interrupted: ending.signal });
    const kept = await run(["ledger", "list", "--standing", "in_doubt"]);
    const ended = await run(["sync", "roster.csv", ...how]);

    expect([stopped.code, ended.code]).toEqual([130, 0]);
    expect(kept.stdout).toContain("license");
    expect(doubles(sandbox)).toEqual([]);
    expect(results(lines("roster.results.csv"))["failed"]).toBeUndefined();
  });
});
