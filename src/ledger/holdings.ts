import type { Database, SqlRow } from "../database/database.ts";
import { jsonQuery, jsonRows } from "../database/json-rows.ts";
import { textIn } from "../database/row-text.ts";
import { holdingDays, holdingKey, type Holding, type HoldingKind, type HoldingPlatform } from "./holding.ts";
import { recordChange } from "./changes.ts";
import type { GroupCommit } from "./commit.ts";
import type { Attributes } from "./entry.ts";

/** One kind of what a platform says that people have: a list of its own there. */
export interface HoldingList {
  readonly platform: HoldingPlatform;
  readonly kind: HoldingKind;
}

/** When what a subject has was read, in milliseconds since the epoch. */
export interface HoldingReading {
  readonly subject: string;
  /** All of it. */
  readonly wholeAt: number;
  /** What had moved since then, the last time. */
  readonly readAt: number;
}

const columns = "platform kind id subject state number status from_day until_day due_day facts".split(" ");
const ofSubject = jsonQuery(
  columns,
  "SELECT * FROM holding WHERE platform = ? AND subject = ? ORDER BY kind, state, id",
);
const byIds = jsonQuery(
  columns,
  "SELECT * FROM holding WHERE platform = ? AND kind = ? AND id IN (SELECT value FROM json_each(?))",
);
const endingBefore = jsonQuery(
  columns,
  "SELECT * FROM holding WHERE platform = ? AND kind = ? AND until_day < ? ORDER BY until_day LIMIT 1000",
);
const readingsOf = jsonQuery(
  ["subject", "whole_at", "read_at"],
  "SELECT * FROM holding_reading WHERE platform = ? AND kind = ? AND subject IN (SELECT value FROM json_each(?))",
);

/** What platforms said that the people and groups of rosters have, and when they were asked. */
export class Holdings {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** All that one provider or group has on a platform, by kind, state and id. */
  async of(platform: HoldingPlatform, subject: string): Promise<readonly Holding[]> {
    return jsonRows(this.#database, ofSubject, platform, subject).map(holdingOf);
  }

  /** Those of these ids that are known, by id. */
  async find({ platform, kind }: HoldingList, ids: readonly string[]): Promise<ReadonlyMap<string, Holding>> {
    const rows = jsonRows(this.#database, byIds, platform, kind, JSON.stringify(ids));
    return new Map(rows.map(holdingOf).map((holding) => [holding.id, holding]));
  }

  /** What ends before a day, or has ended. */
  async endingBefore({ platform, kind }: HoldingList, day: string): Promise<readonly Holding[]> {
    return jsonRows(this.#database, endingBefore, platform, kind, day).map(holdingOf);
  }

  /** When these subjects were read; those that never were are left out. */
  async readings(
    { platform, kind }: HoldingList,
    subjects: readonly string[],
  ): Promise<ReadonlyMap<string, HoldingReading>> {
    const rows = jsonRows(this.#database, readingsOf, platform, kind, JSON.stringify(subjects));
    return new Map(
      rows.map((row) => [
        String(row["subject"]),
        { subject: String(row["subject"]), wholeAt: Number(row["whole_at"]), readAt: Number(row["read_at"]) },
      ]),
    );
  }

  /** Keeps what a list showed; days that moved become changes under {@link holdingKey}. */
  keep(holdings: readonly Holding[], at: number): Promise<void> {
    if (holdings.length === 0) return Promise.resolve();
    return this.#commit.write(() => {
      for (const holding of holdings) this.#put(holding, at);
    });
  }

  /**
   * Says that these subjects were read.
   * @param whole all that they have came; what was kept of them before and not again since `at` is gone
   */
  markRead(list: HoldingList, subjects: readonly string[], at: number, whole: boolean): Promise<void> {
    if (subjects.length === 0) return Promise.resolve();
    const { platform, kind } = list;
    return this.#commit.write(() => {
      const mark = this.#database.prepare(
        whole
          ? `INSERT INTO holding_reading (platform, kind, subject, whole_at, read_at) VALUES (?1, ?2, ?3, ?4, ?4)
             ON CONFLICT (platform, kind, subject) DO UPDATE SET whole_at = ?4, read_at = ?4`
          : "UPDATE holding_reading SET read_at = ?4 WHERE platform = ?1 AND kind = ?2 AND subject = ?3",
      );
      const forget = this.#database.prepare(
        "DELETE FROM holding WHERE platform = ? AND subject = ? AND kind = ? AND seen_at < ?",
      );
      for (const subject of subjects) {
        mark.run(platform, kind, subject, at);
        if (whole) forget.run(platform, subject, kind, at);
      }
    });
  }

  #put(holding: Holding, at: number): void {
    const { platform, kind, id, subject, state, number, status, from, until, due, attributes } = holding;
    const known = this.#database
      .prepare("SELECT * FROM holding WHERE platform = ? AND kind = ? AND id = ?")
      .get(platform, kind, id);
    if (known !== undefined) this.#recordMoves(holdingOf(known), holding, at);
    this.#database
      .prepare(
        `INSERT OR REPLACE INTO holding
           (platform, kind, id, subject, state, number, status, from_day, until_day, due_day, facts, seen_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        platform,
        kind,
        id,
        subject,
        state ?? null,
        number ?? null,
        status ?? null,
        from ?? null,
        until ?? null,
        due ?? null,
        JSON.stringify(attributes),
        at,
      );
  }

  #recordMoves(before: Holding, now: Holding, at: number): void {
    for (const [day, kind] of holdingDays) {
      const [from, to] = [before[day], now[day]];
      if (kind !== now.kind || from === undefined || to === undefined || from === to) continue;
      recordChange(this.#database, { key: holdingKey(now, day), from, to, seenAt: at });
    }
  }
}

function holdingOf(row: SqlRow): Holding {
  return {
    platform: row["platform"] as HoldingPlatform,
    kind: row["kind"] as HoldingKind,
    id: String(row["id"]),
    subject: String(row["subject"]),
    state: textIn(row, "state"),
    number: textIn(row, "number"),
    status: textIn(row, "status"),
    from: textIn(row, "from_day"),
    until: textIn(row, "until_day"),
    due: textIn(row, "due_day"),
    attributes: JSON.parse(String(row["facts"])) as Attributes,
  };
}
