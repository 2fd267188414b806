import { codeIn } from "./words.ts";
import type { Holding } from "../ledger/holding.ts";

/** The days from which "in force" is told. */
export interface Horizon {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What ends on this day or before it counts as not held; undefined: only what has ended does. */
  readonly renewUntil: string | undefined;
}

/** What holdings say of a wanted request. */
export interface Verdict {
  /** The status of what is held already, where it is all that is wanted. */
  readonly held?: string;
  /** Of several wanted lines of business those that are not covered, where some are. */
  readonly uncovered?: readonly string[];
  /** What there is and does not stand in the way, as a sentence. */
  readonly note?: string;
}

/** Whether something has ended, or ends so soon that it is to be renewed. */
export function lapses({ until }: Pick<Holding, "until">, { today, renewUntil }: Horizon): boolean {
  return until !== undefined && (until < today || (renewUntil !== undefined && until <= renewUntil));
}

/** Whether a license is good today, whatever its status word says after its last day. */
export function isActiveLicense({ status, until }: Holding, today: string): boolean {
  return isActiveWord(status) && (until === undefined || until >= today);
}

/** Some platforms write `active`; others repeat the boards, who write `Active`, `Active - Unrestricted`, `Current`. */
function isActiveWord(status: string | undefined): boolean {
  const word = codeIn(status);
  return (
    word !== undefined && /^(?:active|current|clear|good_standing|valid|expires_?soon)(?![a-z])/.test(word)
  );
}

/** Whether an enrollment is in force today. */
export function isInForce({ from, until, status, attributes }: Holding, today: string): boolean {
  const begun = from !== undefined && from <= today;
  const participates = codeIn(attributes["par_status"]) !== "non_par";
  const word = codeIn(status);
  return (
    begun &&
    (until === undefined || until >= today) &&
    participates &&
    (word === undefined || word === "active")
  );
}
