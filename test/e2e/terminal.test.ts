import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generateWorld, type Sandbox } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 6, seed: 5 });
const roster = csv(table(mixedRoster(world, 4)));
const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** util-linux's `script` makes a pseudo-terminal; the one of BSD and macOS takes other words. */
const hasScript = /util-linux/.test(String(spawnSync("script", ["--version"]).stdout));

/** Runs the built program on a pseudo-terminal and types the answers, one at each question. */
async function onTerminal(
  args: readonly string[],
  folder: string,
  sandbox: Sandbox,
  answers: readonly string[],
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const left = [...answers];
  const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], TERM: "xterm", ...sandbox.env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let screen = "";
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString("utf8");
    if (screen.split("[y/N] ").length - 1 <= answers.length - left.length) return;
    child.stdin.write(`${left.shift() ?? "n"}\n`);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, screen };
}

describe.skipIf(!hasScript)("on a real terminal (skipped where util-linux's `script` is missing)", () => {
  test.each(["plan", "status"])("%s asks nothing", async (command) => {
    const { sandbox, folder, write } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await onTerminal([command, "roster.csv"], folder, sandbox, []);

    expect(ended.screen).not.toContain("[y/N]");
    expect(ended.screen).toContain("4 rows: ");
    expect(ended.code).toBe(0);
  });

  test("sync asks before it sends, and again after the canary", async () => {
    const { sandbox, folder, write } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await onTerminal(
      ["sync", "roster.csv", "--canary", "1", "--settle", "100ms"],
      folder,
      sandbox,
      ["y", "y"],
    );

    expect(ended.screen).toMatch(/Send \d requests for row 2 first\? \[y\/N\] y/);
    expect(ended.screen).toMatch(/Send the other \d+\? \[y\/N\] y/);
    expect(ended.code).toBe(0);
  });

  test("a no sends nothing", async () => {
    const { sandbox, folder, write } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await onTerminal(["sync", "roster.csv"], folder, sandbox, ["no"]);

    expect(ended.code).toBe(5);
    expect(sandbox.state.licenseRequests).toEqual([]);
  });
});
