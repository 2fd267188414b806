import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { rehearsals } from "../support/rehearsal.ts";

const rehearse = rehearsals();

/** What the completion script asks the program when somebody presses Tab after these words. */
async function completionsOf(...words: readonly string[]): Promise<readonly string[]> {
  const { run } = await rehearse();
  const { code, stdout, stderr } = await run(["--get-yargs-completions", "roster-sync", ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.trim().split("\n");
}

describe("shell completion", () => {
  // the script and its answers depend on the shell that asks
  beforeEach(() => void vi.stubEnv("SHELL", "/bin/bash"));
  afterEach(() => void vi.unstubAllEnvs());

  test("prints a script that asks this program", async () => {
    const { run } = await rehearse();
    const { code, stdout } = await run(["completion"]);
    expect(code).toBe(0);
    expect(stdout).toContain("roster-sync --get-yargs-completions");
    expect(stdout).toMatch(/^complete .* roster-sync$/m);
  });

  test("prints another script for zsh", async () => {
    vi.stubEnv("SHELL", "/usr/bin/zsh");
    const { run } = await rehearse();
    expect((await run(["completion"])).stdout).toContain("#compdef roster-sync");
  });

  test("knows every command", async () => {
    const names = commands.map(({ usage }) => usage.split(" ")[0]);
    expect(await completionsOf("")).toEqual([...names, "completion"]);
  });

  test("knows the flags of a command, its own and the common ones", async () => {
    const ofSync = await completionsOf("sync", "roster.csv", "--");
    expect(ofSync).toEqual(expect.arrayContaining(["--max-creates", "--only-failed", "--sandbox"]));
    expect(ofSync).not.toContain("--standing");
    expect(await completionsOf("ledger", "list", "--")).toContain("--standing");
  });

  test("knows what may stand in a place", async () => {
    expect(await completionsOf("ledger", "")).toEqual(expect.arrayContaining(["list", "export", "resolve"]));
    expect(await completionsOf("export", "providers", "--platform", "")).toEqual(["medallion", "verifiable"]);
  });
});
