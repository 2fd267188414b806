import type { LedgerEntry } from "../entry.ts";
import { placeOf } from "./place.ts";

/** The requests of a ledger in memory, by what they are asked for by. */
export class RequestTable {
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
