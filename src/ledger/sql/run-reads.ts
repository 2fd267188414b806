import type { RunReader } from "../stores.ts";
import type { SqlRow } from "./engine.ts";
import { paged } from "./paged.ts";
import type { Reading } from "./reads.ts";
import { pastRunOf, recordOf, runColumns } from "./run-row.ts";
import { rowsOf } from "./statement.ts";

const selected = `SELECT ${runColumns.join(", ")} FROM run`;

/** What can be asked about runs in their order. */
export function runReads({ select }: Reading): Pick<RunReader, "since" | "unfinished"> {
  return {
    since: async function* (at) {
      const sql = `${selected} WHERE started_at > ?1 OR (started_at = ?1 AND id > ?2) ORDER BY started_at, id LIMIT ?3`;
      const page = (last: SqlRow | undefined, size: number) =>
        select(rowsOf(runColumns, sql, last?.["started_at"] ?? at, last?.["id"] ?? "", size));
      for await (const row of paged(page)) yield pastRunOf(row);
    },
    unfinished: async () => {
      const sql = `${selected} WHERE ended_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1`;
      const [row] = await select(rowsOf(runColumns, sql));
      return row === undefined ? undefined : recordOf(row);
    },
  };
}
