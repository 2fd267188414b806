import type { Holding, StatusChange, LedgerEntry, PastRun } from "../entry.ts";
import type { LedgerRow } from "../rows.ts";
import { holdingOf, holdingRecord } from "../sql/holdings.ts";
import { entryOf, entryRecord } from "../sql/request-reads.ts";
import { pastRunOf, runRecord } from "../sql/runs.ts";
import type { HoldingList, HoldingReading, KnownStatus, ListMemory } from "../stores.ts";

type Columns = LedgerRow["columns"];

const text = (columns: Columns, name: string): string => String(columns[name]);
const number = (columns: Columns, name: string): number | undefined =>
  typeof columns[name] === "number" ? columns[name] : undefined;

/** Puts a row of another ledger where it belongs. */
export function pourRow(tables: MemoryTables, { table, columns }: LedgerRow): void {
  switch (table) {
    case "meta":
      tables.meta.set(text(columns, "name"), text(columns, "value"));
      return;
    case "run": {
      const run = pastRunOf(columns);
      tables.runs.set(run.id, run);
      return;
    }
    case "request": {
      tables.requests.set(entryOf(columns));
      return;
    }
    case "change": {
      const reported = columns["reported_by"];
      tables.changes = [
        ...tables.changes,
        {
          key: text(columns, "key"),
          from: text(columns, "from_status"),
          to: text(columns, "to_status"),
          seenAt: Number(columns["seen_at"]),
          reportedBy: typeof reported === "string" ? reported : undefined,
        },
      ];
      return;
    }
    case "identity":
      tables.identities.set(placeOf(text(columns, "directory"), text(columns, "question")), {
        id: text(columns, "answer"),
        at: Number(columns["found_at"]),
      });
      return;
    case "status_answer":
      tables.statuses.set(text(columns, "handle"), {
        columns: JSON.parse(text(columns, "answer")) as Record<string, string>,
        checkedAt: Number(columns["checked_at"]),
      });
      return;
    case "list_size":
      tables.lists.set(text(columns, "name"), {
        total: number(columns, "total"),
        completeAt: number(columns, "complete_at"),
      });
      return;
    case "call_made":
      tables.calls = [...tables.calls, { account: text(columns, "account"), at: Number(columns["at"]) }];
      return;
    case "holding": {
      const holding = holdingOf(columns);
      const place = placeOf(holding.platform, holding.kind, holding.id);
      tables.holdings.set(place, { holding, seenAt: Number(columns["seen_at"]) });
      return;
    }
    case "holding_reading": {
      const [platform, kind] = [columns["platform"], columns["kind"]] as [
        Holding["platform"],
        Holding["kind"],
      ];
      const subject = text(columns, "subject");
      const [wholeAt, readAt] = [Number(columns["whole_at"]), Number(columns["read_at"])];
      tables.readings.set(placeOf(platform, kind, subject), { platform, kind, subject, wholeAt, readAt });
      return;
    }
    case "written":
      tables.written.set(text(columns, "hash"), text(columns, "run"));
      return;
  }
}

/** All rows of all tables, in the order in which they are copied. */
export function* rowsOf(tables: MemoryTables): Generator<LedgerRow> {
  for (const [name, value] of sorted(tables.meta)) yield { table: "meta", columns: { name, value } };
  const runs = [...tables.runs.values()].toSorted(
    (one, other) => one.startedAt - other.startedAt || byBytes(one.id, other.id),
  );
  for (const run of runs) yield { table: "run", columns: runRecord(run) };
  const requests = [...tables.requests.all()].toSorted((one, other) => byBytes(one.key, other.key));
  for (const entry of requests) yield { table: "request", columns: entryRecord(entry) };
  for (const { key, from, to, seenAt, reportedBy } of tables.changes) {
    yield {
      table: "change",
      columns: { key, from_status: from, to_status: to, seen_at: seenAt, reported_by: reportedBy ?? null },
    };
  }
  for (const [place, { id, at }] of sortedByParts(tables.identities)) {
    const [directory = "", question = ""] = place;
    yield { table: "identity", columns: { directory, question, answer: id, found_at: at } };
  }
  for (const [handle, { columns, checkedAt }] of sorted(tables.statuses)) {
    yield {
      table: "status_answer",
      columns: { handle, answer: JSON.stringify(columns), checked_at: checkedAt },
    };
  }
  for (const [name, { total, completeAt }] of sorted(tables.lists)) {
    yield { table: "list_size", columns: { name, total: total ?? null, complete_at: completeAt ?? null } };
  }
  const calls = tables.calls.toSorted(
    (one, other) => byBytes(one.account, other.account) || one.at - other.at,
  );
  for (const { account, at } of calls) yield { table: "call_made", columns: { account, at } };
  for (const [, { holding, seenAt }] of sortedByParts(tables.holdings))
    yield { table: "holding", columns: holdingRecord(holding, seenAt) };
  for (const [, { platform, kind, subject, wholeAt, readAt }] of sortedByParts(tables.readings)) {
    yield {
      table: "holding_reading",
      columns: { platform, kind, subject, whole_at: wholeAt, read_at: readAt },
    };
  }
  for (const [hash, run] of sorted(tables.written)) yield { table: "written", columns: { hash, run } };
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].toSorted(([one], [other]) => byBytes(one, other));
}

function sortedByParts<Value>(
  map: ReadonlyMap<string, Value>,
): readonly (readonly [readonly string[], Value])[] {
  const split = [...map].map(([place, value]) => [JSON.parse(place) as readonly string[], value] as const);
  return split.toSorted(([one], [other]) => {
    for (const [index, part] of one.entries()) {
      const order = byBytes(part, other[index] ?? "");
      if (order !== 0) return order;
    }
    return 0;
  });
}

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
