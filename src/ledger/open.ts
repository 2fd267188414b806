import { LedgerFileError, LedgerWriteError, messageOf } from "../errors.ts";
import type { LedgerAddress } from "./address.ts";
import { holdPatiently, type HeldPatience } from "./held-ledger.ts";
import type { Ledger } from "./ledger.ts";
import type { PostgresAddress } from "./postgres/address.ts";
import { claimLedger, type LedgerOwner } from "./owner.ts";
import { fileLedger } from "./sqlite/file-ledger.ts";
import type { HoldFor, LedgerFinding, LedgerPlace, LedgerView } from "./store.ts";
import { refuseUnfinishedCopy } from "./unfinished-copy.ts";
import { workingLedger } from "./working.ts";

/** What opening a ledger for a run needs. */
export interface OpenLedger extends HoldFor {
  /** Makes the stored questions unreadable; used only when the ledger is new. */
  readonly salt: string;
  /** Whose run it is; undefined when the platform whose organizations count takes no part. */
  readonly owner?: LedgerOwner | undefined;
  /** Waits for another run to end; undefined: not at all. */
  readonly patience?: HeldPatience | undefined;
}

/**
 * Opens a ledger for one run, creating it if there is none. Throws LedgerHeldError when another run has it,
 * LedgerFileError when it cannot be used or is another organization's; nothing is held then, and nothing was sent.
 */
export function openLedger(address: LedgerAddress, how: OpenLedger): Promise<Ledger> {
  return openPlace(placeOf(address), how);
}

/** The same of a ledger that has no address. */
export async function openPlace(place: LedgerPlace, how: OpenLedger): Promise<Ledger> {
  const { run, salt, owner, clock, patience } = how;
  const store = await holdPatiently(() => place.hold(how), clock, patience);
  try {
    await refuseUnfinishedCopy(store, place.shown);
    if (owner !== undefined) await claimLedger(store, place.shown, owner);
    await store.commit([
      { what: "meta", name: "salt", value: salt },
      { what: "begin-run", run },
    ]);
    return workingLedger(store, run.id, (await store.meta("salt")) ?? salt);
  } catch (error) {
    await store.close();
    if (!(error instanceof LedgerWriteError)) throw error;
    throw new LedgerFileError(
      `The ledger ${place.shown} cannot be opened: ${messageOf(error.cause ?? error)}.`,
      place.remedy,
      { cause: error },
    );
  }
}

/** Opens a ledger that is there, to be looked at, also while a run works with it. Throws LedgerFileError when it is not. */
export function viewLedger(address: LedgerAddress): Promise<LedgerView> {
  return placeOf(address).view();
}

/** What is to be said when there is no ledger yet, without making it; undefined when there is one. */
export function ledgerAbsence(address: LedgerAddress): Promise<LedgerFinding | undefined> {
  return placeOf(address).absence();
}

/** The ledger that an address names, not opened yet. */
export function placeOf(address: LedgerAddress): LedgerPlace {
  switch (address.engine) {
    case "file":
      return fileLedger(address);
    case "given":
      return address.place;
    case "postgres":
      return onPostgres(address);
  }
}

/** Who keeps the ledger in a file never loads what this takes. */
function onPostgres(address: PostgresAddress): LedgerPlace {
  const place = async (): Promise<Omit<LedgerPlace, "shown" | "remedy">> =>
    (await import("./postgres/postgres-ledger.ts")).postgresLedger(address);
  return {
    shown: address.shown,
    remedy: "Check the server and its log, then run the same command again.",
    hold: async (how) => (await place()).hold(how),
    view: async () => (await place()).view(),
    absence: async () => (await place()).absence(),
  };
}
