import type { Call } from "../http/call.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Listing } from "../lists/listing.ts";
import type { Rate } from "../text/counts.ts";

/** What can be exported. */
export const exportables = ["providers", "licenses", "enrollments", "credentialing"] as const;
/** What can be exported as a table of one platform; the dates that lapse (`expirations`) are another export. */
type Exportable = (typeof exportables)[number];

/** A line of an export: columns of a roster, and a few words beside them under names of their own. */
export type ExportLine = Readonly<Partial<Record<ExportColumn, string>>>;

/** A column of a roster, or one that means nothing to a roster but something to a reader. */
type ExportColumn = string;

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

/** A document as a platform hands it out. */
interface FoundDocument {
  /** The data, as JSON, as the platform wrote it: what is in it is not documented, so nothing is read into it. */
  readonly data: string;
  /** Where the PDF is, on another host; how long the link lives is not documented. */
  readonly pdfUrl: string | undefined;
}

/** Documents that come of requests, and can be downloaded. */
export interface DocumentSource<Account> {
  /** What the command that downloads them does, for its help. */
  readonly describe: string;
  /** The word of `--only` that the requests belong to. */
  readonly work: string;
  /** The allowance for documents, beside the one for calls. */
  readonly rate: Rate;
  /** The id of the document that came of a request; undefined while there is none. */
  readonly documentIn: (entry: LedgerEntry) => string | undefined;
  readonly call: (account: Account, documentId: string, row: number) => Call;
  /** Reads an answer and its text; undefined when it is no such document. */
  readonly read: (body: unknown, text: string) => FoundDocument | undefined;
}
