import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountsOf, environmentVariables } from "../../../src/config/accounts.ts";
import { resolveSettings } from "../../../src/config/resolve.ts";
import { filesBelow, root, textOf } from "../../support/pages.ts";
import { rehearsals } from "../../support/rehearsal.ts";

const rehearse = rehearsals();

const scheduling = filesBelow("samples/scheduling", "");

/** The arguments of the program that a sample starts. */
const nightly: Readonly<Record<string, (text: string) => string>> = {
  crontab: (text) => /roster-sync (sync .*?) \|\|/.exec(text)?.[1]?.replaceAll(String.raw`\%`, "%") ?? "",
  "roster-sync.service": (text) => /^ExecStart=\S+ (.*)$/m.exec(text)?.[1]?.replaceAll("%%", "%") ?? "",
  "cronjob.yaml": (text) =>
    [...(/ args:\n((?: +- .*\n)+)/.exec(text)?.[1] ?? "").matchAll(/- "?(.*?)"?\n/g)]
      .map(([, argument]) => argument)
      .join(" "),
  "github-actions.yml": (text) => /roster-sync (sync (?:.*\n +)*?.*--max-failures \S+)/.exec(text)?.[1] ?? "",
};

describe.each(scheduling)("%s", (path) => {
  const text = textOf(path);

  test("names environment variables that there are", () => {
    const named = text.match(/\b(?:MEDALLION|VERIFIABLE|CAQH|ROSTER_SYNC)_[A-Z_]+\b/g) ?? [];
    expect(named.filter((name) => !Object.hasOwn(environmentVariables, name))).toEqual([]);
  });
});

test.each(Object.entries(nightly))(
  "%s starts the program in a way that it understands, and that works",
  async (name, commandIn) => {
    const { write, run, folder, sandbox } = await rehearse();
    const words = commandIn(textOf(`samples/scheduling/${name}`))
      .split(/\s+/)
      .map((word, index, all) => {
        const isFile = /^--(log-file|summary|changes|report|requests)$/.test(all[index - 1] ?? "");
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

describe("the samples for containers", () => {
  test("let no two runs overlap, and give a run more time to end than a call may take", () => {
    const cronjob = textOf("samples/scheduling/cronjob.yaml");
    expect(cronjob).toContain("concurrencyPolicy: Forbid");
    const grace = Number(/terminationGracePeriodSeconds: (\d+)/.exec(cronjob)?.[1]) * 1000;
    expect(grace).toBeGreaterThan(
      resolveSettings({ flags: {}, file: {}, accounts: accountsOf({}), env: {}, cwd: root }).writeTimeoutMs,
    );
  });

  test("copy what is there and start what the package starts, as a user without rights", () => {
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
