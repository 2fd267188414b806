import { describe, expect, test } from "vitest";
import { endLine, finishedLevel } from "../../../src/ending/end-line.ts";
import { hookEnvironment } from "../../../src/ending/hook.ts";
import { UsageError } from "../../../src/errors.ts";
import { wordsOf } from "../../../src/options/hook-command.ts";
import { reportSample } from "../../support/report-sample.ts";

const { summary } = reportSample(10);

describe("the end of a run in one line", () => {
  test("says rows and reasons when rows failed", () => {
    const outcomes = { created: 0, exists: 7, planned: 0, failed: 2, unknown: 1, skipped: 0 };
    const failures = [{ code: "refused", rows: 2, examples: [3], example: "No." }];

    expect(
      endLine({
        summary: {
          ...summary,
          rows: 10,
          outcomes,
          failures,
          caqh_failures: 0,
          results: "/r.csv",
          exit_code: 1,
        },
        exitCode: 1,
        problems: [],
        isCounted: true,
      }),
    ).toBe(
      "roster-sync sync ended with exit code 1: of 10 rows 2 failed, 1 unknown. by reason: refused 2. Results: /r.csv",
    );
  });

  test("is one line whatever a platform has said, and says nothing twice", () => {
    const stop = { code: "held", reason: "Too many\nrequests\u2028here" } as const;

    expect(
      endLine({
        summary: { ...summary, platforms: [], stop, results: "/r.csv", exit_code: 5 },
        exitCode: 5,
        problems: [{ message: stop.reason, remedy: "Look at\tplan." }],
        isCounted: true,
      }),
    ).toBe("roster-sync sync ended with exit code 5: Too many requests here Look at plan. Results: /r.csv");
  });
});

test.each([
  [0, "info"],
  [1, "warn"],
  [2, "error"],
  [3, "error"],
  [4, "error"],
  [5, "error"],
  [130, "warn"],
  [143, "warn"],
] as const)("a run that ends with %i ends its log at the level %s", (code, level) => {
  expect(finishedLevel(code)).toBe(level);
});

describe("the words of a hook", () => {
  test.each([
    ["notify", ["notify"]],
    ["  curl  -fsS https://x.test/y?a=b&c ", ["curl", "-fsS", "https://x.test/y?a=b&c"]],
    [
      `notify "two words" 'and "these"' a\\ b "q\\"q" ''`,
      ["notify", "two words", 'and "these"', "a b", 'q"q', ""],
    ],
    ["echo $HOME `id` ; rm", ["echo", "$HOME", "`id`", ";", "rm"]],
  ])("of %s are %j", (command, words) => {
    expect(wordsOf(command)).toEqual(words);
  });

  test.each(['a "b', "a 'b", "a \\"])("of %s are refused", (command) => {
    expect(() => wordsOf(command)).toThrow(UsageError);
  });
});

test("a proxy without a password is passed on to a hook", () => {
  const env = { HTTPS_PROXY: "http://proxy.example.test:3128", http_proxy: "http://u:p@proxy.example.test" };
  expect(hookEnvironment(env, {})).toEqual({ HTTPS_PROXY: "http://proxy.example.test:3128" });
});
