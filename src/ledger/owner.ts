import { LedgerFileError } from "../errors.ts";
import type { LedgerChange } from "./change.ts";
import type { LedgerStore } from "./store.ts";

/** Whose a ledger is on the platform by whose organizations people, practices and lists are told apart. */
export interface LedgerOwner {
  readonly platform: string;
  /** The platform's name as people know it. */
  readonly title: string;
  readonly organization: string;
  /** Where the organization is set. */
  readonly setting: string;
}

/**
 * Makes a ledger that of one organization: ids of people, practices and lists are remembered without it, and would be
 * given to the wrong one. Throws LedgerFileError when the ledger is another organization's. One that was written before
 * ledgers had an owner is taken up by whoever it holds requests of.
 */
export async function claimLedger(store: LedgerStore, shown: string, owner: LedgerOwner): Promise<void> {
  const { platform, organization } = owner;
  const name = `${platform}_organization`;
  const before = await store.meta(name);
  if (before === organization) return;
  if (before !== undefined) throw anothers(shown, before, owner);
  const known = await store.organizations(platform);
  const [only] = known;
  if (only !== undefined && !known.includes(organization)) throw anothers(shown, only, owner);
  const claim: LedgerChange = { what: "meta", name, value: organization };
  // where it holds several or none, who was looked up for whom is not known: it is looked up again, once
  const isCertain = known.length === 1;
  await store.commit(isCertain ? [claim] : [{ what: "forget-lookups", platform }, claim]);
}

function anothers(
  shown: string,
  before: string,
  { title, organization, setting }: LedgerOwner,
): LedgerFileError {
  return new LedgerFileError(
    `The ledger ${shown} belongs to the ${title} organization ${before}, and this run is for ${organization}.`,
    `Use this organization's own ledger with --ledger (a new file will do), or check ${setting}.`,
  );
}
