import { jsonText } from "../json-text.ts";
import type { Holding } from "../holding.ts";
import { movesOf } from "../holding-moves.ts";
import type { LedgerChange } from "../change.ts";
import type { StatusChange } from "../entry.ts";
import { ledgerTables } from "../rows.ts";
import { keepChanges } from "./change-row.ts";
import type { Dialect, Program } from "./engine.ts";
import { holdingColumns, holdingOf, holdingRecord } from "./holding-row.ts";
import { rowsOf, write } from "./statement.ts";

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
