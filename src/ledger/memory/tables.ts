import type { Holding } from "../holding.ts";
import type { StatusChange, LedgerEntry } from "../entry.ts";
import type { PastRun } from "../run-record.ts";
import type { HoldingList, HoldingReading, KnownStatus, ListMemory } from "../stores.ts";

/** A change as it is kept: with who reported it. */
interface KeptChange extends StatusChange {
  readonly reportedBy: string | undefined;
}

/** A holding as it is kept: with when it was last seen. */
interface KeptHolding {
  readonly holding: Holding;
  readonly seenAt: number;
}

/** All that a ledger in memory has. What stands in it is replaced, never altered, so that readers may keep it. */
export interface MemoryTables {
  readonly meta: Map<string, string>;
  readonly runs: Map<string, PastRun>;
  readonly requests: RequestTable;
  changes: readonly KeptChange[];
  /** By `placeOf` directory and hash. */
  readonly identities: Map<string, { readonly id: string; readonly at: number }>;
  readonly statuses: Map<string, KnownStatus>;
  readonly lists: Map<string, ListMemory>;
  calls: readonly { readonly account: string; readonly at: number }[];
  /** By `placeOf` platform, kind and id. */
  readonly holdings: Map<string, KeptHolding>;
  /** By `placeOf` platform, kind and subject. */
  readonly readings: Map<string, HoldingReading & HoldingList>;
  /** Hash to run. */
  readonly written: Map<string, string>;
}

/** Tables with nothing in them. */
export function emptyTables(): MemoryTables {
  return {
    meta: new Map(),
    runs: new Map(),
    requests: new RequestTable(),
    changes: [],
    identities: new Map(),
    statuses: new Map(),
    lists: new Map(),
    calls: [],
    holdings: new Map(),
    readings: new Map(),
    written: new Map(),
  };
}

/** The order in which SQL engines compare texts: by their bytes in UTF-8, which is that of their characters. */
export function byBytes(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const order = rankOf(one.charCodeAt(place)) - rankOf(other.charCodeAt(place));
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** The halves of the highest characters stand below other units in UTF-16. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** One key of several texts. */
export function placeOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** The requests of a ledger in memory, by what they are asked for by. */
class RequestTable {
  readonly #byKey = new Map<string, LedgerEntry>();
  readonly #bySubject = new Map<string, Set<string>>();
  readonly #byRemoteId = new Map<string, Set<string>>();

  get(key: string): LedgerEntry | undefined {
    return this.#byKey.get(key);
  }

  /** Replaces what stood under its key. */
  set(entry: LedgerEntry): void {
    this.delete(entry.key);
    this.#byKey.set(entry.key, entry);
    for (const [index, place] of this.#placesOf(entry)) {
      const keys = index.get(place) ?? new Set();
      index.set(place, keys.add(entry.key));
    }
  }

  delete(key: string): void {
    const entry = this.#byKey.get(key);
    if (entry === undefined) return;
    this.#byKey.delete(key);
    for (const [index, place] of this.#placesOf(entry)) index.get(place)?.delete(key);
  }

  all(): Iterable<LedgerEntry> {
    return this.#byKey.values();
  }

  ofSubject(kind: string, organization: string, subject: string): readonly LedgerEntry[] {
    return this.#those(this.#bySubject, placeOf(kind, organization, subject));
  }

  withRemoteId(kind: string, id: string): readonly LedgerEntry[] {
    return this.#those(this.#byRemoteId, placeOf(kind, id));
  }

  #those(index: ReadonlyMap<string, ReadonlySet<string>>, place: string): readonly LedgerEntry[] {
    return [...(index.get(place) ?? [])].flatMap((key) => this.#byKey.get(key) ?? []);
  }

  #placesOf(entry: LedgerEntry): readonly (readonly [Map<string, Set<string>>, string])[] {
    const { kind, organization, subject, remoteId } = entry;
    return [
      [this.#bySubject, placeOf(kind, organization, subject)],
      ...(remoteId === undefined ? [] : [[this.#byRemoteId, placeOf(kind, remoteId)] as const]),
    ];
  }
}
