import type { ReportPerson } from "../../../page/listed.ts";

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
