import { LedgerFileError, LedgerWriteError, messageOf, LedgerHeldError } from "../errors.ts";
import type { Clock } from "../runtime.ts";
import type { LedgerAddress } from "./address.ts";
import { refuseUnfinishedCopy } from "./copy.ts";
import type { Ledger } from "./ledger.ts";
import type { PostgresAddress } from "./postgres/address.ts";
import { fileLedger } from "./sqlite/file-ledger.ts";
import type { HoldFor, LedgerFinding, LedgerPlace, LedgerView, LedgerStore, LedgerChange } from "./store.ts";
import { workingLedger } from "./working.ts";

/** What opening a ledger for a run needs. */
interface OpenLedger extends HoldFor {
  /** Makes the stored questions unreadable; used only when the ledger is new. */
  readonly salt: string;
  /** Whose run it is; undefined when the platform whose organizations count takes no part. */
  readonly owner?: LedgerOwner | undefined;
  /** Waits for another run to end; undefined: not at all. */
  readonly wait?: HeldWait | undefined;
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
  const { run, salt, owner, clock, wait } = how;
  const store = await holdWaiting(() => place.hold(how), clock, wait);
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
async function claimLedger(store: LedgerStore, shown: string, owner: LedgerOwner): Promise<void> {
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

/** How long to wait for a ledger that another run holds. */
interface HeldWait {
  readonly waitMs: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Told once, when the waiting begins, who holds it. */
  readonly onWait: (held: LedgerHeldError) => void;
}

const againMs = 2_000;

/**
 * Tries to hold a ledger again and again while another run has it. Throws the last LedgerHeldError when that goes on for
 * longer than it is to wait, or when the signal is aborted.
 */
export async function holdWaiting<Store>(
  hold: () => Promise<Store>,
  clock: Clock,
  wait: HeldWait | undefined,
): Promise<Store> {
  const until = clock.monotonic() + (wait?.waitMs ?? 0);
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await hold();
    } catch (error) {
      if (!(error instanceof LedgerHeldError) || wait === undefined) throw error;
      const left = until - clock.monotonic();
      if (left <= 0 || wait.signal.aborted) throw error;
      if (isFirst) wait.onWait(error);
      await clock.sleep(Math.min(againMs, left), wait.signal);
    }
  }
}
