import type { Outcome } from "../results/ask-outcome.ts";
import type { Summary } from "../results/summary.ts";

/** Everything that the page for people tells, collected while the results are written. */
export interface ReportData {
  /** The roster's file name. */
  readonly roster: string;
  readonly summary: Summary;
  /** One for each request of each row, in the order of the rows. */
  readonly requests: readonly ReportRequest[];
  /** One for each row that has a CAQH status, or failed to get one. */
  readonly caqh: readonly ReportCaqh[];
  /** Rows that failed as a whole, before anything could be asked for. */
  readonly faultyRows: readonly ReportFault[];
  readonly changes: readonly ReportChange[];
}

/** Who a row is about, as the roster names them: a name, else e-mail, NPI, group, facility or id. */
export interface ReportPerson {
  /** Number as a spreadsheet shows it. */
  readonly row: number;
  readonly who: string;
}

/** One request. */
export interface ReportRequest extends ReportPerson {
  readonly platform: "medallion" | "verifiable";
  readonly kind: "license" | "enrollment" | "credentialing";
  /** For example `license CA`, `enrollment TX`, `credentialing`. */
  readonly label: string;
  /** For enrollments: the payer. */
  readonly payer?: string | undefined;
  readonly outcome: Outcome;
  readonly requestId?: string | undefined;
  /** The platform's own word. */
  readonly status?: string | undefined;
  readonly statusReason?: string | undefined;
  /** Medallion's category of an enrollment status, where it gave one. */
  readonly statusCategory?: string | undefined;
  /** When it was first requested or seen, and when its status was last read; ISO 8601, UTC. */
  readonly requestedAt?: string | undefined;
  readonly statusReadAt?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly error?: string | undefined;
}

/** One provider's CAQH status; words and days as in the results columns. */
export interface ReportCaqh extends ReportPerson {
  /** Tells rows about one provider from rows about two of the same name. */
  readonly caqhId?: string | undefined;
  readonly found?: string | undefined;
  readonly rosterStatus?: string | undefined;
  readonly authorizationFlag?: string | undefined;
  readonly providerStatus?: string | undefined;
  readonly providerStatusDate?: string | undefined;
  readonly practiceState?: string | undefined;
  readonly attestationDue?: string | undefined;
  readonly nextAction?: string | undefined;
  readonly error?: string | undefined;
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
