import type { PastRun } from "../ledger/run-record.ts";

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
