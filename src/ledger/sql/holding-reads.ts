import { jsonText } from "../json-text.ts";
import { groupedBy } from "../grouped.ts";
import type { LedgerReads } from "../store.ts";
import type { HoldingReading } from "../stores.ts";
import type { SqlRow } from "./engine.ts";
import { holdingColumns, holdingOf } from "./holding-row.ts";
import type { Reading } from "./reads.ts";
import { rowsOf } from "./statement.ts";

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
