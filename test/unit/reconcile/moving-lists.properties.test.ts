import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { credentialingRequests as medallionResource } from "../../../src/platforms/medallion/credentialing-requests.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { credentialingRequests as verifiableResource } from "../../../src/platforms/verifiable/credentialing-requests.ts";
import { isSurelyAbsent, reconcile } from "../../../src/reconcile/reconcile.ts";
import type { Clock } from "../../../src/runtime.ts";
import { diceFrom } from "../../../src/sandbox/seeded.ts";
import { openStaging } from "../../../src/staging/staging.ts";
import type { NewWorkItem } from "../../../src/staging/work-item.ts";
import { busyClock } from "../../support/busy-clock.ts";
import { openFor } from "../../support/ledgers.ts";
import { answer, stage, type Left } from "../builders/clients.ts";
import { expired, known } from "../builders/events.ts";
import { organization } from "../builders/requests.ts";
import { uuid } from "../builders/rows.ts";

const folder = mkdtempSync(join(tmpdir(), "roster-sync-lists-"));
let ledger: Ledger;
beforeAll(async () => {
  ledger = await openFor(memoryLedger());
});
afterAll(async () => {
  await ledger.close(0, 0);
  rmSync(folder, { recursive: true, force: true });
});

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly created: string;
}

/** What may happen to a list between two of its pages. */
interface Unrest {
  readonly rows: number;
  readonly pageSize: number;
  readonly seed: number;
  readonly insert: number;
  readonly remove: number;
  readonly move: number;
  readonly shuffle: number;
  /** A row that leaves is made up for at once, so that no total tells of it. */
  readonly hideLeavers: boolean;
  /** Blank pages in the middle, pages that name themselves, totals that follow what is shown. */
  readonly short: number;
}

/** A platform whose list of requests does not stand still. The rows about even subjects stay; others may leave. */
class RestlessList {
  readonly #unrest: Unrest;
  readonly #clock: Clock;
  readonly #dice: () => number;
  #rows: Row[];
  #made: number;
  calls = 0;

  constructor(unrest: Unrest, clock: Clock) {
    this.#unrest = unrest;
    this.#clock = clock;
    this.#dice = diceFrom(unrest.seed);
    // nobody asks for what comes
    this.#made = 1_000;
    this.#rows = Array.from({ length: unrest.rows }, (_, index) =>
      this.#row(index, "2020-05-05T05:05:05.123Z"),
    );
  }

  readonly answer = ({ call }: Left): ReturnType<typeof answer> => {
    this.calls += 1;
    const query = new Map(call.query);
    if (query.get("entityType") === "Facility") return this.#page([], 0);
    const subject = query.get("provider_id") ?? query.get("entityId");
    // what a page shows, it shows of one moment
    this.#stir();
    const rows = subject === undefined ? this.#rows : this.#rows.filter((row) => row.subject === subject);
    return this.#page(rows, Number(query.get("offset") ?? query.get("cursor") ?? 0));
  };

  #page(rows: readonly Row[], start: number): ReturnType<typeof answer> {
    const { pageSize, short } = this.#unrest;
    const isShort = rows.length > pageSize && this.#dice() < short;
    const shown = isShort && start > 0 ? [] : rows.slice(start, start + pageSize);
    const isLast = start + pageSize >= rows.length;
    const next = isLast ? null : isShort ? start : start + pageSize;
    const total = rows.length;
    return answer(200, {
      count: total,
      next: next === null ? null : `?offset=${next}`,
      results: shown.map(({ id, subject, created }) => ({
        id,
        provider: subject,
        requested: created,
        request_status: "in_progress",
      })),
      totalCount: total,
      nextCursor: next,
      items: shown.map(({ id, subject, created }) => ({
        id,
        provider: { id: subject },
        type: "Initial",
        createdAt: created,
      })),
    });
  }

  #stir(): void {
    const { insert, remove, move, shuffle, hideLeavers } = this.#unrest;
    const chance = (share: number): boolean => this.#dice() < share;
    while (chance(remove)) {
      const leaving = this.#rows.filter(({ subject }) => Number(subject.slice(-1)) % 2 === 1);
      const gone = leaving[Math.floor(this.#dice() * leaving.length)];
      if (gone === undefined) break;
      this.#rows = this.#rows.filter((row) => row !== gone);
      if (hideLeavers) this.#insert();
    }
    while (chance(insert)) this.#insert();
    while (chance(move)) this.#put(this.#rows.splice(this.#place(), 1)[0]);
    if (chance(shuffle))
      this.#rows = this.#rows
        .map((row) => [this.#dice(), row] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, row]) => row);
  }

  #insert(): void {
    this.#made += 1;
    this.#put(this.#row(this.#made, new Date(this.#clock.now()).toISOString()));
  }

  #put(row: Row | undefined): void {
    if (row !== undefined) this.#rows.splice(this.#place(), 0, row);
  }

  #place(): number {
    return Math.floor(this.#dice() * this.#rows.length);
  }

  #row(index: number, created: string): Row {
    return { id: uuid(50_000 + index), subject: subjectOf(index), created };
  }
}

let runs = 0;

/** Each run is about people of its own: the ledger remembers what was found in those before. */
const subjectOf = (index: number): string => uuid(runs * 10_000 + index);

const share = fc.constantFrom(0, 0, 0.2, 0.6);
const size = {
  rows: fc.integer({ min: 0, max: 300 }),
  pageSize: fc.integer({ min: 1, max: 100 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
};
const anything: fc.Arbitrary<Unrest> = fc.record({
  ...size,
  insert: share,
  remove: share,
  move: share,
  shuffle: fc.constantFrom(0, 0, 0.3, 1),
  hideLeavers: fc.boolean(),
  short: fc.constantFrom(0, 0, 0, 0.2),
});
/** For each row that leaves another comes: the total stands still, and no row comes twice. */
const hiddenLeavers: fc.Arbitrary<Unrest> = fc
  .record({ ...size, remove: fc.constantFrom(0.2, 0.5) })
  .map((how) => ({ ...how, insert: 0, move: 0, shuffle: 0, hideLeavers: true, short: 0 }));

describe.each<[string, Resource]>([
  ["offsets", medallionResource(organization)],
  ["cursors", verifiableResource],
])("a list read by %s while rows come, leave and move between its pages", (_style, resource) => {
  test("never makes anything be requested again that was there throughout", async () => {
    const asked = fc.tuple(
      fc.oneof(anything, hiddenLeavers),
      fc.oneof(
        fc.array(fc.integer({ min: 0, max: 320 }), { minLength: 1, maxLength: 60 }),
        fc.constant(Array.from({ length: 160 }, (_, index) => index * 2)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([how, wanted]) => {
        runs += 1;
        const clock = busyClock();
        const list = new RestlessList(how, clock);
        const rateLimiter = new RateLimiter(clock, { calls: 1_000_000, perMs: 1 });
        const { client } = stage(list.answer, { clock, rateLimiter });
        const staging = openStaging();
        const tools = { client, ledger, staging, clock };
        try {
          staging.workItems.add(
            [...new Set(wanted)].map((index): NewWorkItem => {
              const [key, subject] = [`${resource.kind} ${runs} ${index}`, subjectOf(index)];
              const attributes = { subject: "provider", type: "Initial" };
              const about = { key, kind: resource.kind, subject, attributes, batch: key, row: index + 2 };
              // every fifth was sent by an earlier run, and nobody knows whether it arrived
              return {
                ...about,
                toldIds: [],
                known: known(index % 5 === 0 ? "in_doubt" : undefined),
              };
            }),
          );
          await reconcile(resource, ["look", "refresh", "doubt", "confirm"], tools);
          for (const workItem of staging.workItems.page(resource.kind, "doubt", "", 400)) {
            if (await isSurelyAbsent(resource, workItem, tools)) staging.workItems.move(workItem, expired());
          }
          const created = staging.workItems
            .page(resource.kind, "send", "", 400)
            .map(({ row = 0 }) => row - 2);

          expect(created.filter((index) => index < how.rows && index % 2 === 0)).toEqual([]);
          // what was never there is requested, unless it says why not
          const left = staging.workItems.findAll(
            [...new Set(wanted)].map((index) => `${resource.kind} ${runs} ${index}`),
          );
          for (const { row = 0, state, problem } of left.values()) {
            if (row - 2 >= how.rows && state !== "send") expect(problem?.code).toBe("list_incomplete");
          }
          expect(list.calls).toBeLessThan(3 * Math.ceil(how.rows / how.pageSize) + 4 * wanted.length + 800);
        } finally {
          staging.close();
        }
      }),
      { numRuns: 30 },
    );
  });
});
