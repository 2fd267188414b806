import type { Standing } from "../../../src/ledger/entry.ts";
import type { Expired, Known } from "../../../src/requests/events.ts";

/** What the ledger remembers of something: by default, nothing. */
export function known(standing?: Standing, changes: Partial<Known> = {}): Known {
  return {
    event: "known",
    standing,
    hasId: false,
    hasStatus: false,
    isDisputed: false,
    isPending: false,
    ...changes,
  };
}

/** That something was looked for over its whole settling time in vain, with nothing else to be said of it. */
export function expired(changes: Partial<Expired> = {}): Expired {
  return {
    event: "expired",
    absence: "read",
    hasId: false,
    isOfThisRun: false,
    wasShown: false,
    isTaken: false,
    isAlike: false,
    refusal: "none",
    isAsked: true,
    resends: 0,
    ...changes,
  };
}
