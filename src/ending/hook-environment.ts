import { environmentVariables } from "../config/accounts.ts";
import { requestOutcomes } from "../results/request-counts.ts";
import { endLine, type RunEnding } from "./end-line.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that a hook is told by; docs/operations.md lists the same. */
export const hookVariables = [
  "ROSTER_SYNC_COMMAND",
  "ROSTER_SYNC_EXIT_CODE",
  "ROSTER_SYNC_RUN",
  "ROSTER_SYNC_STOP",
  "ROSTER_SYNC_MESSAGE",
  "ROSTER_SYNC_RESULTS",
  "ROSTER_SYNC_ROWS",
  "ROSTER_SYNC_ROWS_FAILED",
  "ROSTER_SYNC_ROWS_UNKNOWN",
  ...requestOutcomes.map((outcome) => `ROSTER_SYNC_REQUESTS_${outcome.toUpperCase()}`),
  "ROSTER_SYNC_CHANGES",
  "ROSTER_SYNC_ENDED_NEW",
] as const;

/** What a run came to, as environment variables. */
export function hookFacts(ending: RunEnding): Readonly<Record<string, string>> {
  const { summary } = ending;
  const { outcomes, requests } = summary;
  const counts = requestOutcomes.map((outcome): [string, string] => [
    `ROSTER_SYNC_REQUESTS_${outcome.toUpperCase()}`,
    String(requests[outcome]),
  ]);
  return {
    ROSTER_SYNC_COMMAND: summary.command,
    ROSTER_SYNC_EXIT_CODE: String(summary.exit_code),
    ROSTER_SYNC_RUN: summary.run,
    ROSTER_SYNC_STOP: summary.stop?.code ?? "",
    ROSTER_SYNC_MESSAGE: endLine(ending),
    ROSTER_SYNC_RESULTS: summary.results ?? "",
    ROSTER_SYNC_ROWS: String(summary.rows),
    ROSTER_SYNC_ROWS_FAILED: String(outcomes.failed),
    ROSTER_SYNC_ROWS_UNKNOWN: String(outcomes.unknown),
    ...Object.fromEntries(counts),
    ROSTER_SYNC_CHANGES: String(summary.changes),
    ROSTER_SYNC_ENDED_NEW: String(summary.ended.new),
  };
}

/** Names that may bear a secret of ours, whatever else begins like them. */
const ours = /^(?:MEDALLION|VERIFIABLE|CAQH|PG)[A-Z_]*$/i;

/** A proxy's address may hold a password. */
const proxies = /^(?:https?|all)_proxy$/i;

/** Values shorter than that are no secret, and would fit by chance. */
const leastSecret = 6;

/**
 * The environment of a hook: what this process was given without anything that is ours to keep. Left out are our own
 * settings, every variable that holds the value of one of our secrets, and proxies with a password.
 * @param known the environment with the `.env` file behind it
 */
export function hookEnvironment(given: Environment, known: Environment): Readonly<Record<string, string>> {
  const secrets = Object.entries(known)
    .filter(([name]) => isSecret(name))
    .flatMap(([, value]) =>
      value !== undefined && value.trim().length >= leastSecret ? [value.trim()] : [],
    );
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || ours.test(name)) continue;
    if (proxies.test(name) && /\/\/[^/]*@|^[^/]*@/.test(value)) continue;
    if (secrets.some((secret) => value.includes(secret))) continue;
    kept[name] = value;
  }
  return kept;
}

function isSecret(name: string): boolean {
  return (
    /(?:KEY|PASSWORD|SECRET|TOKEN)$/.test(name) &&
    (Object.hasOwn(environmentVariables, name) || name === "PGPASSWORD")
  );
}
