import { jsonText } from "../json-text.ts";
import type { Holding, HoldingKind, HoldingPlatform } from "../holding.ts";
import type { Attributes } from "../entry.ts";
import { ledgerTables } from "../rows.ts";
import type { SqlRow, SqlValue } from "./engine.ts";
import { textIn } from "./row-values.ts";

/** The columns of the holding table. */
export const holdingColumns = Object.keys(ledgerTables.holding.columns);

/** A row of the holding table as a holding. */
export function holdingOf(row: SqlRow): Holding {
  return {
    platform: row["platform"] as HoldingPlatform,
    kind: row["kind"] as HoldingKind,
    id: String(row["id"]),
    subject: String(row["subject"]),
    state: textIn(row, "state"),
    number: textIn(row, "number"),
    status: textIn(row, "status"),
    from: textIn(row, "from_day"),
    until: textIn(row, "until_day"),
    due: textIn(row, "due_day"),
    attributes: JSON.parse(String(row["facts"])) as Attributes,
  };
}

/** A holding as a record of its columns. */
export function holdingRecord(holding: Holding, seenAt: number): Record<string, SqlValue> {
  const { platform, kind, id, subject, state, number, status, from, until, due, attributes } = holding;
  return {
    platform,
    kind,
    id,
    subject,
    state: state ?? null,
    number: number ?? null,
    status: status ?? null,
    from_day: from ?? null,
    until_day: until ?? null,
    due_day: due ?? null,
    facts: jsonText(attributes),
    seen_at: seenAt,
  };
}
