import type { Call } from "../../../src/http/call.ts";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { TransportAnswer } from "../../../src/http/reply.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { lonePage, roomBeside, type Listing } from "../../../src/lists/listing.ts";
import type { LookupTools } from "../../../src/lookup/answers.ts";
import { checkBelieved, lookUp } from "../../../src/lookup/lookup.ts";
import { believingEarlierIds } from "../../../src/platforms/people.ts";
import type { OpenPlatform } from "../../../src/platforms/platform.ts";
import type { RequestSpec } from "../../../src/platforms/request-kind.ts";
import type { Entry, LookupSource, Query, Resource } from "../../../src/platforms/resource.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";
import { answer, stage, type Left } from "./clients.ts";
import { heldLedger } from "./ledgers.ts";

/** Somebody on the platform of a test. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly gone?: boolean;
}

const perPage = 100;

function entryOf({ id, name, gone = false }: Person): Entry {
  return { id, matchKeys: [`id:${id}`, name], attributes: { name, gone } };
}

/** Everybody, in pages of a hundred, or who a search shows. */
function list(query: Call["query"] & object): Listing<Entry> {
  return {
    call: (cursor) => ({
      method: "GET",
      path: "/people",
      route: "/people",
      query: [...query, ["from", cursor ?? "0"]],
      purpose: "look-up",
    }),
    read: (body, cursor) => {
      const { total, people } = body as { readonly total?: number; readonly people: readonly Person[] };
      const count = Math.ceil((total ?? 0) / perPage) - 1;
      return {
        ...lonePage(people.map(entryOf), total),
        ids: people.map(({ id }) => id),
        further:
          cursor === undefined && count > 0
            ? { count, at: (index) => String((index + 1) * perPage) }
            : undefined,
        room: roomBeside(people.length, total === undefined ? undefined : perPage),
      };
    },
  };
}

/** People of whom a row says an id or a name. */
export const byWords: LookupSource = {
  name: "test.people",
  platform: "test",
  preferList: false,
  deactivates: true,
  given: ({ about }) => (Object.keys(about).length === 1 ? about["id"] : undefined),
  matchKeysOf: ({ about }) => [about["id"] === undefined ? (about["name"] ?? "") : `id:${about["id"]}`],
  all: list([]),
  search: ({ about: { id, name, unsearchable } }) => {
    if (id !== undefined) return list([["id", id]]);
    return name === undefined || unsearchable !== undefined ? undefined : list([["name", name]]);
  },
  searchWord: ({ about }) => about["id"] ?? about["name"] ?? "",
  decide: ({ about }, entries, all) => {
    const [first, second] = entries;
    if (about["unsearchable"] !== undefined && !all) return { needsList: true };
    if (first === undefined) return { failed: "not_found", problem: "Nobody is called that." };
    if (second !== undefined) return { failed: "ambiguous", problem: "Several are called that." };
    if (first.attributes["gone"] === true) return { failed: "deactivated", problem: `${first.id} is gone.` };
    if (about["name"] !== undefined && first.attributes["name"] !== about["name"])
      return { failed: "mismatch", problem: `${first.id} is called something else.`, contradicts: true };
    return { found: first.id };
  },
};

/** People who are known by an id, by a name or by both. */
export const people: LookupSource = believingEarlierIds(byWords, {
  canAsk: ({ name }) => name !== undefined,
  areOf: ({ name }, { attributes }) => attributes["name"] === name,
});

/** {@link people} where each page of the list names the next one. */
export const chained: Listing<Entry> = {
  ...list([]),
  read: (body, cursor) => {
    const page = list([]).read(body, cursor);
    if (page === undefined) return undefined;
    const isLast = page.items.length < perPage;
    const next = isLast ? undefined : String(Number(cursor ?? 0) + perPage);
    return { ...page, further: undefined, next, room: isLast ? "sure" : "none" };
  },
};

/** {@link people} of whom those with a nickname are asked about by that; an id is left for where it says nothing. */
export const nicknamed: LookupSource = {
  ...people,
  all: undefined,
  decide: (query, entries, all) => {
    const { nickname, name } = query.about;
    if (nickname !== undefined)
      return { instead: { lookupSource: people.name, about: { name: nickname } }, otherwise: "9" };
    return name === "torn"
      ? { failed: "torn", problem: "It contradicts itself.", contradicts: true }
      : people.decide(query, entries, all);
  },
};

/** What a read asked for, in a word: `list`, `id 3`, `name bob`. */
function wordFor({ query }: Call): string {
  const [first] = (query ?? []).filter(([name]) => name !== "from");
  return first === undefined ? "list" : first.join(" ");
}

/** A platform of people, over as many runs as a test likes; the ledger remembers what was found. */
export class PeopleBench {
  people: readonly Person[] = [];
  /** What its list does not show though it counts it. */
  readonly hidden = new Set<string>();
  onRead: (word: string, number: number, from: number) => TransportAnswer | undefined = () => undefined;
  readonly clock: ManualClock = manualClock();
  readonly ledger: Ledger;
  static readonly #open: Staging[] = [];

  private constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  static async open(everybody: readonly Person[] = []): Promise<PeopleBench> {
    const bench = new PeopleBench(await heldLedger());
    bench.people = everybody;
    return bench;
  }

  static closeAll(): void {
    for (const staging of this.#open.splice(0)) staging.close();
  }

  /** A run that asks these; requests depend on the answers unless it is said that none do. */
  async ask(
    queries: readonly Query["about"][],
    {
      lookupSource = people,
      resources = [],
      optional = false,
      beforehand = () => undefined,
      afterwards = () => Promise.resolve(),
    }: {
      readonly lookupSource?: LookupSource;
      readonly resources?: readonly Resource[];
      readonly optional?: boolean;
      readonly beforehand?: (staging: Staging) => void;
      readonly afterwards?: (staging: Staging, check: () => Promise<void>) => Promise<unknown>;
    } = {},
  ) {
    const staging = openStaging();
    PeopleBench.#open.push(staging);
    const { client, left } = stage(({ call }) => this.#answer(call, left), {
      clock: this.clock,
      rateLimiter: new RateLimiter(this.clock, { calls: 1_000_000, perMs: 1 }),
      retryPolicy: { retries: 0, throttledRetries: 0, firstWaitMs: 1, longestWaitMs: 1 },
    });
    const tools: LookupTools = { client, ledger: this.ledger, staging, clock: this.clock };
    const numbers = queries.map((about) =>
      staging.queries.numberOf({ lookupSource: lookupSource.name, about }),
    );
    if (!optional) {
      staging.rows.addSpecs(
        numbers.map((query, index) => ({
          row: index + 2,
          spec: { kind: "test.request" } as unknown as RequestSpec,
          label: "",
          draft: String(index),
          options: "{}",
          previousId: undefined,
          previousStatus: undefined,
          references: [{ role: "who", query }],
        })),
      );
    }
    const platform: OpenPlatform = {
      name: "test",
      title: "Test",
      lookupSources: [lookupSource],
      resources,
      statuses: [],
      holdings: [],
    };
    beforehand(staging);
    await lookUp(platform, tools);
    await afterwards(staging, () => checkBelieved(platform, tools));
    const outcomes = staging.queries.outcomes(numbers.map((query) => ({ role: "who", query })));
    return {
      staging,
      left,
      reads: left.map(({ call }) => wordFor(call)),
      answers: outcomes.map(({ answer: found, problem }) => found ?? problem?.code),
      problems: outcomes.map(({ problem }) => problem?.message),
      stale: outcomes.map(({ staleId }) => staleId),
    };
  }

  #answer(call: Call, left: readonly Left[]): TransportAnswer {
    const word = wordFor(call);
    const asked = new Map(call.query);
    const [id, name, from] = [asked.get("id"), asked.get("name"), Number(asked.get("from"))];
    const own = this.onRead(word, left.length, from);
    if (own !== undefined) return own;
    const found = this.people.filter(
      (person) => (id === undefined || person.id === id) && (name === undefined || person.name === name),
    );
    const shown = word === "list" ? found.filter((person) => !this.hidden.has(person.id)) : found;
    return answer(200, { total: found.length, people: shown.slice(from, from + perPage) });
  }
}
