import { requestedAt, type LedgerEntry } from "../ledger/entry.ts";
import { platformOf } from "../roster/request-spec.ts";
import { escapeFormula } from "../roster/escape.ts";
import { changeLabel } from "./labels.ts";
import type { ToldRow } from "./reported-row.ts";

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
export function requestLines({ row, asks }: ToldRow): readonly (readonly string[])[] {
  return asks.map(({ staged, want, entry, outcome, problem }) =>
    [
      String(row),
      platformOf(staged.ask.kind),
      staged.ask.kind.split(".")[1] ?? "",
      changeLabel(staged.ask),
      want?.subject ?? "",
      outcome,
      entry?.remoteId ?? "",
      want?.held ?? entry?.status ?? "",
      entry?.statusReason ?? "",
      problem?.code ?? "",
      problem?.problem ?? "",
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
export function changeLines({ row, who, moved }: ToldRow): readonly (readonly string[])[] {
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
