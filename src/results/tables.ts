import { changeLabel, platformOf } from "../platforms/catalog.ts";
import { requestedAt, type LedgerEntry } from "../ledger/entry.ts";
import { escapeFormula } from "../roster/escape.ts";
import type { ReportedRow } from "./reported-row.ts";

/** The columns of the long table: one line per request of a row. */
export const requestColumns = [
  "row",
  "platform",
  "kind",
  "request",
  "subject_id",
  "sync_result",
  "request_id",
  "status",
  "status_reason",
  "sync_error_code",
  "sync_error",
  "requested_at",
  "key",
] as const;

/** The lines of one row in the long table. */
export function requestLines({ row, specs }: ReportedRow): readonly (readonly string[])[] {
  return specs.map(({ staged, workItem, entry, outcome, problem }) =>
    [
      String(row),
      platformOf(staged.spec.kind),
      staged.spec.kind.split(".")[1] ?? "",
      changeLabel(staged.spec),
      workItem?.subject ?? "",
      outcome,
      entry?.remoteId ?? "",
      workItem?.held ?? entry?.status ?? "",
      entry?.statusReason ?? "",
      problem?.code ?? "",
      problem?.message ?? "",
      requestedTime(entry),
      staged.key ?? entry?.key ?? "",
    ].map(escapeFormula),
  );
}

function requestedTime(entry: LedgerEntry | undefined): string {
  const at = entry === undefined ? undefined : requestedAt(entry);
  return at === undefined ? "" : new Date(at).toISOString();
}

/** The columns of the table of changes. */
export const changeColumns = ["row", "provider", "platform", "request", "from", "to", "seen_at"] as const;

/** The lines of one row in the table of changes. */
export function changeLines({ row, who, moved }: ReportedRow): readonly (readonly string[])[] {
  return moved.map(({ platform, request, from, to, seenAt }) =>
    [
      String(row),
      who,
      platform,
      request,
      from,
      to,
      seenAt === undefined ? "" : new Date(seenAt).toISOString(),
    ].map(escapeFormula),
  );
}
