import { jsonText } from "../json-text.ts";
import type { StatusChange } from "../entry.ts";
import type { Dialect, Program, SqlRow } from "./engine.ts";
import { write, rowsOf, paged } from "./statement.ts";
import { groupedBy } from "../../text/grouped.ts";
import type { ChangeRow, LedgerReads } from "../store.ts";
import type { Reading } from "./reads.ts";

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
