import { describe, expect, test } from "vitest";
import { screenOver, type Screen } from "../../../src/progress/screen.ts";

/** What stands on a terminal of unlimited height, after everything that was written to it. */
function terminal(): {
  readonly screen: Screen;
  readonly lines: () => readonly string[];
  readonly raw: () => string;
} {
  let raw = "";
  const screen = screenOver({
    isTerminal: true,
    columns: 80,
    write: (text) => void (raw += text),
    writeAll: async (bytes) => void (raw += String(bytes)),
  });
  return { screen, lines: () => rendered(raw), raw: () => raw };
}

/** Knows the few control sequences that move and erase. */
function rendered(raw: string): readonly string[] {
  const lines: string[][] = [[]];
  let [row, column] = [0, 0];
  for (const [, up, erase, to, sign] of raw
    .replaceAll("\u001B[", "\uE000")
    .matchAll(/\uE000(\d*)A|\uE000(\d*)[KJ]|\uE000(\d*)G|(?:\uE000[?\d;]*[a-zA-Z])|([\s\S])/g)) {
    if (up !== undefined) row = Math.max(0, row - Number(up || 1));
    else if (erase !== undefined) lines[row]?.splice(erase === "2" ? 0 : column);
    else if (to !== undefined) column = Number(to || 1) - 1;
    else if (sign === "\n") [row, column] = [row + 1, 0];
    else if (sign !== undefined) (lines[row] ??= [])[column++] = sign;
  }
  return lines.map((line) => line.join("")).filter((line) => line !== "");
}

describe("a screen", () => {
  test("draws its lines over the ones before", () => {
    const { screen, lines } = terminal();

    screen.draw("one\ntwo");
    screen.draw("three\nfour");

    expect(lines()).toEqual(["three", "four"]);
  });

  test("keeps other text above its lines", () => {
    const { screen, lines } = terminal();

    screen.draw("progress");
    screen.write("a log line\n");
    screen.draw("more progress");

    expect(lines()).toEqual(["a log line", "more progress"]);
  });

  test("leaves nothing behind when it is cleared, and never hides the cursor", () => {
    const { screen, lines, raw } = terminal();

    screen.draw("one\ntwo");
    screen.clear();
    screen.write("done\n");

    expect(lines()).toEqual(["done"]);
    expect(raw()).not.toContain("\u001B[?25l");
  });
});
