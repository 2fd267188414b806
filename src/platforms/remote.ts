import type { Attributes, RemoteState } from "../ledger/entry.ts";

/** A request as a platform shows it, in one shape for all kinds. */
export interface Remote extends RemoteState {
  readonly remoteId: string;
  readonly subject: string;
  readonly attributes: Attributes;
  /** Milliseconds since the epoch; undefined when it cannot be read. */
  readonly createdAt: number | undefined;
  /** Neither ended without success nor, where requests are made again every few years, done. */
  readonly open: boolean;
  /**
   * It is there, but what it is cannot be told: its id, its subject or its kind cannot be read. Nothing is adopted by
   * it; it only keeps something like it from being sent again. The id and the subject may be blank.
   */
  readonly unreadable?: true;
}

/** A listed row that cannot be read as a request, as far as it goes. Rows that are certainly done with are left out. */
export function unreadableRemote(
  known: Pick<Remote, "open" | "createdAt" | "status"> & {
    readonly remoteId: string | undefined;
    readonly subject: string | undefined;
  },
): Remote {
  return {
    ...known,
    remoteId: known.remoteId ?? "",
    subject: known.subject ?? "",
    attributes: {},
    unreadable: true,
  };
}
