import { groupedBy } from "../../text/grouped.ts";
import {
  type Holding,
  type HoldingKind,
  type HoldingPlatform,
  type Attributes,
  type StatusChange,
  movesOf,
} from "../entry.ts";
import { ledgerTables } from "../rows.ts";
import { jsonText, type LedgerReads, type LedgerChange, type ChangeRow } from "../store.ts";
import type { HoldingReading } from "../stores.ts";
import {
  type SqlRow,
  type SqlValue,
  type Dialect,
  type Program,
  textIn,
  rowsOf,
  write,
  paged,
} from "./engine.ts";
import type { Reading } from "./store.ts";

/** The columns of the holding table. */
const holdingColumns = Object.keys(ledgerTables.holding.columns);

/** A row of the holding table as a holding. */
export function holdingOf(row: SqlRow): Holding {
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

/** A holding as a record of its columns. */
export function holdingRecord(holding: Holding, seenAt: number): Record<string, SqlValue> {
  const { platform, kind, id, subject, state, number, status, from, until, due, attributes } = holding;
  return {
    platform,
    kind,
    id,
    subject,
    state: state ?? null,
    number: number ?? null,
    status: status ?? null,
    from_day: from ?? null,
    until_day: until ?? null,
    due_day: due ?? null,
    facts: jsonText(attributes),
    seen_at: seenAt,
  };
}

const all = "SELECT * FROM holding";
const inList = "platform = ?1 AND kind = ?2";

/** What can be asked about what people have. */
export function holdingReads({ dialect, select }: Reading): LedgerReads["holdings"] {
  const isIn = (column: string, place: number): string =>
    `${column} IN (SELECT t.item FROM ${dialect.items(place)})`;
  const bySubjects = `${all} WHERE platform = ?1 AND ${isIn("subject", 2)}
    ORDER BY kind, CASE WHEN state IS NULL THEN 0 ELSE 1 END, state, id`;
  return {
    ofSubjects: async (platform, subjects) => {
      if (subjects.length === 0) return new Map();
      const rows = await select(rowsOf(holdingColumns, bySubjects, platform, jsonText(subjects)));
      return groupedBy(rows.map(holdingOf), ({ subject }) => subject);
    },
    findMany: async ({ platform, kind }, ids) => {
      if (ids.length === 0) return new Map();
      const sql = `${all} WHERE ${inList} AND ${isIn("id", 3)}`;
      const rows = await select(rowsOf(holdingColumns, sql, platform, kind, jsonText(ids)));
      return new Map(rows.map(holdingOf).map((holding) => [holding.id, holding]));
    },
    endingBefore: async ({ platform, kind }, day) => {
      const sql = `${all} WHERE ${inList} AND until_day < ?3 ORDER BY until_day, id LIMIT 1000`;
      return (await select(rowsOf(holdingColumns, sql, platform, kind, day))).map(holdingOf);
    },
    readings: async ({ platform, kind }, subjects) => {
      if (subjects.length === 0) return new Map();
      const columns = ["subject", "whole_at", "read_at"];
      const sql = `SELECT ${columns.join(", ")} FROM holding_reading WHERE ${inList} AND ${isIn("subject", 3)}`;
      const rows = await select(rowsOf(columns, sql, platform, kind, jsonText(subjects)));
      return new Map(rows.map(readingOf).map((reading) => [reading.subject, reading]));
    },
  };
}

function readingOf(row: SqlRow): HoldingReading {
  return {
    subject: String(row["subject"]),
    wholeAt: Number(row["whole_at"]),
    readAt: Number(row["read_at"]),
  };
}

type ChangeOf<What extends LedgerChange["what"]> = Extract<LedgerChange, { readonly what: What }>;

/** What platforms say that people have, as programs in the words of one engine. */
export class HoldingRules {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  *keep({ holdings, at }: ChangeOf<"holdings">): Program<undefined> {
    const { records } = this.#dialect;
    const rows = yield rowsOf(
      holdingColumns,
      `SELECT h.* FROM ${records({ platform: "text", kind: "text", id: "text" })} CROSS JOIN holding h
       WHERE h.platform = t.platform AND h.kind = t.kind AND h.id = t.id`,
      jsonText(holdings.map(({ platform, kind, id }) => ({ platform, kind, id }))),
    );
    const known = new Map(rows.map(holdingOf).map((holding) => [idOf(holding), holding]));
    const moves: StatusChange[] = [];
    for (const holding of holdings) {
      moves.push(...movesOf(known.get(idOf(holding)), holding, at));
      known.set(idOf(holding), holding);
    }
    yield* keepChanges(this.#dialect, moves);
    const kept = new Set(holdings.map(idOf));
    const { columns } = ledgerTables.holding;
    const names = Object.keys(columns);
    yield write(
      `INSERT INTO holding (${names.join(", ")})
       SELECT ${names.map((name) => `t.${name}`).join(", ")} FROM ${records(columns)} WHERE true ORDER BY t.n
       ON CONFLICT (platform, kind, id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`,
      jsonText([...known].flatMap(([id, holding]) => (kept.has(id) ? [holdingRecord(holding, at)] : []))),
    );
    return undefined;
  }

  *read({ list: { platform, kind }, subjects, at, whole }: ChangeOf<"holdings-read">): Program<undefined> {
    const listed = jsonText([...new Set(subjects)]);
    const these = `subject IN (SELECT t.item FROM ${this.#dialect.items(1)})`;
    const time = "CAST(?4 AS bigint)";
    if (!whole) {
      yield write(
        `UPDATE holding_reading SET read_at = ${time} WHERE platform = ?2 AND kind = ?3 AND ${these}`,
        listed,
        platform,
        kind,
        at,
      );
      return undefined;
    }
    yield write(
      `INSERT INTO holding_reading (platform, kind, subject, whole_at, read_at)
       SELECT CAST(?2 AS text), CAST(?3 AS text), t.item, ${time}, ${time} FROM ${this.#dialect.items(1)} WHERE true
       ON CONFLICT (platform, kind, subject) DO UPDATE SET whole_at = excluded.whole_at, read_at = excluded.read_at`,
      listed,
      platform,
      kind,
      at,
    );
    yield write(
      `DELETE FROM holding WHERE platform = ?2 AND kind = ?3 AND seen_at < ${time} AND ${these}`,
      listed,
      platform,
      kind,
      at,
    );
    return undefined;
  }
}

function idOf({ platform, kind, id }: Holding): string {
  return JSON.stringify([platform, kind, id]);
}

/** Keeps changes until the results of a run have told of them, in the order given. */
export function* keepChanges({ records }: Dialect, changes: readonly StatusChange[]): Program<undefined> {
  if (changes.length === 0) return undefined;
  const columns = { key: "text", was: "text", is_now: "text", seen_at: "bigint" } as const;
  yield write(
    `INSERT INTO change (key, from_status, to_status, seen_at)
     SELECT t.key, t.was, t.is_now, t.seen_at FROM ${records(columns)}
     ORDER BY t.n`,
    jsonText(changes.map(({ key, from, to, seenAt }) => ({ key, was: from, is_now: to, seen_at: seenAt }))),
  );
  return undefined;
}

const columns = ["id", "key", "from_status", "to_status", "seen_at"];

/** What can be asked about changes. */
export function changeReads(engine: Reading): LedgerReads["changes"] {
  const { dialect, select } = engine;
  const unreported = `SELECT ${columns.join(", ")} FROM change
    WHERE key IN (SELECT t.item FROM ${dialect.items(1)}) AND reported_by IS NULL ORDER BY id`;
  return {
    anyUnreported: async () => {
      const rows = await select(rowsOf(["id"], "SELECT id FROM change WHERE reported_by IS NULL LIMIT 1"));
      return rows.length > 0;
    },
    unreportedOf: async (keys) => {
      if (keys.length === 0) return new Map();
      const rows = await select(rowsOf(columns, unreported, jsonText(keys)));
      return groupedBy(rows.map(changeOf), ({ key }) => key);
    },
    since: async function* (at) {
      const sql = `SELECT ${columns.join(", ")} FROM change WHERE id > ?1 AND seen_at >= ?2 ORDER BY id LIMIT ?3`;
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(columns, sql, last?.["id"] ?? 0, at, size));
      for await (const row of paged(page)) yield changeOf(row);
    },
  };
}

function changeOf(row: SqlRow): ChangeRow {
  return {
    key: String(row["key"]),
    from: String(row["from_status"]),
    to: String(row["to_status"]),
    seenAt: Number(row["seen_at"]),
  };
}
