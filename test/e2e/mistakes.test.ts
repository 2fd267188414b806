import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Interruption, systemClock } from "../../src/runtime.ts";
import { generateWorld } from "../../src/sandbox/index.ts";
import { doubles } from "../support/natural-keys.ts";
import { startProgram } from "../support/program.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 9 });
const roster = csv(table(mixedRoster(world, 24)));
const sync = ["sync", "roster.csv", "--settle", "300ms", "--log-level", "warn"];
const sentence =
  /^Internal error: roster-sync ended early \(Error: boom\)\.\s+Everything requested so far is in the ledger\./m;

describe("an error of the program that nobody caught", () => {
  test.each([
    ["thrown", `throw new Error("boom")`],
    ["a promise", `void Promise.reject(new Error("boom"))`],
  ])("%s, ends the run with its results, without a stack, and with exit 3", async (_how, code) => {
    const { sandbox, folder, write, lines, run } = await rehearse({ world, latencyMs: 150 });
    write("roster.csv", roster);

    const trap = `process.on("SIGUSR2", () => { ${code} })`;
    const started = startProgram(sync, folder, {
      ...sandbox.env,
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(trap)}"`,
    });
    while (!sandbox.requests.some(({ method, path }) => method === "POST" && !path.startsWith("/auth")))
      await new Promise((resolve) => setTimeout(resolve, 5));
    started.process.kill("SIGUSR2");
    const ended = await started.ended;

    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.stderr).toContain('"msg":"internal error"');
    expect(lines("roster.results.csv")).toHaveLength(24);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
    expect((await run(["sync", "roster.csv", "--settle", "300ms"])).code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
  });

  test("leaves results of what was done so far also when it hits before the first call", async () => {
    const { write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);
    const interruption = new AbortController();
    interruption.abort(new Interruption("mistake", { cause: new Error("boom") }));

    const ended = await run(sync, { interrupted: interruption.signal });

    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(sentence);
    expect(lines("roster.results.csv")).toHaveLength(24);
  });
});

describe("an error of the program in a stage", () => {
  test("writes the results it can, removes its temporary files, and exits 3 with a sentence", async () => {
    const { sandbox, folder, write, lines, run } = await rehearse({ world });
    write("roster.csv", roster);
    const clock = {
      ...systemClock,
      sleep: async (ms: number) => {
        if (ms > 50) throw new Error("boom");
      },
    };

    const ended = await run([...sync, "--settle", "10s", "--summary", "s.json"], { clock });

    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(lines("roster.results.csv")).toHaveLength(24);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
    expect(doubles(sandbox)).toEqual([]);
  });
});
