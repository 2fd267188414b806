import { jsonText } from "../json-text.ts";
import { wholeTime } from "../whole-time.ts";
import type { Attributes, LedgerEntry, RemoteState, RequestIdentity, Standing } from "../entry.ts";
import { ledgerTables } from "../rows.ts";
import type { SqlRow, SqlValue } from "./engine.ts";
import { timeIn, textIn } from "./row-values.ts";

/** The columns of the request table. */
export const requestColumns = Object.keys(ledgerTables.request.columns);

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
    createdAt: timeIn(row, "created_at"),
    intendedAt: timeIn(row, "intended_at"),
    unsettledSince: timeIn(row, "unsettled_since"),
    clockAheadMs: timeIn(row, "clock_ahead"),
    answerStatus: timeIn(row, "answer_status"),
    operationId: textIn(row, "operation_id"),
    doubtSince: timeIn(row, "doubt_since"),
    settledAt: timeIn(row, "settled_at"),
    seenAt: timeIn(row, "seen_at"),
    shownAt: timeIn(row, "shown_at"),
    givenUp: givenUp === undefined ? undefined : (JSON.parse(givenUp) as string[]),
    sends: Number(row["sends"]),
    problem: textIn(row, "problem"),
    run: String(row["run"]),
  };
}

/** A record of the columns that say which request it is. */
export function identityRecord(request: RequestIdentity): Record<string, SqlValue> {
  const { key, platform, kind, organization, subject, attributes } = request;
  return { key, platform, kind, organization, subject, facts: jsonText(attributes) };
}

/** A record of the columns that say what the platform says of a request. */
export function remoteRecord(remote: RemoteState): Record<string, SqlValue> {
  return {
    remote_id: remote.remoteId ?? null,
    status: remote.status ?? null,
    status_reason: remote.statusReason ?? null,
    details: remote.details === undefined ? null : jsonText(remote.details),
    created_at: wholeTime(remote.createdAt) ?? null,
  };
}

/** An entry as a record of its columns. */
export function entryRecord(entry: LedgerEntry): Record<string, SqlValue> {
  return {
    ...identityRecord(entry),
    ...remoteRecord(entry),
    standing: entry.standing,
    origin: entry.origin,
    intended_at: entry.intendedAt ?? null,
    unsettled_since: entry.unsettledSince ?? null,
    clock_ahead: entry.clockAheadMs ?? null,
    answer_status: entry.answerStatus ?? null,
    operation_id: entry.operationId ?? null,
    doubt_since: entry.doubtSince ?? null,
    settled_at: entry.settledAt ?? null,
    seen_at: entry.seenAt ?? null,
    shown_at: entry.shownAt ?? null,
    given_up: entry.givenUp === undefined ? null : JSON.stringify(entry.givenUp),
    sends: entry.sends,
    problem: entry.problem ?? null,
    run: entry.run,
  };
}
