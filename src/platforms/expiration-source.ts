import type { Holding } from "../ledger/holding.ts";
import type { Listing } from "../lists/listing.ts";
import type { HoldingSource } from "./holding-book.ts";

/** Cells of {@link expirationColumns}. */
export type ExpirationCells = Readonly<Partial<Record<string, string>>>;

/** Somebody, and what the same row of the list says of their dates. */
export interface NamedHolder {
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
