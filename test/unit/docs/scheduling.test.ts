import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountsOf, environmentVariables } from "../../../src/config/environment.ts";
import { resolveSettings } from "../../../src/config/resolve.ts";
import { hookVariables } from "../../../src/ending/hook.ts";
import { filesBelow, root, textOf } from "../../support/pages.ts";
import { rehearsals } from "../../support/rehearsal.ts";

const rehearse = rehearsals();

const scheduling = filesBelow("samples/scheduling", "");

/** The arguments of the program that a sample starts. */
const nightly: Readonly<Record<string, (text: string) => string>> = {
  crontab: (text) => /roster-sync (sync .*)$/m.exec(text)?.[1]?.replaceAll(String.raw`\%`, "%") ?? "",
  "roster-sync.service": (text) => /^ExecStart=\S+ (.*)$/m.exec(text)?.[1]?.replaceAll("%%", "%") ?? "",
  "cronjob.yaml": (text) =>
    [...(/ args:\n((?: +[-#] .*\n)+)/.exec(text)?.[1] ?? "").matchAll(/- "?(.*?)"?\n/g)]
      .map(([, argument]) => argument)
      .join(" "),
  "github-actions.yml": (text) => /roster-sync (sync (?:.*\n +)*?.*--fail-on \S+)/.exec(text)?.[1] ?? "",
  "windows-task.xml": (text) => /roster-sync (sync .*?) 2&gt;/.exec(text)?.[1] ?? "",
};

describe.each(scheduling)("%s", (path) => {
  const text = textOf(path);

  test("names environment variables that there are", () => {
    const named = text.match(/\b(?:MEDALLION|VERIFIABLE|CAQH|ROSTER_SYNC)_[A-Z_]+\b/g) ?? [];
    const known = new Set<string>([...Object.keys(environmentVariables), ...hookVariables]);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

test.each(Object.entries(nightly))(
  "%s starts the program in a way that it understands, and that works",
  async (name, commandIn) => {
    const { write, run, folder, sandbox } = await rehearse();
    const words = commandIn(textOf(`samples/scheduling/${name}`))
      .split(/\s+/)
      .map((word, index, all) => {
        const isFile = /^--(log-file|summary|changes|report|requests|metrics)$/.test(all[index - 1] ?? "");
        return isFile || word.endsWith("roster.results.csv") ? join(folder, basename(word)) : word;
      });
    expect(words[0]).toBe("sync");
    expect(words.length).toBeGreaterThan(5);
    write("roster.results.csv", textOf("samples/roster.csv"));
    const ended = await run(words);
    expect(ended).toMatchObject({ code: 0, stdout: "" });
    expect(sandbox.state.licenseRequests.length).toBeGreaterThan(1);
  },
);

test.each(Object.entries(nightly))("%s turns no night red for one failed row", async (name, commandIn) => {
  const { write, run, folder } = await rehearse();
  const words = commandIn(textOf(`samples/scheduling/${name}`)).split(/\s+/);
  const named = words.map((word, index) =>
    /^--(log-file|summary|changes|report|metrics)$/.test(words[index - 1] ?? "")
      ? join(folder, basename(word))
      : word,
  );
  write("roster.results.csv", `npi,license_states\n123,CA\n${"1234567893,\n".repeat(19)}`);
  const [command = "", , ...flags] = named;

  const ended = await run([command, join(folder, "roster.results.csv"), ...flags]);

  expect(ended.code).toBe(0);
});

describe("the units for systemd", () => {
  const hasVerify = spawnSync("systemd-analyze", ["--version"]).error === undefined;
  const units = scheduling.filter((path) => /\.(service|timer)$/.test(path));

  test.skipIf(!hasVerify)("are sound (skipped where there is no systemd-analyze)", () => {
    expect(units).toHaveLength(3);
    const verified = spawnSync("systemd-analyze", ["verify", ...units.map((path) => join(root, path))], {
      encoding: "utf8",
    });
    // the program is not where the unit has it
    const said = verified.stderr
      .split("\n")
      .filter((line) => line !== "" && !line.includes("is not executable"));
    expect(said).toEqual([]);
  });
});

describe("the hook that tells someone", () => {
  test.each([
    ["0", "0", "0", "sends no"],
    ["0", "2", "0", "sends"],
    ["0", "0", "1", "sends"],
    ["3", "0", "0", "sends"],
  ])("after exit code %s, with %s ended and %s failed, %s mail", (code, ended, failed, sends) => {
    const folder = mkdtempSync(join(tmpdir(), "roster-sync-test-"));
    try {
      writeFileSync(join(folder, "mail"), '#!/bin/sh\necho "$2" > "$OUT"\ncat >> "$OUT"\n', { mode: 0o755 });
      const out = join(folder, "out");
      const attributes = {
        ROSTER_SYNC_EXIT_CODE: code,
        ROSTER_SYNC_ENDED_NEW: ended,
        ROSTER_SYNC_ROWS_FAILED: failed,
      };
      const done = spawnSync(join(root, "samples/scheduling/tell-somebody"), {
        input: '{"version":2}',
        env: {
          PATH: `${folder}:${process.env["PATH"]}`,
          OUT: out,
          ROSTER_SYNC_COMMAND: "sync",
          ROSTER_SYNC_MESSAGE: "it ended",
          ...attributes,
        },
      });

      expect(done.status).toBe(0);
      expect(existsSync(out)).toBe(sends === "sends");
      if (sends === "sends")
        expect(readFileSync(out, "utf8")).toMatch(/^roster-sync.*\nit ended\n\n\{"version":2\}/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the samples for containers", () => {
  test("let no two runs overlap, and give a run more time to end than a call may take", () => {
    const cronjob = textOf("samples/scheduling/cronjob.yaml");
    expect(cronjob).toContain("concurrencyPolicy: Forbid");
    const grace = Number(/terminationGracePeriodSeconds: (\d+)/.exec(cronjob)?.[1]) * 1000;
    expect(grace).toBeGreaterThan(
      resolveSettings({ flags: {}, file: {}, accounts: accountsOf({}), env: {}, cwd: root }).writeTimeoutMs,
    );
  });

  test("copy what is there and start what the package starts, as an unprivileged user", () => {
    const dockerfile = textOf("samples/scheduling/Dockerfile");
    const manifest = JSON.parse(textOf("package.json")) as {
      bin: Record<string, string>;
      engines: { node: string };
    };
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) =>
      (paths ?? "").split(" "),
    );
    expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
    expect(dockerfile).toContain(`ENTRYPOINT ["node", "/app/${manifest.bin["roster-sync"]}"]`);
    expect(dockerfile).toMatch(/^USER node$/m);
    const least = Number(/\d+/.exec(manifest.engines.node)?.[0]);
    for (const [, version] of dockerfile.matchAll(/^FROM node:(\d+)/gm))
      expect(Number(version)).toBeGreaterThanOrEqual(least);
  });
});
