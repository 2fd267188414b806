import { jsonText } from "../json-text.ts";
import { groupedBy } from "../grouped.ts";
import type { LedgerEntry } from "../entry.ts";
import type { RequestReader } from "../stores.ts";
import type { SqlRow, SqlValue } from "./engine.ts";
import { paged } from "./paged.ts";
import type { Reading } from "./reads.ts";
import { entryOf, requestColumns } from "./request-row.ts";
import { rowsOf } from "./statement.ts";

const all = "SELECT request.* FROM request";
const inScope = "kind = ?1 AND organization = ?2";

/** What can be asked about requests. */
export function requestReads({ dialect, select }: Reading): RequestReader {
  const isIn = (column: string, place: number): string =>
    `${column} IN (SELECT t.item FROM ${dialect.items(place)})`;
  const entries = async (sql: string, ...values: readonly SqlValue[]): Promise<readonly LedgerEntry[]> =>
    (await select(rowsOf(requestColumns, sql, ...values))).map(entryOf);
  const byKeys = `${all} WHERE ${isIn("key", 1)}`;
  const bySubjects = `${all} WHERE ${inScope} AND ${isIn("subject", 3)} ORDER BY key`;
  const byRemoteIds = `${all} WHERE ${isIn("kind", 1)} AND ${isIn("remote_id", 2)} ORDER BY key`;
  const claimed = `SELECT remote_id, key FROM request
    WHERE kind = ?1 AND standing = 'accepted' AND ${isIn("remote_id", 2)} ORDER BY key`;
  return {
    findMany: async (keys) => {
      if (keys.length === 0) return new Map();
      const found = await entries(byKeys, jsonText(keys));
      return new Map(found.map((entry) => [entry.key, entry]));
    },
    ofSubjects: async ({ kind, organization }, subjects) => {
      if (subjects.length === 0) return new Map();
      const found = await entries(bySubjects, kind, organization, jsonText(subjects));
      return groupedBy(found, ({ subject }) => subject);
    },
    withRemoteIds: async (kinds, ids) => {
      if (kinds.length === 0 || ids.length === 0) return [];
      return entries(byRemoteIds, jsonText(kinds), jsonText(ids));
    },
    claims: async (kind, ids) => {
      if (ids.length === 0) return new Map();
      const rows = await select(rowsOf(["remote_id", "key"], claimed, kind, jsonText(ids)));
      return new Map(rows.map((row) => [String(row["remote_id"]), String(row["key"])]));
    },
    unsettled: ({ kind, organization }) => {
      const sql = `${all} WHERE standing IN ('intended', 'in_doubt') AND ${inScope} ORDER BY intended_at, key`;
      return entries(sql, kind, organization);
    },
    sentUnseen: ({ kind, organization }) => {
      const sql = `${all} WHERE unsettled_since IS NOT NULL AND standing IN ('refused', 'released') AND ${inScope}
        ORDER BY key`;
      return entries(sql, kind, organization);
    },
    all: async function* () {
      const sql = `${all} WHERE key > ?1 ORDER BY key LIMIT ?2`;
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(requestColumns, sql, last?.["key"] ?? "", size));
      for await (const row of paged(page)) yield entryOf(row);
    },
    changed: async function* () {
      const sql = `SELECT request.*, min(change.seen_at) AS reached_at FROM request
        JOIN change ON change.key = request.key AND change.to_status = request.status
        WHERE request.key > ?1 GROUP BY request.key ORDER BY request.key LIMIT ?2`;
      const columns = [...requestColumns, "reached_at"];
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(columns, sql, last?.["key"] ?? "", size));
      for await (const row of paged(page)) yield { ...entryOf(row), reachedAt: Number(row["reached_at"]) };
    },
  };
}
