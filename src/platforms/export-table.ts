import type { Listing } from "../lists/listing.ts";

/** What can be exported. */
export const exportables = ["providers", "licenses", "enrollments", "credentialing"] as const;
/** What can be exported as a table of one platform; the dates that lapse (`expirations`) are another export. */
export type Exportable = (typeof exportables)[number];

/** A line of an export: columns of a roster, and a few words beside them under names of their own. */
export type ExportLine = Readonly<Partial<Record<ExportColumn, string>>>;

/** A column of a roster, or one that means nothing to a roster but something to a reader. */
export type ExportColumn = string;

/** Names and values of a query. */
export type Query = readonly (readonly [string, string])[];

/** Something that a platform lists, as a table that is a valid roster. */
export interface ExportTable {
  readonly what: Exportable;
  readonly platform: string;
  readonly columns: readonly ExportColumn[];
  /** The flags that narrow it, and the platform's own query names for them. */
  readonly filters: Readonly<Record<string, string>>;
  /**
   * The same question in each of the words that the platform's documents use for it; where one is refused or finds
   * nothing, the next is asked.
   */
  readonly wordings?: (query: Query) => readonly Query[];
  readonly listings: (query: Query) => readonly Listing<ExportLine>[];
}
