import { requestedAt, type LedgerEntry, type PastRun } from "../ledger/entry.ts";
import { changeLabel, platformOf } from "../platforms/catalog.ts";
import { escapeFormula } from "../roster/columns.ts";
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

const counted = [
  "made license",
  "made enrollment",
  "made credentialing",
  "completed license",
  "completed enrollment",
  "completed credentialing",
  "ended license",
  "ended enrollment",
  "ended credentialing",
  "open license",
  "open enrollment",
  "open credentialing",
  "attestations overdue",
  "attestations in 30 days",
] as const;

/** The columns under which past runs are listed: when, how it ended, and what it counted. */
export const runColumns = [
  "started_at",
  "ended_at",
  "exit_code",
  ...counted.map((name) => name.replaceAll(" ", "_")),
  "command",
  "run",
] as const;

/** A run as a line under {@link runColumns}; times are ISO 8601, UTC; what a run did not count is blank. */
export function runLine({ startedAt, endedAt, exitCode, counts, command, id }: PastRun): readonly string[] {
  return [
    new Date(startedAt).toISOString(),
    endedAt === undefined ? "" : new Date(endedAt).toISOString(),
    exitCode === undefined ? "" : String(exitCode),
    ...counted.map((name) => (counts === undefined ? "" : String(counts[name] ?? 0))),
    command,
    id,
  ];
}

/** The columns of the list for people, which fits a terminal. */
export const briefRunColumns = ["started", "exit", "made", "completed", "ended", "open", "command"] as const;

/** A run as a line under {@link briefRunColumns}, all kinds of request together; the time is UTC. */
export function briefRunLine({ startedAt, exitCode, counts, command }: PastRun): readonly string[] {
  const sum = (what: string): string => {
    if (counts === undefined) return "-";
    const kinds = ["license", "enrollment", "credentialing"];
    return String(kinds.reduce((total, kind) => total + (counts[`${what} ${kind}`] ?? 0), 0));
  };
  return [
    `${new Date(startedAt).toISOString().slice(0, 16).replace("T", " ")}Z`,
    exitCode === undefined ? "none" : String(exitCode),
    sum("made"),
    sum("completed"),
    sum("ended"),
    sum("open"),
    // the command and its roster; the flags are in the other formats
    command.split(" ").slice(1, 3).join(" "),
  ];
}
