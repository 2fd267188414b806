import type { LapseKind } from "../holdings/lapse.ts";
import type { ReportPerson } from "../page/html.ts";
import type { Verb } from "../requests/operation.ts";
import type { Outcome } from "../results/outcome.ts";

/** All that one row of the roster has to tell. */
export interface ReportRow {
  readonly requests: readonly ReportRequest[];
  /** What sources of statuses say of its provider. */
  readonly statuses?: readonly ReportStatus[] | undefined;
  /** Why it failed as a whole. */
  readonly fault?: ReportFault | undefined;
  readonly changes: readonly ReportChange[];
  /** What its provider or group has and when it lapses. */
  readonly lapses?: readonly ReportLapse[] | undefined;
  /** What is missing in its provider's profile. */
  readonly profile?: ReportProfile | undefined;
}

/** One request. */
export interface ReportRequest extends ReportPerson {
  readonly platform: string;
  /** Without the platform: `license`. */
  readonly kind: string;
  /** For example `license CA`, `enrollment TX`, `credentialing`. */
  readonly label: string;
  /** Rows with the same key share one request; undefined when nobody could tell which one it is. */
  readonly key?: string | undefined;
  /** For enrollments: the payer. */
  readonly payer?: string | undefined;
  readonly outcome: Outcome;
  /** What it does; it creates unless this says otherwise. */
  readonly verb?: Verb | undefined;
  readonly requestId?: string | undefined;
  /** The platform's own word. */
  readonly status?: string | undefined;
  readonly statusReason?: string | undefined;
  /** The platform's own category of the status, where it gave one. */
  readonly statusCategory?: string | undefined;
  /** The platform's word for the state of the file that comes of it: `clear`, `incomplete`, `needs_attention`. */
  readonly fileStatus?: string | undefined;
  /** When it was requested, by the platform's own date where it gave one; ISO 8601, UTC. */
  readonly requestedAt?: string | undefined;
  /** Its status changed, or it was made, since the last run. */
  readonly isNew?: boolean | undefined;
  readonly errorCode?: string | undefined;
  readonly error?: string | undefined;
}

/** What one source of statuses says of the provider of a row. */
export interface ReportStatus {
  /** The name of the source. */
  readonly source: string;
  readonly item: ReportPerson;
}

/** Something that ends or must be renewed. */
export interface ReportLapse extends ReportPerson {
  /** Rows about the same provider tell the same. */
  readonly key: string;
  readonly kind: LapseKind;
  /** For example `License`, `DEA registration`, `Revalidation`. */
  readonly what: string;
  readonly state?: string | undefined;
  readonly number?: string | undefined;
  /** The payer, or the certificate type. */
  readonly detail?: string | undefined;
  /** The platform's own word. */
  readonly status?: string | undefined;
  /** The last good day, or the last day in time; days since 1970. */
  readonly day: number;
}

/** A provider whose profile is not complete. */
export interface ReportProfile extends ReportPerson {
  /** Tells rows about one provider from rows about two of the same name. */
  readonly providerId: string;
  /** As in the results: `72 %, 3 to-dos`. */
  readonly state: string;
}

/** A row that could not be worked on. */
export interface ReportFault extends ReportPerson {
  readonly errorCode: string;
  readonly error: string;
}

/** A status that moved since the last run. */
export interface ReportChange extends ReportPerson {
  readonly request: string;
  readonly from: string;
  readonly to: string;
  /** ISO 8601, UTC; blank when not known. */
  readonly seenAt: string;
}
