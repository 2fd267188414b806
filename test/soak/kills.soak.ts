import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateWorld } from "../../src/sandbox/index.ts";
import { askedFor, killRounds, moods } from "../support/kill-rounds.ts";
import { testLedgers } from "../support/postgres/ledgers.ts";
import { mixedRoster } from "../support/rosters.ts";

const moodNames = Object.keys(moods) as (keyof typeof moods)[];

/** At most so many requests are left open by these rows: what they name, and their other ones of the same provider. */
function requestsOpenIn(rows: readonly Readonly<Record<string, string>>[]): number {
  return rows.reduce((sum, row) => sum + 1 + (row["sync_error"]?.match(/ledger resolve/g)?.length ?? 0), 0);
}

/** `LEDGER=postgres npm run soak`: each job with a ledger of its own on a server that the tests start. */
const onPostgres = process.env["LEDGER"] === "postgres";
const makeLedger = testLedgers();

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
    unknown: 0,
  };
  let seed = 100;
  const job = async (): Promise<void> => {
    seed += 1;
    const mine = seed;
    const mood = moodNames[mine % moodNames.length] ?? "bad night";
    const report = await killRounds({
      seed: mine,
      rows,
      kills: mostKillsPerJob,
      faults: moods[mood],
      pageSize: 10,
      mostUnsettledRuns: 8,
      settleMs: 600,
      timeoutMs: 400,
      ...(onPostgres ? { ledger: (await makeLedger()).text } : {}),
    });
    const asked = askedFor(mixedRoster(generateWorld({ providers: rows + 10, seed: mine }), rows));
    const open = report.lines.filter(
      (line) =>
        !/created|exists|skipped/.test(line["sync_result"] ?? "") ||
        (line["sync_result"] === "skipped" && line["sync_error"] !== ""),
    );
    // only the bad night can be settled without a person
    const unknown = open.filter((line) => line["sync_result"] === "unknown");
    const named =
      mood === "bad night" ? [] : unknown.filter((line) => line["sync_error"]?.includes("ledger resolve"));
    if (report.doubles.length > 0) {
      const file = join(tmpdir(), `roster-sync-doubled-${mine}.json`);
      writeFileSync(file, JSON.stringify({ doubles: report.doubles, ...report.trace }, undefined, 1));
      process.stdout.write(`what was sent in job ${mine} is in ${file}\n`);
    }
    total.jobs += 1;
    total.runs += report.runs;
    total.kills += report.kills;
    total.posts += report.posts;
    total.requests += report.requests;
    total.doubles += report.doubles.length;
    total.missing += Math.max(0, asked - report.requests - requestsOpenIn(named));
    total.unknown += named.length;
    total.lostRows += rows - report.lines.length;
    total.unanswered += open.length - named.length;
    process.stdout.write(
      `job ${mine}, ${mood}: ${JSON.stringify(total)}${report.code === 0 ? "" : ` ended with ${report.code}: ${report.stderr}`}\n`,
    );
  };
  const worker = async (): Promise<void> => {
    while (total.kills < wanted) await job();
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  expect(total).toMatchObject({ doubles: 0, missing: 0, lostRows: 0, unanswered: 0 });
});
