import { expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { askedFor, killRounds, shortBadNight } from "../support/kill-rounds.ts";
import { mixedRoster } from "../support/rosters.ts";

/** `KILLS=200 npm run soak` for a shorter one. */
const wanted = Number(process.env["KILLS"] ?? 1000);
const mostKillsPerJob = 25;
const rows = 24;
const sideBySide = 2;

test(`${wanted} kills double nothing and lose nothing`, async () => {
  const total = {
    jobs: 0,
    runs: 0,
    kills: 0,
    posts: 0,
    requests: 0,
    doubles: 0,
    missing: 0,
    lostRows: 0,
    unanswered: 0,
  };
  let seed = 100;
  const job = async (): Promise<void> => {
    seed += 1;
    const mine = seed;
    const report = await killRounds({
      seed: mine,
      rows,
      kills: mostKillsPerJob,
      faults: shortBadNight,
      settleMs: 600,
      timeoutMs: 400,
    });
    const asked = askedFor(mixedRoster(generateWorld({ providers: rows + 10, seed: mine }), rows));
    const open = report.lines.filter(
      (line) =>
        !/created|exists|skipped/.test(line["sync_result"] ?? "") ||
        (line["sync_result"] === "skipped" && line["sync_error"] !== ""),
    );
    total.jobs += 1;
    total.runs += report.runs;
    total.kills += report.kills;
    total.posts += report.posts;
    total.requests += report.requests;
    total.doubles += report.doubles.length;
    total.missing += asked - report.requests;
    total.lostRows += rows - report.lines.length;
    total.unanswered += open.length;
    process.stdout.write(
      `job ${mine}: ${JSON.stringify(total)}${report.code === 0 ? "" : ` ended with ${report.code}: ${report.stderr}`}\n`,
    );
  };
  const worker = async (): Promise<void> => {
    while (total.kills < wanted) await job();
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  expect(total).toMatchObject({ doubles: 0, missing: 0, lostRows: 0, unanswered: 0 });
});
