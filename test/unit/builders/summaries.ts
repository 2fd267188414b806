import { noLapses } from "../../../src/results/lapse-tally.ts";
import { RequestTally, type RequestOutcome, type Summary } from "../../../src/results/summary.ts";

/** The summary of a run that made one request and has nothing else to say. */
export const quiet: Summary = {
  version: 2,
  command: "sync",
  run: "abc",
  started_at: "2026-03-01T12:00:00.000Z",
  ended_at: "2026-03-01T12:00:08.240Z",
  rows: 1,
  outcomes: { created: 1, exists: 0, planned: 0, failed: 0, unknown: 0, skipped: 0 },
  requests: new RequestTally().counts,
  failures: [],
  changes: 0,
  caqh_failures: 0,
  waiting: { us: 0, provider: 0, platform: 0, outside: 0, another: 0, hold: 0 },
  completed: 0,
  ended: { count: 0, new: 0, statuses: [] },
  lapses: noLapses,
  platforms: [],
  warnings: [],
  results: "/tmp/roster.results.csv",
  exit_code: 0,
};

/** Requests as a run counts them. */
export function requests(
  ...counts: readonly (readonly [string, RequestOutcome, number])[]
): Summary["requests"] {
  const tally = new RequestTally();
  for (const [work, outcome, count] of counts) {
    for (let n = 0; n < count; n += 1) tally.add(work, outcome);
  }
  return tally.counts;
}
