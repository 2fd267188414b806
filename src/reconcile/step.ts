import type { LedgerEntry } from "../ledger/entry.ts";
import type { Step } from "../staging/work-items.ts";

/** How far a request has come, as the ledger remembers it. */
export function stepOf(entry: LedgerEntry | undefined): Step {
  if (entry === undefined) return "look";
  switch (entry.standing) {
    case "refused":
    case "released":
      return "look";
    case "intended":
    case "in_doubt":
      return "doubt";
    case "accepted":
      return entry.remoteId === undefined || entry.status === undefined ? "confirm" : "refresh";
  }
}
