import { LedgerFileError } from "../errors.ts";
import type { Database } from "../database/database.ts";

const name = "medallion_organization";

/**
 * Makes a ledger that of one Medallion organization: ids of people, practices and lists are remembered without it, and
 * would be given to the wrong one. Throws LedgerFileError when the ledger is another organization's. One that was
 * written before ledgers had an owner is taken up by whoever it holds requests of.
 */
export function claimLedger(database: Database, path: string, organization: string): void {
  const owner = database.prepare("SELECT value FROM meta WHERE name = ?").get(name)?.["value"];
  if (owner === organization) return;
  if (typeof owner === "string") throw anothers(path, owner, organization);
  const known = database
    .prepare("SELECT DISTINCT organization FROM request WHERE platform = 'medallion' ORDER BY organization")
    .all()
    .map((row) => String(row["organization"]));
  const [only] = known;
  if (only !== undefined && !known.includes(organization)) throw anothers(path, only, organization);
  database.exec("BEGIN IMMEDIATE");
  // who was looked up for whom is not known: it is looked up again, once
  if (known.length !== 1) {
    database.exec("DELETE FROM identity WHERE directory LIKE 'medallion.%'");
    database.exec("DELETE FROM survey WHERE name LIKE 'medallion.%'");
  }
  database.prepare("INSERT INTO meta (name, value) VALUES (?, ?)").run(name, organization);
  database.exec("COMMIT");
}

function anothers(path: string, owner: string, organization: string): LedgerFileError {
  return new LedgerFileError(
    `The ledger ${path} belongs to the Medallion organization ${owner}, and this run is for ${organization}.`,
    "Use this organization's own ledger with --ledger (a new file will do), or check MEDALLION_ORGANIZATION_ID.",
  );
}
