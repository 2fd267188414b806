import { wholeNumber } from "../../options/measures.ts";
import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import { entryLabel } from "../../platforms/catalog.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import { viewLedger } from "../../ledger/open.ts";
import type { Runtime } from "../../runtime.ts";
import { readRosterPeople } from "./roster-people.ts";

/**
 * The ledger's key of the request that `--roster`, `--row` and `--request` name; undefined when they are not used.
 * Throws UsageError when they name none, or more than one.
 */
export async function keyOfRow(
  { roster, row, request }: Readonly<Record<string, unknown>>,
  settings: Settings,
  runtime: Runtime,
): Promise<string | undefined> {
  if (row === undefined && request === undefined) return undefined;
  if (typeof roster !== "string" || typeof row !== "string" || typeof request !== "string") {
    throw new UsageError(
      "--row needs --roster and --request.",
      'For example: roster-sync ledger resolve --roster roster.results.csv --row 5 --request "license CA" --as absent',
    );
  }
  const people = await readRosterPeople(roster, settings, runtime);
  const ids = new Set(people.idsIn(wholeNumber(row, "--row", 1)));
  if (ids.size === 0) throw new UsageError(`Row ${row} of ${roster} has no provider, group or facility id.`);
  const view = await viewLedger(settings.ledger);
  try {
    const own: LedgerEntry[] = [];
    for await (const entry of view.requests.all()) if (ids.has(entry.subject.toLowerCase())) own.push(entry);
    const meant = own.filter((entry) => entryLabel(entry).toLowerCase() === request.trim().toLowerCase());
    const [only, ...others] = meant;
    if (only !== undefined && others.length === 0) return only.key;
    const which = (meant.length === 0 ? own.map(entryLabel) : meant.map(({ key }) => `'${key}'`)).join(", ");
    throw new UsageError(
      `Row ${row} has ${meant.length === 0 ? "no" : "more than one"} request "${request}" in the ledger.`,
      which === ""
        ? undefined
        : meant.length === 0
          ? `It has: ${which}.`
          : `Choose one by its key: ${which}.`,
    );
  } finally {
    await view.close();
  }
}
