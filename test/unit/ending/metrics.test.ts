import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { endedEarly } from "../../../src/ending/early-end.ts";
import type { RunEnding } from "../../../src/ending/end-line.ts";
import { areMetrics, metrics, metricsText } from "../../../src/ending/metrics.ts";
import { UsageError } from "../../../src/errors.ts";
import { codesIn, tableBehind, textOf } from "../../support/pages.ts";
import { reportSample } from "../../support/report-sample.ts";

const { summary } = reportSample(30);
const night: RunEnding = { summary, exitCode: 1, problems: [], isCounted: true };
const good: RunEnding = { ...night, exitCode: 0, summary: { ...summary, exit_code: 0 } };
const begun = { mode: "sync", runId: "r", startedAt: Date.parse("2026-10-06T06:00:00Z") } as const;
const refused = endedEarly(new UsageError("No."), begun, begun.startedAt + 1_500);

const hasPromtool = spawnSync("promtool", ["--version"]).error === undefined;

describe("metrics", () => {
  test("have a help and a type each, samples with the command, and nothing but numbers", () => {
    const text = metricsText(good, "");
    expect(areMetrics(text)).toBe(true);
    for (const { name } of metrics) {
      expect(text).toContain(`# HELP ${name} `);
      expect(text).toContain(`# TYPE ${name} gauge\n${name}{command="sync"`);
    }
    const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    for (const line of samples)
      expect(line).toMatch(/^roster_sync_[a-z_]+\{command="sync"(,[a-z]+="[a-z0-9_-]+")*\} [\d.]+$/);
  });

  test("carry over the last success from the text before, and no figures of a run that were counted", () => {
    const before = metricsText(good, "");
    const after = metricsText(refused, before);

    const success = /^roster_sync_last_success.*$/m;
    expect(success.exec(after)?.[0]).toBe(success.exec(before)?.[0]);
    expect(after).toContain('roster_sync_exit_code{command="sync"} 2\n');
    expect(after).toContain('roster_sync_duration_seconds{command="sync"} 1.5\n');
    expect(after).not.toContain("roster_sync_rows");
    expect(metricsText(night, after)).toContain(success.exec(before)?.[0]);
  });

  test("take up nothing of a text before that they would not write", () => {
    const before = `${metricsText(good, "")}roster_sync_rows{command="plan",outcome="x",note="Ann"} 1\nother 1\n`;
    const text = metricsText(night, before.replace("# HELP", "# HELP"));

    expect(text).not.toContain("Ann");
    expect(text).not.toContain("other 1");
  });

  test.skipIf(!hasPromtool)("pass promtool's checks (skipped where there is no promtool)", () => {
    for (const text of [
      metricsText(good, ""),
      metricsText(refused, metricsText(good, "")),
      metricsText(refused, ""),
    ]) {
      const checked = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
      expect(`${checked.stdout}${checked.stderr}`).toBe("");
      expect(checked.status).toBe(0);
    }
  });

  test("are those that the page for operators lists", () => {
    const listed = tableBehind(textOf("docs/operations.md"), "metrics").map(
      ([cell]) => codesIn(cell ?? "")[0],
    );
    expect(listed).toEqual(metrics.map(({ name }) => name));
  });
});
