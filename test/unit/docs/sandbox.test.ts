import { describe, expect, test } from "vitest";
import yargs from "yargs";
import { sandboxCommand } from "../../../src/cli/sandbox/define.ts";
import { faultKinds, faultPresets, parseFaults } from "../../../src/sandbox/index.ts";
import { codesIn, tableBehind, textOf } from "../../support/pages.ts";

const page = textOf("docs/sandbox.md");
const first = (marker: string): readonly string[] =>
  tableBehind(page, marker).map(([cell]) => codesIn(cell ?? "")[0] ?? "");

describe("the page of the sandbox", () => {
  test("knows the presets, all of them and no others", () => {
    expect(first("presets")).toEqual(Object.keys(faultPresets));
  });

  test("knows the kinds of fault, all of them and no others", () => {
    expect(first("kinds")).toEqual([...faultKinds]);
  });

  test("knows which options a kind takes, as the program does", () => {
    const values: Readonly<Record<string, unknown>> = {
      commits: true,
      ms: 5,
      retryAfterSeconds: 1,
      status: 401,
      abrupt: true,
      says: "echo",
    };
    for (const [kind, , own] of tableBehind(page, "kinds")) {
      const name = codesIn(kind ?? "")[0];
      const needed = name === "slow" || name === "lagging-list" ? { ms: 5 } : {};
      const taken = Object.keys(values).filter(
        (option) => parseFaults([{ kind: name, ...needed, [option]: values[option] }]).ok,
      );
      expect([name, ...codesIn(own ?? "").toSorted()]).toEqual([name, ...taken.toSorted()]);
    }
  });

  test("shows a file of faults that the program takes", () => {
    const [, file = ""] = /```json\n(.*?)```/s.exec(page) ?? [];
    expect(parseFaults(JSON.parse(file))).toMatchObject({ ok: true });
  });

  test("knows the flags", async () => {
    const parser = yargs([]).help(false).version(false);
    const help = await (sandboxCommand.define?.(parser) ?? parser).getHelp();
    const flags = [...help.matchAll(/^\s+(--[a-z-]+)/gm)].map(([, flag]) => flag);
    expect(first("flags").map((flag) => flag.split(" ")[0])).toEqual(flags);
  });
});
