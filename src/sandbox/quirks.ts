/**
 * The places where the documents contradict each other or say nothing, each to be tested both ways.
 * What is left out takes the value of `plainQuirks`.
 */
export interface Quirks {
  /**
   * The one id that a license POST answers: `opaque` is the request's own id only when exactly one was
   * asked for, `first` is always that of the first one, `unrelated` never belongs to any.
   */
  readonly licenseReplyId?: "opaque" | "first" | "unrelated";
  /** The license POST was announced as removed for November 2024: `served`, or the status it answers. */
  readonly licenseRoute?: "served" | 404 | 405 | 410;
  /** States for which a license POST is refused as a whole. */
  readonly refusedLicenseStates?: readonly string[];
  /** Whether a license row shows the `created` that the POST gave, or the time of the POST. */
  readonly licenseCreated?: "posted" | "server";
  /** Whether Medallion's credentialing POST answers an `id`: the guide reads one, the schema has none. */
  readonly credentialingReplyId?: boolean;
  /** Where a credentialing row says its status: the guides use both names. */
  readonly credentialingStatusField?: "request_status" | "status" | "both";
  /** The word for a credentialing file that awaits the committee: the guide and the schema differ. */
  readonly readyWord?: "ready_for_committee" | "ready";
  /** When a credentialing row names its file: the schema says always, the guide implies closed ones. */
  readonly credentialingFileId?: "closed" | "always";
  /** Whether the `name` filter of group profiles matches parts of names; not documented. */
  readonly groupNameFilter?: "contains" | "exact";
  /** The host inside Medallion's `next` links; not documented. */
  readonly nextHost?: "foreign" | "same";
  /** The status for a bad Medallion key: documented as 403, elsewhere usual as 401. */
  readonly badKeyStatus?: 401 | 403;
  /** How the last page of a Verifiable list says so: the prose allows both. */
  readonly lastCursor?: "null" | "absent";
  /** Older Verifiable documents show a sign-in answer of token and id only. */
  readonly signInAnswer?: "full" | "bare";
  /** The longest life of a Verifiable token, whatever was asked for: an organization's own setting. */
  readonly tokenCapMs?: number;
  /** Client credentials are an add-on of Verifiable that may be off. */
  readonly clientCredentials?: "on" | "off";
  /** Verifiable answers 409 to a sign-in whose password must be changed first. */
  readonly passwordMustChange?: boolean;
  /** The casing of CAQH's answer keys: both have been seen. */
  readonly caqhKeys?: "lower" | "pascal";
  /** Whether CAQH's ids are numbers or text: its table and its example differ. */
  readonly caqhIds?: "text" | "number";
  /** The status check by NPI is in no public specification: `served`, or the status it answers. */
  readonly caqhByNpi?: "served" | 404 | 405;
}

/** The reading of the documents that the sandbox takes unless told otherwise. */
export const plainQuirks: Required<Quirks> = {
  licenseReplyId: "opaque",
  licenseRoute: "served",
  refusedLicenseStates: [],
  licenseCreated: "posted",
  credentialingReplyId: false,
  credentialingStatusField: "request_status",
  readyWord: "ready_for_committee",
  credentialingFileId: "closed",
  groupNameFilter: "contains",
  nextHost: "foreign",
  badKeyStatus: 403,
  lastCursor: "null",
  signInAnswer: "full",
  tokenCapMs: 12 * 3_600_000,
  clientCredentials: "on",
  passwordMustChange: false,
  caqhKeys: "lower",
  caqhIds: "text",
  caqhByNpi: "served",
};
