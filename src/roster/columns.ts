import { otherNames } from "./other-names.ts";

/** A column that the program reads or writes, by the name that the documentation uses. */
export type RosterColumn = (typeof inputColumns)[number];

/** The columns that say who a row is about. */
export const identityColumns = [
  "provider_id",
  "email",
  "npi",
  "first_name",
  "last_name",
  "caqh_provider_id",
  "verifiable_provider_id",
  "group_profile_id",
  "group_name",
  "verifiable_facility_id",
  "facility_name",
] as const;

/** Medallion's seven kinds of license request, as their body fields are called. */
export const licenseFields = [
  "license_states",
  "dea_states",
  "csr_states",
  "rn_states",
  "prescriptive_authority_states",
  "autonomous_registration_states",
  "prescriptive_authority_checkbox_selected_states",
] as const;

/** The columns that a roster may have, in the order of the documentation. */
export const inputColumns = [
  ...identityColumns,
  "certificate_type",
  ...licenseFields,
  "duration_type",
  "request_via_imlc",
  "request_supporting_nlc",
  "license_created",
  "payer_name",
  "payer_id",
  "payer_entity",
  "payer_states",
  "lines_of_business",
  "practices",
  "par_group",
  "is_medallion_owned",
  "credentialing",
  "credentialing_type",
  "credentialing_priority",
  "is_self_managed",
  "application_received_date",
  "facility_specialties",
] as const;

/** The columns that ask for something: a row in which all of them are blank asks for nothing. */
export const askingColumns = [
  ...licenseFields,
  "payer_name",
  "payer_states",
  "credentialing",
] as const satisfies readonly RosterColumn[];

/** The columns that say how something is to be requested, and ask for nothing themselves. */
export const optionColumns: readonly RosterColumn[] = inputColumns.filter(
  (column) =>
    !(identityColumns as readonly string[]).includes(column) &&
    !(askingColumns as readonly string[]).includes(column),
);

/** The columns that the program adds, in the order in which it adds them. */
export const resultColumns = [
  "sync_result",
  "sync_error_code",
  "sync_error",
  "license_request_ids",
  "license_request_statuses",
  "enrollment_request_ids",
  "enrollment_statuses",
  "enrollment_status_reasons",
  "credentialing_request_id",
  "credentialing_request_status",
  "credentialing_status",
  "credentialing_file_id",
  "license_numbers",
  "license_expirations",
  "license_next_expiration",
  "enrollment_effective_dates",
  "enrollment_revalidation_dates",
  "recredentialing_due",
  "profile_state",
  "caqh_found",
  "caqh_roster_status",
  "caqh_authorization_flag",
  "caqh_provider_status",
  "caqh_provider_status_date",
  "caqh_practice_state",
  "caqh_attestation_due",
  "caqh_next_action",
  "caqh_error",
  "caqh_checked_at",
  "changes",
  "synced_at",
] as const;

/** Result columns that hold a day and nothing else; workbooks have them as real dates. */
export const dayColumns = [
  "license_next_expiration",
  "recredentialing_due",
  "caqh_provider_status_date",
  "caqh_attestation_due",
] as const satisfies readonly ResultColumn[];

/** A column that the program fills with its answers. */
export type ResultColumn = (typeof resultColumns)[number];

/** Ids of who a row is about, which a look-up may fill in; added to the results when the roster lacks them. */
export const addedIdentityColumns = ["provider_id", "verifiable_provider_id", "caqh_provider_id"] as const;

/** One of {@link addedIdentityColumns}. */
export type AddedIdentityColumn = (typeof addedIdentityColumns)[number];

/** Ids that a look-up may fill in where the roster has the column and the cell is blank. */
export const fillableColumns = [
  ...addedIdentityColumns,
  "group_profile_id",
  "verifiable_facility_id",
] as const satisfies readonly RosterColumn[];

/** A column whose blank cells a look-up may fill. */
export type FillableColumn = (typeof fillableColumns)[number];

/** Any column that means something to the program. */
export type KnownColumn = RosterColumn | ResultColumn;

/** Takes letter case, spaces, `_`, `-`, punctuation and accents out of a header. */
export function foldHeader(header: string): string {
  return header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");
}

const byFoldedName: ReadonlyMap<string, RosterColumn> = new Map(
  inputColumns.flatMap((column) =>
    [column, ...otherNames[column]].map((name): [string, RosterColumn] => [foldHeader(name), column]),
  ),
);

/** `State(s)`, `State/s`, and what R and SQL make of them. */
const oneOrSeveralStates = /state[^\p{L}\p{N}]+s[^\p{L}\p{N}]*$/iu;

/**
 * The roster column that a header means, whatever its spelling (product contract, section 5); undefined for a column
 * that is the user's own business. Columns that the program adds are found by answer-columns.ts.
 */
export function columnOfHeader(header: string): RosterColumn | undefined {
  // `License State(s)` is `License State`, which says what a provider has
  if (oneOrSeveralStates.test(header)) return undefined;
  const column = byFoldedName.get(foldHeader(header));
  if (column !== undefined || !header.includes("#")) return column;
  return byFoldedName.get(foldHeader(header.replaceAll("#", " number ")));
}

/** Whether a text is, letter for letter, the name of a column that the program adds. */
export function isResultColumn(name: string): name is ResultColumn {
  return (resultColumns as readonly string[]).includes(name);
}

/** Every spelling of every roster column, folded; for suggestions. */
export const knownSpellings: readonly string[] = [...byFoldedName.keys()];
