import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { memoryLedger } from "../../../src/ledger/memory/memory-ledger.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { isSurelyAbsent, reconcile } from "../../../src/reconcile/reconcile.ts";
import type { State } from "../../../src/requests/state.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import type { NewWorkItem } from "../../../src/staging/work-item.ts";
import { busyClock } from "../../support/busy-clock.ts";
import { openFor } from "../../support/ledgers.ts";
import { answer, stage, type Left, type Platform } from "../builders/clients.ts";
import { expired, known } from "../builders/events.ts";
import { uuid } from "../builders/rows.ts";

const folder = mkdtempSync(join(tmpdir(), "roster-sync-survey-"));
let ledger: Ledger;
let organization = "";
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
const subjectOf = (number: number): string => uuid(opened * 1_000 + number);

interface Row {
  readonly number: number;
  readonly status?: string;
}

const shown = ({ number, status }: Row): object => ({
  id: uuid(900_000 + number),
  provider: subjectOf(number),
  resourcetype: "NewProviderPayerEnrollmentServiceRequest",
  payer_name: "Aetna",
  state: "TX",
  lines_of_business: [],
  created: "2020-01-01T00:00:00Z",
  status: status ?? "requested",
});

/** 250 enrollments in pages of a hundred; the page is what is given for its first row, and each subject has its own list. */
const listOf =
  (
    page: (start: number, whole: { count: number; next: string | null; results: object[] }) => unknown,
  ): Platform =>
  (left) => {
    const all = Array.from({ length: 250 }, (_, number) => ({ number }));
    const provider = asked(left, "provider");
    const rows = all.filter(({ number }) => provider === undefined || subjectOf(number) === provider);
    const start = Number(asked(left, "offset"));
    const next = start + 100 < rows.length ? `?offset=${start + 100}` : null;
    const whole = { count: rows.length, next, results: rows.slice(start, start + 100).map(shown) };
    return answer(200, provider === undefined ? page(start, whole) : whole);
  };

interface Reconciled {
  readonly states: Readonly<Record<string, number>>;
  readonly codes: readonly (string | undefined)[];
  readonly bySubject: number;
  readonly calls: number;
  readonly staging: Staging;
}

const open: Staging[] = [];
afterAll(() => {
  for (const staging of open) staging.close();
});

/** Looks for enrollments of these providers, of whom those from 250 on have none. */
async function reconciled(
  platform: Platform,
  numbers: readonly number[],
  state: State = "look",
): Promise<Reconciled> {
  opened += 1;
  organization = `organization ${opened}`;
  const resource = enrollmentRequests(organization);
  const clock = busyClock();
  const rateLimiter = new RateLimiter(clock, { calls: 1_000_000, perMs: 1 });
  const { client, left } = stage(platform, { clock, rateLimiter });
  const staging = openStaging();
  open.push(staging);
  const tools = { client, ledger, staging, clock };
  staging.workItems.add(
    numbers.map((number): NewWorkItem => {
      const subject = subjectOf(number);
      const attributes = { subject: "provider", subject_id: subject, state: "TX", payer_name: "Aetna" };
      const about = {
        key: `${opened} ${number}`,
        kind: resource.kind,
        subject,
        attributes,
        batch: String(number),
      };
      return {
        ...about,
        row: number + 2,
        toldIds: [],
        known: known(state === "doubt" ? "in_doubt" : undefined),
      };
    }),
  );
  // as another run left it
  await ledger.lists.remember(resource.kind, { total: 250 });
  const work = async (): Promise<void> => {
    await reconcile(resource, ["look", "refresh", "doubt", "confirm"], tools);
    for (const workItem of staging.workItems.page(resource.kind, "doubt", "", 500)) {
      if (await isSurelyAbsent(resource, workItem, tools)) staging.workItems.move(workItem, expired());
    }
  };
  await work();
  const workItems = [...staging.workItems.findAll(numbers.map((number) => `${opened} ${number}`)).values()];
  const states: Record<string, number> = {};
  for (const workItem of workItems) states[workItem.state] = (states[workItem.state] ?? 0) + 1;
  return {
    states,
    codes: workItems.flatMap(({ problem }) => problem?.code ?? []),
    bySubject: left.filter((call) => asked(call, "provider") !== undefined).length,
    calls: left.length,
    staging,
  };
}

const everybody = Array.from({ length: 260 }, (_, number) => number);

describe("surveying a list that stands still", () => {
  test("takes no call more than it has pages", async () => {
    const { states, calls } = await reconciled(
      listOf((_start, page) => page),
      everybody,
    );

    expect([states, calls]).toEqual([{ done: 250, send: 10 }, 3]);
  });
});

describe.each<[string, Platform]>([
  ["whose second page is blank", listOf((start, page) => (start === 100 ? { ...page, results: [] } : page))],
  [
    "whose second page is blank and ends it",
    listOf((start, page) => (start === 100 ? { count: 250, next: null, results: [] } : page)),
  ],
  [
    "whose pages name themselves",
    listOf((start, page) => ({ ...page, count: null, next: `?offset=${start}` })),
  ],
  [
    "whose first page names none that follows, and which has no total",
    listOf((_start, page) => ({ ...page, count: undefined, next: null })),
  ],
  ["which says that it has fewer", listOf((_start, page) => ({ ...page, count: 90, next: null }))],
  ["whose total is a text", listOf((_start, page) => ({ ...page, count: "some", next: null }))],
  ["whose total is negative", listOf((_start, page) => ({ ...page, count: -1, next: null }))],
  [
    "whose total shrinks with what is left out",
    listOf((start, page) => (start === 0 ? page : { ...page, count: 200, results: page.results.slice(50) })),
  ],
  [
    "which says that it has a million million",
    listOf((start, page) => ({ ...page, count: 10 ** 12, results: start > 100 ? [] : page.results })),
  ],
  [
    "of which one page cannot be had",
    (left, number) =>
      asked(left, "offset") === "100" ? answer(400) : listOf((_start, page) => page)(left, number),
  ],
])("surveying a list %s", (_what, platform) => {
  test.each(["look", "doubt"] as const)(
    "makes nothing twice of what is wanted or in doubt: %s",
    async (state) => {
      const { states, codes } = await reconciled(platform, everybody, state);

      expect([states, codes]).toEqual([{ done: 250, send: 10 }, []]);
    },
  );

  test("asks about few alone, instead of reading the list again", async () => {
    const { states, calls } = await reconciled(platform, [1, 2, 99, 100, 101, 198, 249, 255]);

    expect(states).toEqual({ done: 7, send: 1 });
    expect(calls).toBeLessThan(28);
  });
});

describe("a subject's own list that is incomplete too", () => {
  const short: Platform = listOf((start, page) => (start === 100 ? { ...page, results: [] } : page));
  const never: Platform = (left, number) =>
    asked(left, "provider") === undefined
      ? short(left, number)
      : answer(200, { count: 3, next: null, results: [] });

  test.each(["look", "doubt"] as const)("has nothing requested, and its row says why: %s", async (state) => {
    const { states, codes } = await reconciled(never, [1, 150, 255], state);

    expect(states).toEqual({ done: 3 });
    expect(codes).toEqual(["list_incomplete", "list_incomplete"]);
  });

  test("costs only the rows about that subject when it cannot be read", async () => {
    const { states, codes } = await reconciled(
      (left, number) => (asked(left, "provider") === subjectOf(150) ? answer(404) : short(left, number)),
      [1, 150, 255],
    );

    expect(states).toEqual({ done: 2, send: 1 });
    expect(codes).toEqual(["refused"]);
  });
});
