import type { Call, Purpose } from "../http/call.ts";

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** The ids of all its rows, also of those that are no items here; to see whether a list was read whole. */
  readonly ids: readonly string[];
  /** How many the whole list has, where the platform says so. */
  readonly total: number | undefined;
  /** Where the next page is, as this one says; undefined on the last. */
  readonly next: string | undefined;
  /** Where the pages are that the total makes known; a total may be any number, so they are told one by one. */
  readonly further: Further | undefined;
  /** Whether a page of this list could hold more rows: what matters where nothing says how many follow. */
  readonly room: Room;
  /** Names itself, or a page before it, as the next one. */
  readonly astray: boolean;
  /** When its youngest row was made, in milliseconds since the epoch; undefined where rows do not say. */
  readonly youngest: number | undefined;
}

/** `likely`: it holds few rows, and nobody says how many a page takes. */
export type Room = "sure" | "likely" | "none";

/** Servers do not make smaller pages. */
const smallestPage = 10;

/** The room that is left on a page with so many rows. */
export function roomBeside(rows: number, pageSize: number | undefined): Room {
  if (rows === 0 || (pageSize !== undefined && rows < pageSize)) return "sure";
  return rows < smallestPage && pageSize === undefined ? "likely" : "none";
}

/** Pages that are known without having been named. */
export interface Further {
  readonly count: number;
  /** Where the page with this number is, from 0 to below the count. */
  readonly at: (index: number) => string;
}

/** A page that is all there is: one thing asked for by its id, or a list without pages. */
export function lonePage<Item>(items: readonly Item[], total?: number): Page<Item> {
  const alone: Pick<Page<Item>, "next" | "further" | "room" | "astray" | "youngest"> = {
    next: undefined,
    further: undefined,
    room: "sure",
    astray: false,
    youngest: undefined,
  };
  return { items, ids: [], total, ...alone };
}

/** A list that is read page by page. Pages that are known may be read side by side. */
export interface Listing<Item> {
  /** @param mark {@link Page.next} or one of {@link Page.further}; undefined for the first page */
  readonly call: (cursor: string | undefined) => Call;
  /** Undefined when the body is no page of this list. */
  readonly read: (body: unknown, cursor: string | undefined) => Page<Item> | undefined;
  /** A 404 means that there is nothing, not that something is wrong: for one thing asked by its id. */
  readonly emptyOn404?: boolean;
  /** The same list in whatever order the platform gives it, for a platform that refuses to be asked for ours. */
  readonly unordered?: Listing<Item>;
}

/** The same list, read for a purpose and for some rows of the roster. */
export function readFor<Item>(
  listing: Listing<Item>,
  {
    purpose,
    rows,
    optional,
  }: {
    readonly purpose?: Purpose | undefined;
    readonly rows?: (() => readonly number[]) | undefined;
    readonly optional?: boolean | undefined;
  },
): Listing<Item> {
  const { unordered } = listing;
  return {
    ...listing,
    call: (cursor) => {
      const call = listing.call(cursor);
      return { ...call, purpose: purpose ?? call.purpose, rows, ...(optional === true ? { optional } : {}) };
    },
    ...(unordered === undefined
      ? {}
      : { unordered: readFor(unordered, { purpose, rows, ...(optional === true ? { optional } : {}) }) }),
  };
}
