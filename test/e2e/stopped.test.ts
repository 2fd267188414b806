import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateWorld, type Sandbox } from "../../src/sandbox/index.ts";
import { doubles } from "../support/natural-keys.ts";
import { startProgram } from "../support/program.ts";
import { rehearsals } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 40, seed: 9 });
const roster = csv(table(mixedRoster(world, 24)));
const sync = ["sync", "roster.csv", "--settle", "300ms", "--caqh-rate", "1000/s", "--log-level", "warn"];

/** Resolves once the sandbox has received so many writes. */
async function writes(sandbox: Sandbox, count: number): Promise<void> {
  const seen = (): number =>
    sandbox.requests.filter(({ method, path }) => method === "POST" && !path.startsWith("/auth")).length;
  while (seen() < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a run that is asked to end", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s lets calls under way end, writes its results and exits %i", async (signal, code) => {
    const { sandbox, folder, write, lines, run } = await rehearse({ world, latencyMs: 150 });
    write("roster.csv", roster);

    const started = startProgram(sync, folder, sandbox.env);
    await writes(sandbox, 3);
    started.process.kill(signal);
    const ended = await started.ended;

    expect(ended.code).toBe(code);
    const results = lines("roster.results.csv");
    expect(results).toHaveLength(24);
    expect(results.map((line) => line["sync_error_code"])).toContain("interrupted");
    expect(results.map((line) => line["sync_result"])).not.toContain("unknown");
    expect((await run(["sync", "roster.csv", "--settle", "300ms"])).code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
  });

  test("twice leaves at once, and the next run finishes the job", async () => {
    const { sandbox, folder, write, run } = await rehearse({ world, latencyMs: 400 });
    write("roster.csv", roster);

    const started = startProgram(sync, folder, sandbox.env);
    await writes(sandbox, 1);
    started.process.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 50));
    started.process.kill("SIGINT");
    const ended = await started.ended;

    expect(ended.code).toBe(130);
    expect(existsSync(join(folder, "roster.results.csv"))).toBe(false);
    expect((await run(["sync", "roster.csv", "--settle", "300ms", "--request-timeout", "2s"])).code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
  });
});

describe("a ledger", () => {
  test("that a living run holds turns a second run away with exit 4 and says who holds it", async () => {
    const { sandbox, folder, write, run } = await rehearse({
      world,
      // so long that the second run finds the first one at work, however busy the machine is
      faults: [{ kind: "slow", match: { access: "write" }, times: 1, ms: 4_000 }],
    });
    write("roster.csv", roster);

    const first = startProgram(sync, folder, sandbox.env);
    await writes(sandbox, 1);
    const second = await startProgram(sync, folder, sandbox.env).ended;

    expect(second.code).toBe(4);
    expect(second.stderr).toContain(`process ${first.process.pid} on `);
    expect(second.stderr).toContain("roster-sync sync roster.csv");
    expect((await first.ended).code).toBe(0);
    expect((await run(["sync", "roster.csv", "--settle", "300ms"])).code).toBe(0);
  });

  test("whose run was killed is taken over at once", async () => {
    const { sandbox, folder, write, run } = await rehearse({ world, latencyMs: 100 });
    write("roster.csv", roster);
    const first = startProgram(sync, folder, sandbox.env);
    await writes(sandbox, 2);
    first.process.kill("SIGKILL");
    await first.ended;

    expect((await run(["sync", "roster.csv", "--settle", "300ms", "--request-timeout", "1s"])).code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
  });

  test("that cannot be written any more ends all sending, and says so", async () => {
    const { sandbox, folder, write, run } = await rehearse({ world, latencyMs: 20 });
    write("roster.csv", roster);
    // files may grow to 180 KB: enough to begin, not enough for all records
    const limited = ["bash", "-c", 'ulimit -f 180; exec "$@"', "-"];

    const ended = await startProgram(
      [...sync, "-o", "-", "--only", "licenses,enrollments,credentialing,caqh"],
      folder,
      sandbox.env,
      limited,
    ).ended;

    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("The ledger cannot be written");
    const made = sandbox.requests.filter(
      ({ method, path }) => method === "POST" && !path.startsWith("/auth"),
    ).length;
    expect(made).toBeLessThan(30);
    expect((await run(["sync", "roster.csv", "--settle", "300ms", "--request-timeout", "1s"])).code).toBe(0);
    expect(doubles(sandbox)).toEqual([]);
  });
});
