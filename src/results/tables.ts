import { escapeFormula } from "../roster/escape.ts";
import { changeLabel } from "./labels.ts";
import type { AnsweredRow } from "./row-answers.ts";

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
] as const;

/** The lines of one row in the long table. */
export function requestLines(row: number, answered: AnsweredRow): readonly (readonly string[])[] {
  return answered.asks.map(({ staged, want, entry, outcome, problem }) =>
    [
      String(row),
      staged.ask.kind.split(".")[0] ?? "",
      staged.ask.kind.split(".")[1] ?? "",
      changeLabel(staged.ask),
      want?.subject ?? "",
      outcome,
      entry?.remoteId ?? "",
      entry?.status ?? "",
      entry?.statusReason ?? "",
      problem?.code ?? "",
      problem?.problem ?? "",
    ].map(escapeFormula),
  );
}

/** The columns of the table of changes. */
export const changeColumns = ["row", "platform", "request", "from", "to", "seen_at"] as const;

/** The lines of one row in the table of changes. */
export function changeLines(row: number, answered: AnsweredRow): readonly (readonly string[])[] {
  return answered.asks.flatMap(({ staged, change }) =>
    change === undefined
      ? []
      : [
          [
            String(row),
            staged.ask.kind.split(".")[0] ?? "",
            changeLabel(staged.ask),
            change.from,
            change.to,
            change.seenAt === 0 ? "" : new Date(change.seenAt).toISOString(),
          ].map(escapeFormula),
        ],
  );
}
