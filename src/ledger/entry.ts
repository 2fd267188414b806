/** What is known of a request without any platform: enough to recognise it in a list and to name it in a report. */
export type Attributes = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** A request by its natural key (docs/never-twice.md). Never holds names, birth dates or other personal data. */
export interface RequestIdentity {
  /** The natural key: two requests with the same key are the same request. */
  readonly key: string;
  readonly platform: string;
  /** Which kind of request, for example `PLATFORM.license`. */
  readonly kind: string;
  readonly organization: string;
  /** The platform's id of the provider, group or facility that it is for. */
  readonly subject: string;
  readonly attributes: Attributes;
}

/**
 * Where a request stands.
 * - `intended`: about to be sent, or sent by a run that died: as good as in doubt.
 * - `accepted`: it exists on the platform.
 * - `refused`: the platform said no; nothing was made.
 * - `released`: it was certainly not carried out.
 * - `in_doubt`: it may or may not have been carried out.
 */
export type Standing = (typeof standings)[number];

/** Every {@link Standing}. */
export const standings = ["intended", "accepted", "refused", "released", "in_doubt"] as const;

/** What the platform says of a request. */
export interface RemoteState {
  readonly remoteId?: string | undefined;
  readonly status?: string | undefined;
  readonly statusReason?: string | undefined;
  /** It is one request for several things, each with a key of its own: all of them have its id. */
  readonly shared?: boolean | undefined;
  /** Further words worth a column of their own, by column name. */
  readonly details?: Readonly<Record<string, string>> | undefined;
  /** When the platform says that it was requested; milliseconds since the epoch. */
  readonly createdAt?: number | undefined;
}

/** A request as the ledger remembers it. Times are milliseconds since the epoch. */
export interface LedgerEntry extends RequestIdentity, RemoteState {
  readonly standing: Standing;
  /** `adopted`: it was on the platform before this ledger first asked for it. */
  readonly origin: "created" | "adopted";
  readonly intendedAt?: number | undefined;
  /** The first of the sendings after which it may be on the platform, though nobody has seen it there. */
  readonly unsettledSince?: number | undefined;
  /** By how much the platform's clock was ahead of ours when it was sent, in milliseconds. */
  readonly clockAheadMs?: number | undefined;
  /** The HTTP status of the answer that left it in doubt, if there was one. */
  readonly answerStatus?: number | undefined;
  /** The number under which the platform works on it, as long as nobody knows what came of it. */
  readonly operationId?: string | undefined;
  readonly doubtSince?: number | undefined;
  readonly settledAt?: number | undefined;
  /** When the status was last read. */
  readonly seenAt?: number | undefined;
  /** When a reading of the platform last showed it, or a person said that it is there; undefined: never yet. */
  readonly shownAt?: number | undefined;
  /** Ids that a person gave up for it: they are not handed back. */
  readonly givenUp?: readonly string[] | undefined;
  /** How often it was sent. */
  readonly sends: number;
  /** Why it was refused or is in doubt. */
  readonly problem?: string | undefined;
  /** The run that last changed where it stands. */
  readonly run: string;
}

/** When a request was made: by the platform's own date, else when this program asked for it or first saw it. */
export function requestedAt(entry: LedgerEntry): number | undefined {
  return entry.createdAt ?? entry.intendedAt ?? entry.settledAt;
}

/** How a submission ended, as far as can be told. */
export type SubmissionOutcome =
  | { readonly outcome: "accepted"; readonly remote: RemoteState }
  | { readonly outcome: "refused"; readonly problem: string }
  | { readonly outcome: "released"; readonly problem: string }
  | {
      readonly outcome: "in_doubt";
      readonly problem: string;
      readonly answerStatus?: number | undefined;
      /** The platform took it and works on it under this number. */
      readonly operationId?: string | undefined;
    };

/**
 * What a person says of a request: it exists, under an id if they know it; it does not; or it has ended and is
 * wanted once more.
 */
export type Resolution =
  | { readonly as: "created"; readonly remoteId: string | undefined }
  | { readonly as: "absent" }
  | { readonly as: "again" };

declare const receipt: unique symbol;

/**
 * Proof that an intent is on the disk. Only the ledger makes one, and the door through which writes leave
 * (`http/client.ts`) asks for one, so that nothing can be sent that is not on record.
 */
export interface IntentReceipt {
  readonly [receipt]: true;
  readonly keys: readonly string[];
  readonly intendedAt: number;
}

/** A status that moved between two readings. */
export interface StatusChange {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly seenAt: number;
}
