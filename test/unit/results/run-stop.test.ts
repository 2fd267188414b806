import { describe, expect, test } from "vitest";
import {
  exitCodes,
  HeldError,
  LedgerFileError,
  LedgerHeldError,
  LedgerWriteError,
  OutputError,
  ProgramMistake,
  ReaderGoneError,
  RosterFileError,
  UsageError,
  UserError,
} from "../../../src/errors.ts";
import { interruption, runStop, stopOf } from "../../../src/results/run-stop.ts";
import { Interruption, type Runtime } from "../../../src/runtime.ts";

/** A runtime of which nothing counts but whether somebody ended it. */
function runtime(reason?: unknown): Runtime {
  const controller = new AbortController();
  if (reason !== undefined) controller.abort(reason);
  return { interrupted: controller.signal } as unknown as Runtime;
}

const down = { code: "platform_unavailable", reason: "Medallion does not answer" } as const;
const refused = { code: "credentials_refused", reason: "Medallion refused the credentials" } as const;
const none = { problem: undefined, stop: undefined };

describe("a failure as the reason of a run's end", () => {
  test.each<[UserError, string]>([
    [new UsageError("x"), "usage"],
    [new HeldError("x"), "held"],
    [new RosterFileError("x"), "roster_unreadable"],
    [new LedgerFileError("x"), "ledger_unusable"],
    [new LedgerHeldError("pid 1"), "ledger_held"],
    [new LedgerWriteError("x"), "ledger_failed"],
    [new OutputError("x"), "output_failed"],
    [new ReaderGoneError("x"), "output_failed"],
    [new ProgramMistake(new Error("x")), "program_failed"],
    [new HeldError("x", undefined, exitCodes.interrupted), "interrupted"],
    [new UserError("x", exitCodes.terminated), "interrupted"],
  ])("%o has the code %s and its own sentence", (error, code) => {
    expect(stopOf(error)).toEqual({ code, reason: error.message });
  });
});

describe("an interruption", () => {
  test.each([
    [new Interruption("SIGINT"), "The run was interrupted."],
    [new Interruption("SIGTERM"), "The run was terminated."],
    [new Error("anything"), "The run was interrupted."],
    [undefined, "The run was interrupted."],
  ])("by %o says so", (reason, sentence) => {
    expect(interruption(reason)).toEqual({ code: "interrupted", reason: sentence });
  });
});

describe("why a run ended before all was done", () => {
  test("is nothing when it went through to its end", () => {
    expect(runStop(none, [], runtime())).toBeUndefined();
  });

  test("is what ended the whole run, else the first platform that was left", () => {
    expect(runStop({ ...none, stop: refused }, [down], runtime())).toBe(refused);
    expect(runStop(none, [down, refused], runtime())).toBe(down);
  });

  test("is what went wrong rather than what a platform said", () => {
    expect(runStop({ problem: new OutputError("The disk is full."), stop: down }, [down], runtime())).toEqual(
      {
        code: "output_failed",
        reason: "The disk is full.",
      },
    );
  });

  test("is what somebody wanted, whatever went wrong because of it", () => {
    const wanted = runtime(new Interruption("SIGTERM"));

    expect(runStop({ problem: new OutputError("x"), stop: down }, [down], wanted)).toEqual({
      code: "interrupted",
      reason: "The run was terminated.",
    });
  });

  test("is a mistake of the program before all else", () => {
    const problem = new ProgramMistake(new Error("x"));

    expect(runStop({ problem, stop: down }, [], runtime(new Interruption("mistake")))).toEqual({
      code: "program_failed",
      reason: problem.message,
    });
  });
});
