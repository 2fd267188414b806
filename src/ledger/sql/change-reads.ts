import { jsonText } from "../json-text.ts";
import { groupedBy } from "../grouped.ts";
import type { ChangeRow, LedgerReads } from "../store.ts";
import type { SqlRow } from "./engine.ts";
import { paged } from "./paged.ts";
import type { Reading } from "./reads.ts";
import { rowsOf } from "./statement.ts";

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
