import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { lookUp } from "../../../src/lookup/lookup.ts";
import { groupProfiles } from "../../../src/platforms/medallion/named-things.ts";
import { providers } from "../../../src/platforms/medallion/providers.ts";
import type { LookupSource, Query } from "../../../src/platforms/resource.ts";
import { openStaging } from "../../../src/staging/staging.ts";
import { busyClock } from "../../support/busy-clock.ts";
import { openFor } from "../../support/ledgers.ts";
import { answer, stage, type Left, type Platform } from "../builders/clients.ts";
import { uuid } from "../builders/rows.ts";

const folder = mkdtempSync(join(tmpdir(), "roster-sync-lookup-"));
let ledger: Ledger;
let opened = 0;
beforeAll(async () => {
  ledger = await openFor(memoryLedger());
});
afterAll(async () => {
  await ledger.close(0, 0);
  rmSync(folder, { recursive: true, force: true });
});

const asked = ({ call }: Left, name: string): string | undefined =>
  call.query?.find(([one]) => one === name)?.[1];

/** A list of people and groups of whom the second half is never shown, though it is counted; searches find them. */
const halfShown: Platform = (left) => {
  const person = (number: number): object => ({
    id: uuid(number),
    email: `p${number}@example.test`,
    npi: 1_000_000_000 + number,
    name: `Group ${number}`,
  });
  const all = Array.from({ length: 120 }, (_, number) => number);
  const word = asked(left, "search") ?? asked(left, "name");
  if (word !== undefined) {
    const found = all.filter((number) => JSON.stringify(person(number)).includes(`"${word}"`));
    return answer(200, { count: found.length, next: null, results: found.map(person) });
  }
  const offset = Number(asked(left, "offset"));
  return answer(200, {
    count: 120,
    next: null,
    results: all.slice(offset, Math.min(offset + 100, 60)).map(person),
  });
};

/** What comes of questions, and how many searches it took. */
async function looked(
  lookupSource: LookupSource,
  queries: readonly Query["about"][],
): Promise<{ readonly outcomes: readonly unknown[]; readonly calls: readonly Left[] }> {
  const clock = busyClock();
  const rateLimiter = new RateLimiter(clock, { calls: 1_000_000, perMs: 1 });
  const { client, left } = stage(halfShown, { clock, rateLimiter });
  const staging = openStaging();
  try {
    opened += 1;
    // what an earlier test found is not remembered for this one
    const own = { ...lookupSource, name: `${lookupSource.name} ${opened}` };
    const ids = queries.map((about) => staging.queries.numberOf({ lookupSource: own.name, about }));
    await lookUp(
      {
        name: "medallion",
        title: "Medallion",
        lookupSources: [own],
        resources: [],
        statuses: [],
        holdings: [],
      },
      { client, ledger, staging, clock },
    );
    const outcomes = staging.queries
      .outcomes(ids.map((query) => ({ role: "who", query })))
      .map(({ answer: found, problem }) => found ?? problem?.code);
    return { outcomes, calls: left };
  } finally {
    staging.close();
  }
}

describe("a list of people that is known to be incomplete", () => {
  test("finds those whom it shows, and does not say of the others that they are not there", async () => {
    const npis = [10, 70, 500].map((number) => ({ npi: String(1_000_000_000 + number) }));

    const { outcomes } = await looked(providers, npis);

    expect(outcomes).toEqual([uuid(10), "list_incomplete", "list_incomplete"]);
  });

  test("leaves the rest to be asked for one by one, where that is possible", async () => {
    const emails = Array.from({ length: 12 }, (_, index) => ({ email: `p${index * 10}@example.test` }));
    const nobody = { email: "nobody@example.test" };

    const { outcomes, calls } = await looked(providers, [...emails, nobody]);

    expect(outcomes).toEqual([...emails.map((_, index) => uuid(index * 10)), "provider_not_found"]);
    // one reading of two pages; it showed the first six
    expect(calls.length).toBeLessThanOrEqual(2 + 2 + 7);
  });

  test("is not trusted that a name stands for one only", async () => {
    const names = [5, 70].map((number) => ({ name: `group ${number}`, search: `Group ${number}` }));

    const { outcomes, calls } = await looked(groupProfiles, names);

    expect(outcomes).toEqual([uuid(5), uuid(70)]);
    expect(calls.filter((left) => asked(left, "name") !== undefined)).toHaveLength(2);
  });
});
