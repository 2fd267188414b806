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
  | {
      readonly outcome: "accepted";
      readonly remote: RemoteState;
      /** It is about something that other requests may be about as well, so that their having its id proves nothing. */
      readonly isShared?: boolean;
    }
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

/**
 * What a platform says that somebody has, beside requests: the shape in which the ledger keeps it, reports and
 * calendars read it, and requests are compared with it. Ids, numbers, states and days only: never a name, a birth
 * date, an SSN, an address or the details of a sanction.
 *
 * | kind | `id` | `from` | `until` | `due` | `attributes` |
 * |---|---|---|---|---|---|
 * | `license` | the license | issued | expires | – | `registration` (`state`, `dea`, `state_controlled`), `certificate_type`, `duration_type`, `rx_authority`, or the board's own word as `type` |
 * | `enrollment` | the enrollment | effective | ends | revalidation | `subject` (`provider`, `group`), `payer_name`, `payer_id`, `payer_entity`, `lines_of_business` (ids), `par_status` |
 * | `recredentialing` | the provider | – | – | next credentialing date | – |
 * | `profile` | the provider | – | – | – | `percent`, `todos` (numbers as text) |
 *
 * Days are `YYYY-MM-DD`. What a platform leaves out is undefined. `status` is the platform's own word.
 */
export interface Holding {
  readonly platform: HoldingPlatform;
  readonly kind: HoldingKind;
  /** The platform's id of it; for what there is once for each provider, the provider's. */
  readonly id: string;
  /** The platform's id of the provider or group that has it. */
  readonly subject: string;
  readonly state?: string | undefined;
  readonly number?: string | undefined;
  readonly status?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly due?: string | undefined;
  readonly attributes: Attributes;
}

/** The platforms that say what somebody has. */
export type HoldingPlatform = string;

/** What somebody may have. */
export type HoldingKind = (typeof holdingKinds)[number];

/** Every {@link HoldingKind}. */
const holdingKinds = ["license", "enrollment", "recredentialing", "profile"] as const;

/** The days of a holding whose moves are told, by the field that has them and the word that people know. */
const holdingDays = [
  ["until", "license", "expiration"],
  ["from", "enrollment", "effective date"],
  ["due", "enrollment", "revalidation"],
  ["due", "recredentialing", "recredentialing due"],
] as const satisfies readonly (readonly ["from" | "until" | "due", HoldingKind, string])[];

/** One of the days of a holding that are told. */
export type HoldingDay = (typeof holdingDays)[number][0];

/** Under this key the ledger keeps the moves of one of its days. */
export function holdingKey({ platform, kind, id }: Holding, day: HoldingDay): string {
  return `holding|${platform}|${kind}|${id}|${day}`;
}

/** The days that moved between what was known of a holding and what is shown now. */
export function movesOf(before: Holding | undefined, now: Holding, at: number): readonly StatusChange[] {
  if (before === undefined) return [];
  return holdingDays.flatMap(([day, kind]) => {
    const [from, to] = [before[day], now[day]];
    if (kind !== now.kind || from === undefined || to === undefined || from === to) return [];
    return [{ key: holdingKey(now, day), from, to, seenAt: at }];
  });
}

/** Who works with a ledger. */
export interface RunRecord {
  readonly id: string;
  readonly command: string;
  readonly pid: number;
  readonly host: string;
  readonly startedAt: number;
}

/** What a run over a roster came to, by names such as `open license`; kept so that runs can be compared. */
export type RunCounts = Readonly<Record<string, number>>;

/** A run as the ledger remembers it. Times are milliseconds since the epoch. */
export interface PastRun extends RunRecord {
  /** Undefined while it is at work, or when it was killed. */
  readonly endedAt: number | undefined;
  readonly exitCode: number | undefined;
  /** Undefined for runs that counted nothing. */
  readonly counts: RunCounts | undefined;
}
