import type { Holding } from "../ledger/holding.ts";
import type { Horizon, Verdict } from "./in-force.ts";
import type { Attributes } from "../ledger/entry.ts";
import type { HoldingList } from "../ledger/stores.ts";
import type { Listing } from "../lists/listing.ts";

/** A provider or a group that may have something. */
export interface Holder {
  /** The platform's id. */
  readonly subject: string;
  readonly what: "provider" | "group";
}

/** One list of what people have on a platform: licenses on file, enrollments, dates, profiles. Pure. */
export interface HoldingSource extends HoldingList {
  /** What it is called in sentences: `licenses on file`. */
  readonly title: string;
  readonly holders: readonly Holder["what"][];
  /** The kind of request that is not made for what is held; undefined where nothing is requested for it. */
  readonly spares: string | undefined;
  /** The columns of the results that tell of it. */
  readonly columns: readonly string[];
  /** The list of people shows it too, so that looking somebody up says it. */
  readonly isShownByLookups?: true;
  /** What those holdings of a subject say of a wanted request of the kind that is spared. */
  readonly verdict?: (wanted: Attributes, holdings: readonly Holding[], horizon: Horizon) => Verdict;
  readonly all: Listing<Holding>;
  readonly ofHolder: (holder: Holder) => Listing<Holding>;
  /** What moved since a day, both ends included. */
  readonly changedSince?: (day: string) => Listing<Holding>;
  /**
   * For a list that cannot be asked for what moved: what its first page shows of that. `ends-first`: what ends
   * soonest; `moved-first`: what moved last.
   */
  readonly firstPage?: "ends-first" | "moved-first";
}

/** The name under which the ledger remembers how long a list is. */
export function nameOfList({ platform, kind }: HoldingList): string {
  return `${platform}.held.${kind}`;
}

/** The day of a date or a time, as the ledger keeps it; undefined for anything else. */
export function dayIn(value: unknown): string | undefined {
  const day = typeof value === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(value.trim())?.[0] : undefined;
  // vendors write the year 1 where they know no day
  return day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`)) || day < "1900" ? undefined : day;
}
