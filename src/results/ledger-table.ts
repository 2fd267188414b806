import { requestedAt, type LedgerEntry } from "../ledger/entry.ts";

/** The columns under which ledger entries are listed and exported. */
export const ledgerColumns = [
  "key",
  "platform",
  "kind",
  "subject_id",
  "standing",
  "origin",
  "request_id",
  "status",
  "status_reason",
  "requested_at",
  "settled_at",
  "status_read_at",
  "problem",
] as const;

/** An entry as a line under {@link ledgerColumns}; times are ISO 8601, UTC. */
export function ledgerLine(entry: LedgerEntry): readonly string[] {
  const time = (at: number | undefined): string => (at === undefined ? "" : new Date(at).toISOString());
  return [
    entry.key,
    entry.platform,
    entry.kind.split(".")[1] ?? entry.kind,
    entry.subject,
    entry.standing,
    entry.origin,
    entry.remoteId ?? "",
    entry.status ?? "",
    entry.statusReason ?? "",
    time(requestedAt(entry)),
    time(entry.settledAt),
    time(entry.seenAt),
    entry.problem ?? "",
  ];
}
