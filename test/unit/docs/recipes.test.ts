import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { generateWorld } from "../../../src/sandbox/index.ts";
import { textOf } from "../../support/pages.ts";
import { rehearsals } from "../../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 3 });
const roster = csv(table(mixedRoster(world, 24)));

const hasJq = spawnSync("jq", ["--version"]).error === undefined;

/** The recipes that read the log, by the comment above each. */
const recipes = [
  ...(/## Reading the log.*?```sh\n(.*?)```/s.exec(textOf("docs/operations.md"))?.[1] ?? "").matchAll(
    /^# (.*)\n((?!#).*)$/gm,
  ),
].map(([, says = "", command = ""]) => ({ says, command }));
const recipe = (word: string): string => recipes.find(({ says }) => says.includes(word))?.command ?? "";

/** Runs a recipe in a folder, as a shell does. */
function answerOf(
  command: string,
  cwd: string,
): { readonly status: number | null; readonly lines: readonly string[] } {
  const { status, stdout } = spawnSync("sh", ["-c", command], { cwd, encoding: "utf8" });
  return { status, lines: stdout.split("\n").filter((line) => line !== "") };
}

describe.skipIf(!hasJq)(
  "the recipes of the page for operators, with the usual log (skipped where there is no jq)",
  () => {
    test("find the end, what went wrong, what was refused and what was said of a row", async () => {
      const { write, run, folder } = await rehearse({
        world,
        faults: [{ kind: "lost-answer", match: { platform: "medallion", access: "write" }, times: 1 }],
        quirks: { refusedLicenseStates: ["CA"] },
      });
      write("roster.csv", roster);

      const ended = await run(["sync", "roster.csv", "--settle", "200ms", "--log-file", "roster-sync.log"]);

      const [end] = answerOf(recipe("how the last run ended"), folder).lines;
      expect(JSON.parse(end ?? "")).toMatchObject({ exit_code: ended.code, requests: { unknown: 0 } });
      const wrong = answerOf(recipe("what went wrong"), folder).lines;
      expect(wrong.join("\n")).toContain('"msg":"not answered"');
      const refused = answerOf(recipe("refused"), folder).lines;
      expect(refused.length).toBeGreaterThan(2);
      for (const line of refused) expect(line.split("\t")).toHaveLength(6);
      const ofRow = answerOf(recipe("row 17").replaceAll("17", "2"), folder).lines;
      expect(ofRow.join("\n")).toContain('"msg":"refused"');
      expect(recipes).toHaveLength(5);
    });

    test("tell from a plan whether there is anything to do", async () => {
      const { write, run } = await rehearse({ world });
      write("roster.csv", roster);
      const [, filter = ""] = /jq -e '(.*)'$/.exec(recipe("anything to do")) ?? [];
      const flags = /roster-sync plan \S+ (.*) \| jq/.exec(recipe("anything to do"))?.[1]?.split(" ") ?? [];
      const isAnything = async (): Promise<number | null> => {
        const { code, stdout } = await run(["plan", "roster.csv", ...flags]);
        expect(code).toBe(0);
        return spawnSync("jq", ["-e", filter], { input: stdout }).status;
      };

      expect(filter).not.toBe("");
      expect(await isAnything()).toBe(0);
      await run(["sync", "roster.csv", "--settle", "200ms"]);
      expect(await isAnything()).toBe(1);
    });
  },
);
