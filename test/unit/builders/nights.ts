import type { Call } from "../../../src/http/call.ts";
import { RateLimiter } from "../../../src/http/rate-limiter.ts";
import type { TransportAnswer } from "../../../src/http/reply.ts";
import { defaultRetryPolicy } from "../../../src/http/retry.ts";
import type { Attributes, LedgerEntry, Resolution } from "../../../src/ledger/entry.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { enrollmentRequests } from "../../../src/platforms/medallion/enrollment-requests.ts";
import { licenseRequests } from "../../../src/platforms/medallion/license-requests.ts";
import type { Resource } from "../../../src/platforms/resource.ts";
import { isSurelyAbsent, reconcile } from "../../../src/reconcile/reconcile.ts";
import { knownOf } from "../../../src/requests/known.ts";
import { resolveLineFor } from "../../../src/requests/wording.ts";
import { openStaging } from "../../../src/staging/staging.ts";
import type { WorkItem } from "../../../src/staging/work-item.ts";
import { pollAll } from "../../../src/submit/poll.ts";
import { holdWhatIsAlike, settleAll } from "../../../src/submit/settle.ts";
import { submitAll } from "../../../src/submit/submit.ts";
import { manualClock, type ManualClock } from "../../support/manual-clock.ts";
import { answer, stage, type Left } from "./clients.ts";
import { heldLedger, promptMemory } from "./ledgers.ts";
import { organization } from "./requests.ts";
import { uuid } from "./rows.ts";

export const settleMs = 60_000;
export const licenses = licenseRequests({ organizationId: organization, oneRequestPerState: false });
export const enrollments = enrollmentRequests(organization);

/** A request on the platform of a test, as its list shows it from some moment on. */
export interface Row {
  readonly [field: string]: unknown;
  readonly visibleFrom?: number;
}

/** A platform in memory: what it has, and how it behaves, which tests change from night to night. */
export class TestPlatform {
  rows: Row[] = [];
  /** Every POST that arrived. */
  readonly posts: Readonly<Record<string, unknown>>[] = [];
  readonly reads: string[] = [];
  /** What each read asked for. */
  readonly queries: ReadonlyMap<string, string>[] = [];
  /** Answers a POST; its number counts from 1. */
  onPost: (body: Readonly<Record<string, unknown>>, number: number, now: number) => TransportAnswer | Error =
    () => answer(500);
  /** Answers a read by itself where it likes to. */
  onRead: (path: string) => TransportAnswer | undefined = () => undefined;
  /** The same, by what was asked for. */
  onReadOf: (path: string, query: ReadonlyMap<string, string>) => TransportAnswer | undefined = () =>
    undefined;
  /** How far its clock is ahead of the true one. */
  aheadMs = 0;
  /** Subjects that are there. */
  gone = new Set<string>();

  answer(left: Left, trueNow: number): TransportAnswer | Error {
    const { call } = left;
    const dated = (reply: TransportAnswer | Error): TransportAnswer | Error =>
      reply instanceof Error ? reply : { ...reply, serverTime: trueNow + this.aheadMs };
    if (call.method === "POST") {
      const body = bodyIn(call.body);
      this.posts.push(body);
      return dated(this.onPost(body, this.posts.length, trueNow));
    }
    this.reads.push(call.path);
    const query = new Map(call.query);
    this.queries.push(query);
    const own = this.onRead(call.path) ?? this.onReadOf(call.path, query);
    if (own !== undefined) return dated(own);
    return dated(this.#read(call.path, query, trueNow));
  }

  #read(path: string, query: ReadonlyMap<string, string>, now: number): TransportAnswer {
    const alone = /\/([\da-f-]{36})\/$/.exec(path)?.[1];
    const shown = this.rows.filter((row) => (row.visibleFrom ?? 0) <= now);
    if (path.startsWith("/api/v1/org/providers/")) {
      return alone === undefined || this.gone.has(alone)
        ? answer(404, { detail: "Not found." })
        : answer(200, { id: alone });
    }
    if (alone !== undefined && !path.includes("/organizations/")) {
      const row = this.rows.find(({ id }) => id === alone);
      return row === undefined ? answer(404, { detail: "Not found." }) : answer(200, row);
    }
    const subject = query.get("provider");
    const results = shown.filter(
      (row) =>
        subject === undefined ||
        row["provider"] === null ||
        JSON.stringify(row["provider"]).toLowerCase().includes(subject),
    );
    return answer(200, { count: results.length, next: null, previous: null, results });
  }
}

function bodyIn(body: Call["body"]): Row {
  if (body === undefined) return {};
  if (!("length" in body)) return body;
  throw new Error("no platform here takes a list");
}

/** A ledger in memory and a platform, over as many runs as a test likes. */
export class Nights {
  readonly platform = new TestPlatform();
  readonly clock: ManualClock = manualClock();
  readonly #disk = promptMemory();
  readonly #resource: Resource;
  #runs = 0;
  /** By how much the clock of this machine is off in the next run. */
  offMs = 0;

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  /** A run that asks for these. Answers what it left of each, by key, and how long it took. */
  async run(
    asked: readonly Asked[],
    { dies = false, stopAt }: { readonly dies?: boolean; readonly stopAt?: number } = {},
  ): Promise<{
    readonly workItems: ReadonlyMap<string, WorkItem>;
    readonly entries: ReadonlyMap<string, LedgerEntry>;
    readonly tookMs: number;
  }> {
    this.#runs += 1;
    const offMs = this.offMs;
    const clock = { ...this.clock, now: () => this.clock.now() + offMs };
    const ledger = await this.#held(`run ${this.#runs}`);
    const { requests } = ledger;
    const staging = openStaging();
    const ending = new AbortController();
    const { client } = stage((left) => this.platform.answer(left, this.clock.now()), {
      clock,
      signal: ending.signal,
      rateLimiter: new RateLimiter(clock, { calls: 1_000, perMs: 1_000 }),
    });
    const tools = { client, ledger, staging, clock, resolveLine: resolveLineFor(undefined) };
    const began = this.clock.now();
    const work = async (): Promise<void> => {
      const known = await requests.findMany(asked.map(({ key }) => key));
      staging.workItems.add(
        asked.map((workItem, index) => ({
          ...workItem,
          kind: this.#resource.kind,
          row: index + 2,
          toldIds: workItem.toldIds ?? [],
          known: knownOf(known.get(workItem.key), { canBePolled: this.#resource.create?.poll !== undefined }),
        })),
      );
      await pollAll(this.#resource, 0, { ...tools, signal: ending.signal });
      const lookedAt = clock.now();
      const read = await reconcile(this.#resource, ["look", "refresh", "doubt", "confirm"], tools);
      await holdWhatIsAlike(this.#resource, tools);
      const submitting = {
        ...tools,
        random: () => 0,
        retryPolicy: defaultRetryPolicy,
        signal: ending.signal,
        width: 8,
        upToRow: undefined,
        failures: { expect: () => undefined, refuse: () => undefined },
      };
      await submitAll(this.#resource, submitting);
      if (dies) return;
      if (stopAt !== undefined)
        void clock.sleep(stopAt).then(() => ending.abort({ code: "interrupted", reason: "x" }));
      await settleAll(this.#resource, read ? lookedAt : undefined, {
        ...tools,
        signal: ending.signal,
        settleMs,
        writeTimeoutMs: 60_000,
        clockAheadMs: () => client.clockAheadMs,
        look: () => reconcile(this.#resource, ["doubt", "confirm"], tools),
        isAbsent: (workItem, isMade) => isSurelyAbsent(this.#resource, workItem, tools, isMade),
        resend: () => submitAll(this.#resource, submitting),
      });
    };
    await this.#drive(work());
    const keys = asked.map(({ key }) => key);
    const ended = { workItems: staging.workItems.findAll(keys), entries: await requests.findMany(keys) };
    staging.close();
    this.#disk.crash(() => false);
    return { ...ended, tookMs: this.clock.now() - began };
  }

  /** What a person says of a request. */
  async resolve(key: string, resolution: Resolution): Promise<void> {
    const { requests } = await this.#held("person");
    await requests.resolve([key], resolution, this.clock.now());
    this.#disk.crash(() => false);
  }

  /** As a run leaves a request that dies between its intent and the answer. */
  async leaveIntended(workItem: Asked, clockAheadMs?: number): Promise<void> {
    this.#runs += 1;
    const { requests } = await this.#held(`run ${this.#runs}`);
    const { key, subject, attributes } = workItem;
    const { kind, platform } = this.#resource;
    const identity = { key, kind, platform, organization, subject, attributes };
    await requests.recordIntent([identity], this.clock.now() + this.offMs, clockAheadMs);
    this.#disk.crash(() => false);
  }

  /** Whoever held it before is gone without a word. */
  #held(id: string): Promise<Ledger> {
    return heldLedger(id, this.#disk, this.clock);
  }

  /** Lets time pass, a second at a time, whenever nothing else is left to do. */
  async #drive(work: Promise<void>): Promise<void> {
    const fate = new AbortController();
    const ended = work.finally(() => fate.abort());
    ended.catch(() => undefined);
    const isOver = (): boolean => fate.signal.aborted;
    for (let seconds = 0; !isOver(); seconds += 1) {
      for (let turns = 0; turns < 60 && !isOver(); turns += 1) await this.clock.settle();
      if (seconds > 1_000) throw new Error("it does not end");
      if (!isOver()) await this.clock.advance(1_000);
    }
    await ended;
  }
}

/** What a run asks for, without what the harness fills in. */
export type Asked = Pick<WorkItem, "key" | "subject" | "attributes" | "batch"> &
  Partial<Pick<WorkItem, "toldIds">>;

/** The provider that a number stands for. */
export const provider = (number = 0): string => uuid(100 + number);

/** One enrollment of a provider in Texas. */
export function enrollment(payer = "Aetna", number = 0): Asked {
  const subject = provider(number);
  const attributes: Attributes = {
    subject: "provider",
    subject_id: subject,
    state: "TX",
    payer_name: payer,
    lines_of_business: [],
    practices: [],
    is_medallion_owned: true,
  };
  return { key: `enrollment|${subject}|${payer}`, subject, attributes, batch: `${subject}|${payer}` };
}

/** A license in a state; those of one provider travel together. */
export function license(state: string, number = 0): Asked {
  const subject = provider(number);
  const attributes: Attributes = {
    provider: subject,
    field: "license_states",
    state,
    certificate_type: "MD",
  };
  return { key: `license|${subject}|${state}`, subject, attributes, batch: subject };
}

/** The row that a POST for an enrollment makes. */
export function enrollmentRow(
  body: Readonly<Record<string, unknown>>,
  id: number,
  now: number,
  changes: Row = {},
): Row {
  return {
    id: uuid(id),
    resourcetype: body["resourcetype"],
    provider: body["provider"],
    payer_name: body["payer_name"],
    state: body["state"],
    lines_of_business: [],
    status: "requested",
    status_category: "requested",
    created: new Date(now).toISOString(),
    ...changes,
  };
}

/** The row that a POST for a license makes for one of its states. */
export function licenseRow(
  body: Readonly<Record<string, unknown>>,
  state: string,
  { id, now }: { readonly id: number; readonly now: number },
  changes: Row = {},
): Row {
  return {
    id: uuid(id),
    resourcetype: "LicenseNewServiceRequest",
    provider: body["provider"],
    state,
    registration: "state",
    certificate_type: body["certificate_type"],
    duration_type: "permanent",
    status: "requested",
    created: new Date(now).toISOString(),
    ...changes,
  };
}
