import { jsonText } from "../json-text.ts";
import type { LedgerChange } from "../change.ts";
import { groupedBy } from "../grouped.ts";
import { ledgerTables } from "../rows.ts";
import type { Dialect, Program } from "./engine.ts";
import { write } from "./statement.ts";

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
