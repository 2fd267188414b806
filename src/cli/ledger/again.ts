import { wholeNumber } from "../../options/measures.ts";
import { UsageError } from "../../errors.ts";
import { hasEnded } from "../../platforms/catalog.ts";
import type { LedgerAddress } from "../../ledger/address.ts";
import { viewLedger } from "../../ledger/open.ts";
import { counted } from "../../text/counts.ts";
import { escapeFormula } from "../../roster/escape.ts";
import type { Runtime } from "../../runtime.ts";
import { entriesOf, entryFilterOf } from "./filter.ts";
import { ask } from "../sync/prompt.ts";

const filters = ["platform", "kind", "standing", "status"];

/**
 * The keys of what has ended among the requests that a filter shows, once a person has agreed to their number: at the
 * terminal, or by `--count`. Empty when they did not.
 */
export async function endedMatching(
  address: LedgerAddress,
  args: Readonly<Record<string, unknown>>,
  runtime: Runtime,
): Promise<readonly string[]> {
  if (filters.every((name) => args[name] === undefined)) {
    throw new UsageError(
      "--as again needs a key, or a filter.",
      "For example: roster-sync ledger resolve --status panel_closed --as again",
    );
  }
  const keys = await endedKeys(address, args);
  if (keys.length === 0) {
    runtime.stdout.write("No request that matches this filter has ended on its platform.\n");
    return [];
  }
  const { count } = args;
  if (typeof count === "string") {
    const said = wholeNumber(count, "--count", 0);
    if (said === keys.length) return keys;
    throw new UsageError(
      `${counted(keys.length, "request")} that this filter matches ended, not ${said}. Nothing was changed.`,
      "Review them with ledger list and the same filter.",
    );
  }
  const those = `${counted(keys.length, "request")} that ended will be requested again by the next sync`;
  if (!runtime.stderr.isTerminal || runtime.stdin.isTTY !== true) {
    throw new UsageError(`${those}.`, `Add --count ${keys.length} to confirm. Nothing was changed.`);
  }
  for (const key of keys.slice(0, 10)) runtime.stderr.write(`  ${escapeFormula(key)}\n`);
  if (keys.length > 10) runtime.stderr.write(`  … and ${keys.length - 10} more\n`);
  return (await ask(`${those}. Continue? [y/N] `, runtime)) === "yes" ? keys : [];
}

async function endedKeys(
  address: LedgerAddress,
  args: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const view = await viewLedger(address);
  try {
    const keys: string[] = [];
    for await (const entry of entriesOf(view, entryFilterOf(args))) if (hasEnded(entry)) keys.push(entry.key);
    return keys;
  } finally {
    await view.close();
  }
}
