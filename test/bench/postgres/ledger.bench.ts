import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject, test } from "vitest";
import type { LedgerAddress } from "../../../src/ledger/address.ts";
import { openLedger } from "../../../src/ledger/open.ts";
import { openSharedPace } from "../../../src/ledger/postgres/session.ts";
import { systemClock } from "../../../src/runtime.ts";
import { postgresBinaries, describeOnPostgres, testLedgers } from "../../support/postgres/ledgers.ts";
import { startServer } from "../../support/postgres/server.ts";
import { openWay } from "../../support/postgres/way.ts";
import { median, note } from "../measure.ts";

const makeLedger = testLedgers();
const folder = mkdtempSync(join(tmpdir(), "roster-sync-bench-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Intents and outcomes, each durable, so many at a time. */
async function requestsASecond(address: LedgerAddress, inFlight: number): Promise<number> {
  const run = { id: `run${inFlight}`, command: "bench", pid: 1, host: "h", startedAt: systemClock.now() };
  const ledger = await openLedger(address, { run, clock: systemClock, salt: "00" });
  const began = performance.now();
  let made = 0;
  const worker = async (name: number): Promise<void> => {
    for (let index = 0; performance.now() - began < 3_000; index += 1) {
      const key = `${inFlight}|${name}|${index}`;
      const request = {
        key,
        platform: "p",
        kind: "p.license",
        organization: "o",
        subject: key,
        attributes: {},
      };
      const receipt = await ledger.requests.recordIntent([request], 1);
      await ledger.requests.recordOutcome(receipt, { outcome: "accepted", remote: { remoteId: key } }, 2);
      made += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, name) => worker(name)));
  const seconds = (performance.now() - began) / 1000;
  await ledger.close(0, systemClock.now());
  return made / seconds;
}

async function opening(address: LedgerAddress): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const run = { id: `open${turn}`, command: "bench", pid: 1, host: "h", startedAt: systemClock.now() };
    const began = performance.now();
    const ledger = await openLedger(address, { run, clock: systemClock, salt: "00" });
    times.push(performance.now() - began);
    await ledger.close(0, systemClock.now());
  }
  return median(times);
}

const fileAddress = (name: string): LedgerAddress => {
  const path = join(folder, name);
  return { engine: "file", path, shown: path };
};

describeOnPostgres("a ledger's speed", () => {
  test("requests a second, file and PostgreSQL", async () => {
    // one that flushes, unlike the server of the tests
    const server = await startServer({
      binaries: postgresBinaries(),
      settings: ["fsync = on", "full_page_writes = on"],
    });
    await server.query("CREATE DATABASE ledgers", [], "postgres");
    const way = await openWay(server.port, { delayMs: 1 });
    for (const inFlight of [1, 8, 64]) {
      const file = await requestsASecond(fileAddress(`${inFlight}.db`), inFlight);
      const near = await requestsASecond((await makeLedger({ port: server.port })).address, inFlight);
      const far = await requestsASecond((await makeLedger({ port: way.port })).address, inFlight);
      note(
        `ledger: requests a second with ${inFlight} in flight, file / PostgreSQL / PostgreSQL 2 ms away`,
        `${file.toFixed(0)} / ${near.toFixed(0)} / ${far.toFixed(0)}`,
      );
    }
    const [file, near] = [
      await opening(fileAddress("open.db")),
      await opening((await makeLedger({ port: server.port })).address),
    ];
    note("ledger: opening it, file / PostgreSQL", `${file.toFixed(0)} ms / ${near.toFixed(0)} ms`);
    await way.close();
    await server.remove();
  });

  test("a place in the shared allowance", async () => {
    const { address } = await makeLedger({ port: inject("postgres")?.port ?? 0 });
    const pace = await openSharedPace(address, { run: "bench", clock: systemClock });
    const allowance = pace.of(address.ledger, { rate: { calls: 100_000, perMs: 1_000 }, deadlineMs: 1_000 });
    const times: number[] = [];
    for (let turn = 0; turn < 500; turn += 1) {
      const began = performance.now();
      (await allowance.take(new AbortController().signal))?.done();
      times.push(performance.now() - began);
    }
    await pace.close();
    note("a place in the shared allowance", `${median(times).toFixed(1)} ms`);
  });

  test.each([2, 4])("the share of a window that %i processes use together", async (processes) => {
    const { address, name } = await makeLedger();
    const [rate, latencyMs, windows] = [{ calls: 240, perMs: 6_000 }, 60, 3];
    const began = performance.now();
    let calls = 0;
    await Promise.all(
      Array.from({ length: processes }, async (_, index) => {
        const pace = await openSharedPace(address, { run: `bench${index}`, clock: systemClock });
        const allowance = pace.of(name, { rate, deadlineMs: 5_000 });
        const ending = AbortSignal.timeout(windows * rate.perMs);
        const slot = async (): Promise<void> => {
          for (;;) {
            const permit = await allowance.take(ending);
            if (permit === undefined) return;
            if (performance.now() - began < windows * rate.perMs) calls += 1;
            await systemClock.sleep(latencyMs);
            permit.done();
          }
        };
        await Promise.all(Array.from({ length: 8 }, slot));
        await pace.close();
      }),
    );
    const possible = windows * rate.calls;
    note(
      `calls of ${processes} processes at 240 per 6 s, of those possible in ${windows} windows`,
      `${calls} / ${possible} = ${((100 * calls) / possible).toFixed(0)} %`,
    );
  });
});
