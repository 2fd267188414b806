import type { SqlRow } from "../database/database.ts";
import { textIn } from "../database/row-text.ts";
import type { Attributes, LedgerEntry, Standing } from "./entry.ts";

function time(row: SqlRow, name: string): number | undefined {
  const value = row[name];
  return typeof value === "number" ? value : undefined;
}

/** A row of the request table as an entry. */
export function entryOf(row: SqlRow): LedgerEntry {
  const details = textIn(row, "details");
  const givenUp = textIn(row, "given_up");
  return {
    key: String(row["key"]),
    platform: String(row["platform"]),
    kind: String(row["kind"]),
    organization: String(row["organization"]),
    subject: String(row["subject"]),
    attributes: JSON.parse(String(row["facts"])) as Attributes,
    standing: row["standing"] as Standing,
    origin: row["origin"] as LedgerEntry["origin"],
    remoteId: textIn(row, "remote_id"),
    status: textIn(row, "status"),
    statusReason: textIn(row, "status_reason"),
    details: details === undefined ? undefined : (JSON.parse(details) as Record<string, string>),
    createdAt: time(row, "created_at"),
    intendedAt: time(row, "intended_at"),
    unsettledSince: time(row, "unsettled_since"),
    clockAheadMs: time(row, "clock_ahead"),
    answerStatus: time(row, "answer_status"),
    operationId: textIn(row, "operation_id"),
    doubtSince: time(row, "doubt_since"),
    settledAt: time(row, "settled_at"),
    seenAt: time(row, "seen_at"),
    shownAt: time(row, "shown_at"),
    givenUp: givenUp === undefined ? undefined : (JSON.parse(givenUp) as string[]),
    sends: Number(row["sends"]),
    problem: textIn(row, "problem"),
    run: String(row["run"]),
  };
}
