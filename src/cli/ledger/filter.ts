import type { LedgerEntry } from "../../ledger/entry.ts";
import type { LedgerView } from "../../ledger/store.ts";

/** Which entries are wanted; what is left out lets everything through. */
export interface EntryFilter {
  readonly platform?: string | undefined;
  readonly kind?: string | undefined;
  readonly standing?: string | undefined;
  readonly status?: string | undefined;
}

/** Which entries the options let through. */
export function entryFilterOf(args: Readonly<Record<string, unknown>>): EntryFilter {
  const text = (name: string): string | undefined =>
    typeof args[name] === "string" ? args[name] : undefined;
  return {
    platform: text("platform"),
    kind: text("kind"),
    standing: text("standing"),
    status: text("status"),
  };
}

/** Every entry that a filter lets through, in key order. */
export async function* entriesOf(
  { requests }: Pick<LedgerView, "requests">,
  filter: EntryFilter,
): AsyncGenerator<LedgerEntry> {
  for await (const entry of requests.all()) if (passes(entry, filter)) yield entry;
}

function passes(entry: LedgerEntry, filter: EntryFilter): boolean {
  const fits = (wanted: string | undefined, has: string | undefined): boolean =>
    wanted === undefined || wanted.toLowerCase() === (has ?? "").toLowerCase();
  return (
    fits(filter.platform, entry.platform) &&
    (fits(filter.kind, entry.kind) || fits(filter.kind, entry.kind.split(".")[1])) &&
    fits(filter.standing, entry.standing) &&
    fits(filter.status, entry.status)
  );
}
