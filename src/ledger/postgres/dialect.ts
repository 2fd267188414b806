import type { Dialect } from "../sql/engine.ts";

/** What PostgreSQL says in its own way. */
export const postgresDialect: Dialect = {
  items: (place) => `jsonb_array_elements_text(CAST(?${place} AS jsonb)) WITH ORDINALITY AS t(item, n)`,
  records: (columns) => {
    const names = Object.keys(columns);
    const typed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    return `ROWS FROM (jsonb_to_recordset(CAST(?1 AS jsonb)) AS (${typed.join(", ")})) WITH ORDINALITY
      AS t(${names.join(", ")}, n)`;
  },
  appended: (list, item) =>
    `CAST(coalesce(CAST(${list} AS jsonb), '[]') || to_jsonb(CAST(${item} AS text)) AS text)`,
};

/** A statement as PostgreSQL takes it: its places are `$1`, `$2`. */
export function inPostgresWords(sql: string): string {
  return sql.replaceAll(/\?(\d+)/g, "$$$1");
}
