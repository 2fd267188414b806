import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runScenario, type ScenarioReport } from "./scenario.ts";

const { NIGHTS, SEED, FIRST, WORKER, WORKERS } = process.env;
const workers = Number(WORKERS);
const nights = Math.ceil(Number(NIGHTS ?? 1_000) / workers);

/** After so many scenarios what databases have left is cleared away: V8 sees little of their memory, and takes its time. */
const mostUncleared = 20;

/** So many failures are enough to work on. */
const mostFailures = 10;

test.runIf(SEED === undefined)(`${nights} nights keep every promise`, async () => {
  const folder = folderForTraces();
  const total = { scenarios: 0, nights: 0, kills: 0, stops: 0, posts: 0 };
  const failed: number[] = [];
  const began = performance.now();
  for (let seed = Number(FIRST) + Number(WORKER); total.nights < nights; seed += workers) {
    const report = await runScenario(seed);
    total.scenarios += 1;
    if (total.scenarios % mostUncleared === 0) globalThis.gc?.();
    for (const count of ["nights", "kills", "stops", "posts"] as const) total[count] += report[count];
    if (report.failure === undefined) continue;
    failed.push(seed);
    tell(report, folder);
    if (failed.length >= mostFailures) break;
  }
  const seconds = (performance.now() - began) / 1000;
  const speed = Math.round((total.nights / seconds) * 60);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `FIRST=${FIRST}: ${JSON.stringify(total)} in ${Math.round(seconds)} s, ${speed} nights a minute, ${memory} MB at most\n`,
  );
  expect(failed).toEqual([]);
});

test.runIf(SEED !== undefined)(`the nights of seed ${SEED} keep every promise`, async () => {
  const report = await runScenario(Number(SEED));
  tell(report, folderForTraces());
  expect(report.failure?.message).toBeUndefined();
});

function folderForTraces(): string {
  return mkdtempSync(join(tmpdir(), "roster-sync-simulate-"));
}

function tell({ seed, trace, failure }: ScenarioReport, folder: string): void {
  const path = join(folder, `seed-${seed}.txt`);
  writeFileSync(path, `${trace.join("\n")}\n${failure?.stack ?? "all is well"}\n`);
  process.stdout.write(`SEED=${seed}: ${failure?.message ?? "all is well"}\n  what happened: ${path}\n`);
}
