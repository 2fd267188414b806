import type { Call } from "../../../src/http/call.ts";
import type { Client } from "../../../src/http/client.ts";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { TransportAnswer } from "../../../src/http/reply.ts";
import type { LedgerEntry, RequestIdentity } from "../../../src/ledger/entry.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { roomBeside, type Listing } from "../../../src/lists/listing.ts";
import { madeBySubmission, type Remote, type Resource } from "../../../src/platforms/resource.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import type { Known } from "../../../src/requests/events.ts";
import { knownOf } from "../../../src/requests/known.ts";
import type { State } from "../../../src/requests/state.ts";
import { openStaging, type Staging } from "../../../src/staging/staging.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { busyClock } from "../../support/busy-clock.ts";
import { answer, stage, type Left } from "./clients.ts";
import { heldLedger } from "./ledgers.ts";

/** A request on the platform of a test: it has a name, and sometimes a number as well. */
export interface Thing {
  readonly id: string;
  readonly subject: string;
  readonly name: string;
  readonly number?: string;
  readonly open?: boolean;
  readonly status?: string | null;
  readonly createdAt?: number;
  readonly details?: Readonly<Record<string, string>>;
}

const perPage = 100;

/** A thing as the program reads it. */
export function remoteOf(thing: Thing): Remote {
  const { id, subject, name, number, open = true, status = "new", createdAt, details } = thing;
  return {
    remoteId: id,
    subject,
    attributes: { name, number },
    createdAt,
    open,
    status: status ?? undefined,
    details,
  };
}

interface ThingPage {
  readonly total?: number;
  readonly things: readonly Thing[];
}

/** A list in pages of a hundred, which are known as soon as the total is. */
function list(query: Call["query"] & object): Listing<Remote> {
  return {
    call: (cursor) => ({
      method: "GET",
      path: "/things",
      route: "/things",
      query: [...query, ["from", cursor ?? "0"]],
      purpose: "existing",
    }),
    read: (body, cursor) => {
      const { total, things } = body as ThingPage;
      const count = Math.ceil((total ?? 0) / perPage) - 1;
      return {
        items: things.map(remoteOf),
        ids: things.map(({ id }) => id),
        total,
        next: undefined,
        further:
          cursor === undefined && count > 0
            ? { count, at: (index) => String((index + 1) * perPage) }
            : undefined,
        room: roomBeside(things.length, total === undefined ? undefined : perPage),
        astray: false,
        youngest: undefined,
      };
    },
  };
}

/** The same list where each page names the next one. */
export const chained: Listing<Remote> = {
  ...list([]),
  read: (body, cursor) => {
    const page = list([]).read(body, cursor);
    if (page === undefined) return undefined;
    const from = Number(cursor ?? 0) + perPage;
    const isLast = page.items.length < perPage;
    return {
      ...page,
      further: undefined,
      next: isLast ? undefined : String(from),
      room: isLast ? "sure" : "none",
    };
  },
};

/** How well a thing fits by its name and its number: what has the same of both fits best, another number not at all. */
function rank(wanted: Remote["attributes"], listed: Remote["attributes"]): number {
  const [mine, theirs] = [wanted["number"], listed["number"]];
  if (mine !== undefined && theirs !== undefined) return mine === theirs ? 2 : 0;
  return wanted["name"] === listed["name"] ? 1 : 0;
}

/** One kind of request on a platform that has everything a platform can have, so that tests take away what they like. */
export const things: Resource = {
  kind: "test.thing",
  platform: "test",
  organization: "o1",
  references: () => [],
  draft: () => ({ same: "", options: {} }),
  identify: (spec) => {
    const { subject, name, number } = spec as unknown as Omit<Thing, "id">;
    return {
      ...identityOf({ subject, name, number }),
      batch: keyOf({ subject, name, number }),
      options: {},
    };
  },
  read: {
    lists: [list([])],
    ofSubject: (subject) => list([["subject", subject]]),
    changedSince: (day) => list([["since", day]]),
    byId: (id) => ({
      call: { method: "GET", path: `/things/${id}`, route: "/things/{id}", purpose: "status" },
      read: (body) => {
        const thing = body as Thing;
        return typeof thing.id === "string" ? remoteOf(thing) : undefined;
      },
    }),
  },
  matchRank: (wanted, { attributes }) => rank(wanted, attributes),
  mayAdopt: (_wanted, listed, context) => listed.open || madeBySubmission(listed, context),
  create: {
    call: (wanted) => ({
      method: "POST",
      path: "/things",
      route: "/things",
      body: { names: wanted.map(({ name }) => name) },
      purpose: "submit",
    }),
    accepted: (body) => {
      const { made } = body as { readonly made?: readonly Thing[] };
      return made === undefined
        ? { doubt: "nothing" }
        : { items: made.map((thing) => ({ remote: remoteOf(thing) })) };
    },
    returnsFinalState: true,
  },
  subjectAlone: () => undefined,
};

/** {@link things} that show less of what is there. */
export function showing({
  without = [],
  ...read
}: Partial<Resource["read"]> & { readonly without?: readonly (keyof Resource["read"])[] }): Resource {
  const shown = Object.entries({ ...things.read, ...read }).filter(
    ([name]) => !without.some((one) => one === name),
  );
  return { ...things, read: Object.fromEntries(shown) as unknown as Resource["read"] };
}

/** {@link things} of which nobody can be asked what moved. */
export const unmoving = showing({ without: ["changedSince"] });

/** {@link things} where a number is the more precise name: what has one is meant by its name alone as well. */
export const numbered: Resource = {
  ...things,
  subsumes: (wanted, vaguer) =>
    wanted["number"] !== undefined && vaguer["number"] === undefined && wanted["name"] === vaguer["name"],
  clash: (wanted, other) =>
    wanted["number"] !== undefined && wanted["number"] === other["number"] && wanted["name"] !== other["name"]
      ? `Number ${String(wanted["number"])} is called ${String(other["name"])} there.`
      : undefined,
};

/** What a test asks for. */
export interface WantedThing {
  readonly subject?: string | undefined;
  readonly name: string;
  readonly number?: string | undefined;
}

/** The natural key of a thing. */
export function keyOf({ subject = "s1", name, number }: WantedThing): string {
  return `${subject}|${number ?? name}`;
}

/** A thing as the ledger names it. */
export function identityOf(wanted: WantedThing): RequestIdentity {
  const { subject = "s1", name, number } = wanted;
  return {
    key: keyOf(wanted),
    kind: things.kind,
    platform: things.platform,
    organization: things.organization,
    subject,
    attributes: number === undefined ? { name } : { name, number },
  };
}

/** What a read asked for, in a word: `list`, `of s1`, `since 2026-01-01`, `one r1`. */
function wordFor({ path, query }: Call): string {
  const asked = new Map(query);
  if (path !== "/things") return `one ${path.slice("/things/".length)}`;
  if (asked.has("subject")) return `of ${asked.get("subject")}`;
  return asked.has("since") ? `since ${asked.get("since")}` : "list";
}

const everyOpenState: readonly State[] = ["look", "refresh", "doubt", "confirm"];

/** One run against a platform that has things: its ledger and staging in memory, and what the platform was asked. */
export class ThingBench {
  /** What the platform has. */
  things: readonly Thing[] = [];
  /** What its lists do not show though it is there, by id. */
  readonly hidden = new Set<string>();
  /** Answers a read by itself where it likes to; told in a word what was asked for. */
  onRead: (word: string, call: Call) => TransportAnswer | undefined = () => undefined;
  readonly reads: string[] = [];
  /** Answers what is sent. */
  onPost: (call: Call, number: number) => TransportAnswer | Error | Promise<TransportAnswer> = () =>
    answer(500);
  readonly posts: Call[] = [];
  readonly left: readonly Left[];
  readonly ledger: Ledger;
  readonly staging: Staging = openStaging();
  readonly clock = busyClock();
  readonly client: Client;

  static readonly #open: ThingBench[] = [];

  private constructor(ledger: Ledger) {
    ThingBench.#open.push(this);
    this.ledger = ledger;
    const { client, left } = stage(({ call }) => this.#answer(call), {
      clock: this.clock,
      rateLimiter: new RateLimiter(this.clock, { calls: 1_000_000, perMs: 1 }),
      retryPolicy: { retries: 0, throttledRetries: 0, firstWaitMs: 1, longestWaitMs: 1 },
    });
    this.client = client;
    this.left = left;
  }

  static async open(): Promise<ThingBench> {
    return new ThingBench(await heldLedger());
  }

  /** Clears away all that were opened. */
  static closeAll(): void {
    for (const { staging } of ThingBench.#open.splice(0)) staging.close();
  }

  /** Looks at the platform for what is in these states. */
  reconcile(resource: Resource, states: readonly State[] = everyOpenState): Promise<boolean> {
    return reconcile(resource, states, this);
  }

  /** Asks for things, in the rows from 2 on, as the ledger knows them; where a state is given, in that instead. */
  async want(
    wanted: readonly WantedThing[],
    {
      toldIds = [],
      known,
      batch,
    }: { readonly toldIds?: readonly string[]; readonly known?: Known; readonly batch?: string } = {},
  ): Promise<void> {
    const entries = await this.ledger.requests.findMany(wanted.map(keyOf));
    this.staging.workItems.add(
      wanted.map((each, index) => {
        const { key, kind, subject, attributes } = identityOf(each);
        const about = { key, kind, subject, attributes, batch: batch ?? key, row: index + 2 };
        return { ...about, toldIds, known: known ?? knownOf(entries.get(key)) };
      }),
    );
  }

  /** What has become of a thing in this run. */
  item(wanted: WantedThing): WorkItem | undefined {
    const key = keyOf(wanted);
    return this.staging.workItems.findAll([key]).get(key);
  }

  /** What the ledger has of a thing. */
  async entry(wanted: WantedThing): Promise<LedgerEntry | undefined> {
    return (await this.ledger.requests.findMany([keyOf(wanted)])).get(keyOf(wanted));
  }

  /** How many work items are in a state. */
  count(state: State): number {
    return this.staging.workItems.count(things.kind, state).workItems;
  }

  /** An earlier run, or this one, saw a thing on the platform. */
  async seen(
    wanted: WantedThing,
    remote: Partial<Remote> = { remoteId: "r1", status: "new" },
  ): Promise<void> {
    await this.ledger.requests.recordSeen([{ ...identityOf(wanted), remote }], 1_000);
  }

  /** A thing was sent, and this came of it; without an outcome, nobody knows. */
  async sent(
    wanted: WantedThing,
    outcome?: Parameters<Ledger["requests"]["recordOutcome"]>[1],
  ): Promise<void> {
    const receipt = await this.ledger.requests.recordIntent([identityOf(wanted)], 1_000);
    if (outcome !== undefined) await this.ledger.requests.recordOutcome(receipt, outcome, 2_000);
  }

  #answer(call: Call): TransportAnswer | Error | Promise<TransportAnswer> {
    if (call.method !== "GET") return this.onPost(call, this.posts.push(call));
    const word = wordFor(call);
    this.reads.push(word);
    const own = this.onRead(word, call);
    if (own !== undefined) return own;
    if (word.startsWith("one ")) {
      const thing = this.things.find(({ id }) => `one ${id}` === word);
      return thing === undefined ? answer(404, { detail: "Not found." }) : answer(200, thing);
    }
    const subject = new Map(call.query).get("subject");
    const shown = this.things.filter(
      (thing) => !this.hidden.has(thing.id) && (subject === undefined || thing.subject === subject),
    );
    const from = Number(new Map(call.query).get("from"));
    return answer(200, { total: shown.length, things: shown.slice(from, from + perPage) });
  }
}
