import { describe, expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 6, seed: 5 });
const roster = csv(table(mixedRoster(world, 2)));

const yesOrNo = [true, false];
const cases = ["sync", "plan", "status"].flatMap((command) =>
  yesOrNo.flatMap((terminal) =>
    yesOrNo.flatMap((canary) =>
      // without a terminal nobody can be asked, whatever they say
      (terminal ? yesOrNo : [false]).flatMap((yes) =>
        yesOrNo.map((quiet) => ({ command, terminal, canary, yes, quiet })),
      ),
    ),
  ),
);

/** For example `a sync at a terminal, with --canary and --quiet`. */
function inWords({ command, terminal, canary, yes, quiet }: (typeof cases)[number]): string {
  const flags = [canary ? "--canary" : "", yes ? "--yes" : "", quiet ? "--quiet" : ""].filter(Boolean);
  const given = flags.length === 0 ? "without flags" : `with ${flags.join(" and ")}`;
  return `a ${command} ${terminal ? "at a terminal" : "that nobody watches"}, ${given},`;
}

/** The questions that are due: before the first write, and once canary sent. */
function due({ command, terminal, canary, yes }: (typeof cases)[number]): readonly string[] {
  if (command !== "sync" || !terminal) return [];
  const before = canary ? "first?" : "them?";
  return [...(yes ? [] : [before]), ...(canary ? ["other"] : [])];
}

describe("what a person is asked", () => {
  test.each(cases.map((how) => [inWords(how), how] as const))(
    "by %s is what is due and no more",
    async (_words, how) => {
      const { command, terminal, canary, yes, quiet } = how;
      const { write, run } = await rehearse({ world });
      write("roster.csv", roster);
      const questions: string[] = [];

      const ended = await run(
        [
          command,
          "roster.csv",
          "--settle",
          "100ms",
          ...(canary ? ["--canary", "1"] : []),
          ...(yes ? ["--yes"] : []),
          ...(quiet ? ["--quiet"] : []),
        ],
        { terminal, stdin: "y\ny\n", onQuestion: (text) => questions.push(text) },
      );

      const words = due(how);
      expect(questions).toHaveLength(words.length);
      for (const [place, word] of words.entries()) expect(questions[place]).toContain(word);
      expect(ended.stderr.split("[y/N]")).toHaveLength(words.length + 1);
      const isHeld = command === "sync" && canary && !terminal;
      expect(ended.code).toBe(isHeld ? 5 : 0);
    },
  );

  test("by a sandbox run is nothing", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--sandbox", "--canary", "1", "--settle", "100ms"], {
      terminal: true,
    });

    expect(ended.stderr).not.toContain("[y/N]");
    expect(ended.code).not.toBe(130);
  });

  test("of a roster from standard input is nothing", async () => {
    const { run } = await rehearse({ world });

    const ended = await run(["sync", "-", "--settle", "100ms"], { stdin: roster });

    expect(ended.stderr).not.toContain("[y/N]");
    expect(ended.code).toBe(0);
  });

  test("is not answered by what was typed before the question", async () => {
    const { write, run } = await rehearse({ world });
    write("roster.csv", roster);

    const ended = await run(["sync", "roster.csv", "--settle", "100ms"], {
      terminal: true,
      typedAhead: "y\n",
      stdin: "n\n",
    });

    expect(ended.code).toBe(5);
  });
});
