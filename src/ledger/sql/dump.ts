import { jsonText } from "../json-text.ts";
import type { LedgerChange } from "../change.ts";
import { groupedBy } from "../../text/grouped.ts";
import { ledgerTables, type LedgerRow, type LedgerTable } from "../rows.ts";
import type { Dialect, Program, SqlValue } from "./engine.ts";
import { write, paged, rowsOf } from "./statement.ts";
import type { Reading } from "./reads.ts";

/** Takes over rows of another ledger, as programs in the words of one engine. */
export class CopyRules {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  *copy({ rows }: Extract<LedgerChange, { readonly what: "copy" }>): Program<undefined> {
    for (const [table, group] of groupedBy(rows, (row) => row.table)) {
      const { columns } = ledgerTables[table];
      const names = Object.keys(columns);
      yield write(
        `INSERT INTO ${table} (${names.join(", ")})
         SELECT ${names.map((name) => `t.${name}`).join(", ")} FROM ${this.#dialect.records(columns)} ORDER BY t.n`,
        jsonText(group.map((row) => row.columns)),
      );
    }
    return undefined;
  }
}

/** All rows of all tables, as they are copied. */
export async function* dumpOf({ select }: Reading): AsyncGenerator<LedgerRow> {
  for (const table of Object.keys(ledgerTables) as LedgerTable[]) {
    for await (const row of paged(pageOf(table, select))) {
      const names = Object.keys(ledgerTables[table].columns);
      yield { table, columns: Object.fromEntries(names.map((name) => [name, row[name] ?? null])) };
    }
  }
}

type Page = Parameters<typeof paged>[0];

function pageOf(table: LedgerTable, select: Reading["select"]): Page {
  const { columns, order } = ledgerTables[table];
  const names = [...new Set([...Object.keys(columns), ...order])];
  const selected = `SELECT ${names.join(", ")} FROM ${table}`;
  // two calls may have been made in the same millisecond, so that these have no key to go on from
  if (table === "call_made") {
    let read = 0;
    return async (_last, size) => {
      const sql = `${selected} ORDER BY ${order.join(", ")} LIMIT ?1 OFFSET ?2`;
      const rows = await select(rowsOf(names, sql, size, read));
      read += rows.length;
      return rows;
    };
  }
  return (last, size) => {
    const after = last === undefined ? [] : order.map((name): SqlValue => last[name] ?? null);
    const places = after.map((_, place) => `?${place + 1}`).join(", ");
    const where = last === undefined ? "" : `WHERE (${order.join(", ")}) > (${places})`;
    const sql = `${selected} ${where} ORDER BY ${order.join(", ")} LIMIT ?${after.length + 1}`;
    return select(rowsOf(names, sql, ...after, size));
  };
}
