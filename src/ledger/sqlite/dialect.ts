import type { Dialect } from "../sql/engine.ts";

/** What SQLite says in its own way. */
export const sqliteDialect: Dialect = {
  items: (place) => `(SELECT value AS item, key + 1 AS n FROM json_each(?${place})) AS t`,
  records: (columns) => {
    const fields = Object.keys(columns).map((name) => `json_extract(value, '$.${name}') AS ${name}`);
    return `(SELECT ${fields.join(", ")}, each.key + 1 AS n FROM json_each(?1) AS each) AS t`;
  },
  appended: (list, item) => `json_insert(coalesce(${list}, '[]'), '$[#]', ${item})`,
};
