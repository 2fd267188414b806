import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { completionScript } from "../../src/cli/completion/script.ts";
import { rehearsals } from "../support/rehearsal.ts";

const rehearse = rehearsals();
const names = commands.map(({ usage }) => usage.split(" ")[0] ?? "");
const has = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "roster-sync-completion-"));
  writeFileSync(join(folder, "roster.csv"), "");
  writeFileSync(join(folder, "results.csv"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers when somebody presses Tab behind these words. */
function inBash(...words: readonly string[]): readonly string[] {
  const typed = ["roster-sync", ...words].map((word) => `'${word}'`).join(" ");
  const spec = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _roster_sync; printf '%s\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", `${completionScript("bash")}\n${spec}`], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

/** What fish offers behind a command line. */
function inFish(line: string): readonly string[] {
  const { stdout, stderr } = spawnSync(
    "fish",
    ["--no-config", "-c", `${completionScript("fish")}\ncomplete -C '${line}'`],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  expect(stderr).toBe("");
  return stdout
    .split("\n")
    .filter((one) => one !== "")
    .map((one) => one.split("\t")[0] ?? "");
}

describe("the command completion", () => {
  test.each(["bash", "zsh", "fish", "powershell"] as const)(
    "prints a script for %s that knows every command",
    async (shell) => {
      const { run } = await rehearse();
      const { code, stdout } = await run(["completion", shell]);
      expect(code).toBe(0);
      for (const name of names) expect(stdout).toContain(name);
      expect(stdout).toContain("in_doubt");
    },
  );

  test("has help of its own", async () => {
    const { run } = await rehearse();
    const { code, stdout } = await run(["completion", "--help"]);
    expect([code, stdout.includes("powershell")]).toEqual([0, true]);
  });

  test("asks for a shell when none is named, and says which there are", async () => {
    const { run } = await rehearse();
    expect((await run(["completion"])).stderr).toContain("bash, zsh, fish or powershell");
    expect(await run(["completion", "tcsh"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("tcsh"),
    });
  });
});

describe.skipIf(!has("bash"))("bash, when there is one", () => {
  test("offers the commands", () => {
    expect(inBash("")).toEqual(expect.arrayContaining(names));
    expect(inBash("st")).toEqual(["status"]);
  });

  test("offers files where a roster or a file is wanted", () => {
    expect(inBash("sync", "")).toEqual(["results.csv", "roster.csv"]);
    expect(inBash("sync", "roster.csv", "-o", "re")).toEqual(["results.csv"]);
  });

  test("offers the flags of a command and no others", () => {
    const ofSync = inBash("sync", "roster.csv", "--");
    expect(ofSync).toEqual(
      expect.arrayContaining(["--max-creates", "--only-failed", "--sandbox", "--no-progress"]),
    );
    expect(ofSync).not.toContain("--standing");
    expect(inBash("plan", "roster.csv", "--")).not.toContain("--canary");
    expect(inBash("ledger", "list", "--st")).toEqual(["--standing", "--status"]);
  });

  test.each([
    [
      ["ledger", ""],
      ["list", "export", "resolve", "runs", "copy", "upgrade"],
    ],
    [
      ["export", ""],
      ["providers", "licenses", "enrollments", "credentialing"],
    ],
    [
      ["export", "providers", "--platform", ""],
      ["medallion", "verifiable"],
    ],
    [["sync", "r.csv", "--log-level", "wa"], ["warn"]],
    [
      ["sync", "r.csv", "--delimiter", ""],
      ["comma", "semicolon", "tab", "pipe"],
    ],
    [["sync", "r.csv", "--limit", ""], []],
  ])("offers what can follow %j", (words, offered) => {
    expect(inBash(...words)).toEqual(expect.arrayContaining(offered));
    if (offered.length === 0) expect(inBash(...words)).toEqual([]);
  });
});

describe.skipIf(!has("zsh"))("zsh, when there is one", () => {
  test("takes the script without a complaint", () => {
    const { status, stderr } = spawnSync(
      "zsh",
      ["-f", "-c", `autoload -U compinit; compinit -D; ${completionScript("zsh")}`],
      { encoding: "utf8" },
    );
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe.skipIf(!has("fish"))("fish, when there is one", () => {
  test("offers commands, values and files", () => {
    expect(inFish("roster-sync ")).toEqual(expect.arrayContaining(names));
    expect(inFish("roster-sync sync r")).toContain("roster.csv");
    expect(inFish("roster-sync ledger list --kind ")).toEqual(["credentialing", "enrollment", "license"]);
    expect(inFish("roster-sync sync r.csv --log-l")).toEqual(expect.arrayContaining(["--log-level"]));
  });
});
