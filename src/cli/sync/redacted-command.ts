import { basename } from "node:path";
import type { RunRecord } from "../../ledger/entry.ts";
import type { Runtime } from "../../runtime.ts";

/** Flags whose values are told by their being there: they name a row, or a program with its arguments. */
const unreported = new Set(["--where", "--on-end"]);

/** Flags whose values are headers of the roster and no paths. */
const noPaths = new Set(["--map", "--report-by", "--only", "--key"]);

/**
 * A command line as the ledger keeps it and as it is told to a second run. A folder may be named after a person, so of
 * paths the last part is kept; of addresses the host and the path; of what names a row nothing.
 */
export function redactedCommand(argv: readonly string[]): string {
  const words = argv.map((word, place) => {
    const [flag, value] = split(word);
    if (value !== undefined) return `${flag}=${shown(flag, value)}`;
    const before = argv[place - 1] ?? "";
    return before.startsWith("-") && !word.startsWith("-") ? shown(before, word) : shown(argv[0] ?? "", word);
  });
  return `roster-sync ${words.join(" ")}`;
}

function split(word: string): readonly [string, string | undefined] {
  const [, flag, value] = /^(--?[\w-]+)=(.*)$/s.exec(word) ?? [];
  return [flag ?? word, value];
}

/** @param owner the flag that it is the value of, or the command that it is an argument of */
function shown(owner: string, word: string): string {
  if (unreported.has(owner)) return "…";
  // keys of the ledger are arguments of its command
  if (noPaths.has(owner) || owner === "ledger" || !/[/\\]/.test(word)) return word;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(word)) return withoutSecrets(word);
  return basename(word.replaceAll("\\", "/"));
}

function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return "…";
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}

/** A command that works on a ledger, as the ledger keeps it. */
export function runOf(runtime: Runtime, argv: readonly string[]): RunRecord {
  return {
    id: runtime.randomHex(6),
    command: redactedCommand(argv),
    pid: runtime.pid,
    host: runtime.host,
    startedAt: runtime.clock.now(),
  };
}
