import { describe, expect, test } from "vitest";
import { problemOfStop, quotedReason, sentence, textOfProblem } from "../../../src/faults/problem.ts";

describe("a problem in words", () => {
  test("is its message, and its remedy after it", () => {
    expect(textOfProblem({ message: "It is closed." })).toBe("It is closed.");
    expect(textOfProblem({ message: "It is closed.", remedy: "Open it." })).toBe("It is closed. Open it.");
  });
});

test("why calls are not made any more is a problem in whole sentences", () => {
  expect(problemOfStop({ code: "held", reason: "the run was held" })).toEqual({
    code: "held",
    message: "The run was held.",
  });
});

describe("a clause", () => {
  test.each([
    ["the platform is away", "The platform is away."],
    ["The platform is away.", "The platform is away."],
    ["", "."],
  ])("%j becomes the sentence %j", (clause, text) => {
    expect(sentence(clause)).toBe(text);
  });
});

describe("a sentence inside another", () => {
  test.each([
    ["It is away.", "It is away"],
    ["It is away", "It is away"],
    ["Wait...", "Wait.."],
  ])("%j is quoted as %j", (text, quoted) => {
    expect(quotedReason(text)).toBe(quoted);
  });
});
