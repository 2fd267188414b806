import type { Call } from "../http/call.ts";
import type { Rate } from "../text/rate.ts";
import type { LedgerEntry } from "../ledger/entry.ts";

/** A document as a platform hands it out. */
export interface FoundDocument {
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
