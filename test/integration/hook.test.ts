import { chmodSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hookVariables } from "../../src/ending/hook.ts";
import type { Summary } from "../../src/results/summary.ts";
import { generateWorld } from "../../src/sandbox/index.ts";
import { tableBehind, codesIn, textOf } from "../support/pages.ts";
import { hurriedClock, rehearsals, type Rehearsal } from "../support/rehearsal.ts";
import { csv, mixedRoster, table } from "../support/rosters.ts";

const rehearse = rehearsals();
const world = generateWorld({ providers: 6, seed: 5 });
const roster = csv(table(mixedRoster(world, 2)));

/** A hook that writes down what it is told. */
const recorder = `#!/bin/sh
cat > "$1"
env > "$2"
`;

async function withHook(script = recorder): Promise<Rehearsal> {
  const rehearsal = await rehearse({ world });
  rehearsal.write("roster.csv", roster);
  chmodSync(rehearsal.write("hook.sh", script), 0o755);
  return rehearsal;
}

const path = { PATH: process.env["PATH"] };
const sync = ["sync", "roster.csv", "--settle", "100ms"];

describe("--on-end", () => {
  test("starts a program with the summary on its input and the counts in its environment", async () => {
    const { run, read } = await withHook();

    const ended = await run(
      [...sync, "--summary", "s.json", "--on-end", './hook.sh "in file.json" env.txt'],
      {
        env: path,
      },
    );

    expect(ended.code).toBe(0);
    const told = JSON.parse(read("in file.json")) as Summary;
    expect(told).toEqual(JSON.parse(read("s.json")));
    const env = read("env.txt");
    expect(env).toMatch(/^ROSTER_SYNC_EXIT_CODE=0$/m);
    expect(env).toContain(`\nROSTER_SYNC_REQUESTS_CREATED=${told.requests.created}\n`);
    for (const name of hookVariables) expect(env).toMatch(new RegExp(`^${name}=`, "m"));
  });

  test("is reported for runs that are refused, too", async () => {
    const { run, read } = await withHook();

    const ended = await run([...sync, "--max-creates", "x", "--on-end", "./hook.sh in.json env.txt"], {
      env: path,
    });

    expect(ended.code).toBe(2);
    expect(JSON.parse(read("in.json"))).toMatchObject({ exit_code: 2, stop: { code: "usage" } });
    expect(read("env.txt")).toMatch(/^ROSTER_SYNC_MESSAGE=roster-sync sync ended with exit code 2: /m);
  });

  test("passes on no roster-sync secret, under whatever name, and what else there is", async () => {
    const { run, read, write } = await withHook();
    write(".env", "CAQH_PASSWORD=from-the-file\n");
    const secrets = {
      MEDALLION_API_KEY: "wrong-key-0815",
      COPY: "Bearer wrong-key-0815",
      PGPASSWORD: "pg-secret",
    };
    const proxy = { HTTPS_PROXY: "http://user:proxy-word@127.0.0.1:9", NO_PROXY: "127.0.0.1" };

    await run([...sync, "--on-end", "./hook.sh in.json env.txt"], {
      env: { ...path, ...secrets, ...proxy, SLACK_URL: "https://hooks.example.test/x" },
    });

    const env = read("env.txt");
    for (const word of [
      "wrong-key-0815",
      "from-the-file",
      "pg-secret",
      "proxy-word",
      "MEDALLION_",
      "VERIFIABLE_",
    ])
      expect(env).not.toContain(word);
    expect(env).toContain("SLACK_URL=https://hooks.example.test/x");
  });

  test.each([
    ["is not there", "./nothing.sh"],
    ["may not be run", "./roster.csv"],
    ["is a folder", "/tmp"],
    ["is on no PATH", "no-such-program --now"],
    ["has a quote that is not closed", './hook.sh "x'],
  ])("that %s is refused before the first call", async (_why, command) => {
    const { run, sandbox } = await withHook();

    const ended = await run([...sync, "--on-end", command], { env: path });

    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("--on-end");
    expect(sandbox.requests).toEqual([]);
  });

  test.each([
    ["fails", "#!/bin/sh\necho no mail today >&2\nexit 7\n", "it ended with exit code 7: no mail today"],
    ["cannot be started", "#!/no/such/interpreter\n", "it could not be started"],
    ["hangs", "#!/bin/sh\nsleep 600\n", "it did not end within 30 s"],
  ])("that %s is a warning and changes no exit code", async (_how, script, why) => {
    const { run, read } = await withHook(script);

    const loud = await run([...sync, "--log-file", "run.log", "--on-end", "./hook.sh"], {
      env: path,
      clock: hurriedClock,
    });
    const quiet = await run([...sync, "--quiet", "--on-end", "./hook.sh"], {
      env: path,
      clock: hurriedClock,
    });

    expect([loud.code, quiet.code]).toEqual([0, 0]);
    expect(loud.stderr).toContain(`warning: The --on-end command failed: ${why}`);
    expect(read("run.log")).toContain('"msg":"hook failed"');
    expect(quiet.stderr.split("\n")).toHaveLength(2);
    expect(quiet.stderr).toContain(why);
  });

  test("may read nothing and leave something running behind", async () => {
    const { run } = await withHook("#!/bin/sh\nexec 0<&-\nsleep 3 &\nexit 0\n");

    const began = performance.now();
    const ended = await run([...sync, "--on-end", "./hook.sh"], { env: path });

    expect(ended.stderr).not.toContain("--on-end");
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test("of the configuration file is not started by a rehearsal", async () => {
    const { run, write, folder } = await withHook();
    const words = ["./hook.sh", "in.json", "env.txt"];
    write("roster-sync.config.json", JSON.stringify({ "on-end": words, metrics: "m.prom" }));

    await run([...sync, "--sandbox"], { env: path });
    expect(["in.json", "m.prom"].filter((name) => existsSync(join(folder, name)))).toEqual([]);

    await run(sync, { env: path });
    expect(["in.json", "m.prom"].filter((name) => existsSync(join(folder, name)))).toHaveLength(2);
  });
});

test("the page for operators lists the variables of a hook, all of them and no others", () => {
  const listed = tableBehind(textOf("docs/operations.md"), "hook").flatMap(([cell]) => codesIn(cell ?? ""));
  expect(listed.toSorted()).toEqual([...hookVariables].toSorted());
});

describe("--metrics", () => {
  test("is readable by all, whole, and keeps the last success and other commands through runs that fail", async () => {
    const { run, read, folder } = await withHook();
    const night = async (...args: readonly string[]): Promise<string> => {
      await run([...args, "--settle", "100ms", "--metrics", "m.prom"], { env: path });
      return read("m.prom");
    };
    const valueOf = (text: string, name: string, labels: string): string | undefined =>
      text
        .split("\n")
        .find((line) => line.startsWith(`${name}{${labels}} `))
        ?.split(" ")[1];
    const success = "roster_sync_last_success_timestamp_seconds";

    const first = await night("sync", "roster.csv");
    const at = valueOf(first, success, 'command="sync"');
    expect(at).toMatch(/^\d{10}/);
    expect(valueOf(first, "roster_sync_exit_code", 'command="sync"')).toBe("0");

    const planned = await night("plan", "roster.csv");
    expect(valueOf(planned, success, 'command="sync"')).toBe(at);
    expect(valueOf(planned, "roster_sync_rows", 'command="sync",outcome="created"')).toBe("2");

    const failed = await night("sync", "nothing.csv");
    expect(valueOf(failed, success, 'command="sync"')).toBe(at);
    expect(valueOf(failed, "roster_sync_exit_code", 'command="sync"')).toBe("2");
    expect(valueOf(failed, "roster_sync_rows", 'command="sync",outcome="created"')).toBeUndefined();
    expect(valueOf(failed, "roster_sync_rows", 'command="plan",outcome="exists"')).toBeDefined();
    expect(statSync(join(folder, "m.prom")).mode & 0o777).toBe(0o644);
    expect(failed).not.toMatch(/@|example\.test|roster\.csv/);
  });
});
