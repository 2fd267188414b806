import type { LedgerEntry } from "../ledger/entry.ts";
import type { Known } from "./events.ts";
import { next, unknown, type State } from "./state.ts";

/** What is to be thought of a ledger's entry beside what it says. */
interface Doubts {
  /** Its id stands under another key as well. */
  readonly isDisputed?: boolean;
  /** The platform can be asked what came of what it works on. */
  readonly canBePolled?: boolean;
  /** Of what was removed there is nothing more to be known. */
  readonly isRemoval?: boolean;
}

/** A ledger's entry, as the state machine is told of it; undefined where the ledger has none. */
export function knownOf(
  entry: LedgerEntry | undefined,
  { isDisputed = false, canBePolled = false, isRemoval = false }: Doubts = {},
): Known {
  return {
    event: "known",
    standing: entry?.standing,
    hasId: isRemoval || entry?.remoteId !== undefined,
    hasStatus: isRemoval || entry?.status !== undefined,
    isDisputed,
    isPending: canBePolled && entry?.operationId !== undefined,
  };
}

/** Where an operation stands of which only the ledger is known. */
export function firstState(known: Known): State {
  return next(unknown, known).state;
}

/** Only the answer to its submission ever named it. */
export function wasNeverShown(entry: LedgerEntry | undefined): boolean {
  return entry?.standing === "accepted" && entry.shownAt === undefined;
}
