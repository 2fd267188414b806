import type { Holding, Attributes } from "../ledger/entry.ts";
import type { HoldingList } from "../ledger/stores.ts";
import type { Listing } from "../lists/listing.ts";
import { codeIn } from "./reading.ts";

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

/** Cells of {@link expirationColumns}. */
export type ExpirationCells = Readonly<Partial<Record<string, string>>>;

/** Somebody, and what the same row of the list says of their dates. */
interface NamedHolder {
  /** The platform's id. */
  readonly id: string;
  readonly cells: ExpirationCells;
  readonly holding?: Holding | undefined;
}

/** What one platform tells of dates. */
export interface ExpirationSource {
  readonly platform: string;
  /** The column of a roster for the id of whoever has something. */
  readonly idColumn: (holding: Holding) => string;
  /** Who there is; read first. `title` in sentences: `names of providers`. */
  readonly people: readonly {
    readonly title: string;
    readonly hasDates: boolean;
    readonly listing: Listing<NamedHolder>;
  }[];
  readonly resources: readonly Pick<HoldingSource, "title" | "all">[];
}

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
