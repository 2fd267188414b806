import {
  identityColumns,
  licenseFields,
  type AddedIdentityColumn,
  type ResultColumn,
  type RosterColumn,
} from "./columns.ts";

/** What the documentation says of a roster column; `code` stands between backticks. */
export interface ColumnText {
  readonly meaning: string;
  /** What a cell may hold. */
  readonly accepted: string;
  readonly example: string;
}

/** The columns of a roster, in words. `roster-sync columns` prints them, and a test holds the reference page to them. */
export const rosterColumnTexts: Readonly<Record<RosterColumn, ColumnText>> = {
  provider_id: {
    meaning: "the provider at Medallion",
    accepted: "id, 8-4-4-4-12",
    example: "448852a4-6590-4c7b-846f-e34901193e6a",
  },
  email: {
    meaning: "the provider's email address at Medallion",
    accepted: "one address",
    example: "amara.okafor@example.test",
  },
  npi: {
    meaning: "the provider's NPI",
    accepted: "ten digits with a valid check digit",
    example: "2450079191",
  },
  first_name: { meaning: "first name; compared with what is found", accepted: "text", example: "Amara" },
  last_name: { meaning: "last name; compared with what is found", accepted: "text", example: "Okafor" },
  caqh_provider_id: {
    meaning: "the provider at CAQH; blank: looked up by NPI",
    accepted: "8 to 10 digits",
    example: "12400131",
  },
  verifiable_provider_id: {
    meaning: "the provider at Verifiable; blank: found by NPI",
    accepted: "id",
    example: "d6a5bf0a-2d1f-4347-b5e1-9744b30ee8e0",
  },
  group_profile_id: {
    meaning: "the group at Medallion",
    accepted: "id",
    example: "37067196-3953-42a1-b80e-33808bd63a7e",
  },
  group_name: { meaning: "the group's full name", accepted: "text", example: "Harborview Medical Group" },
  verifiable_facility_id: {
    meaning: "the facility at Verifiable",
    accepted: "id",
    example: "eebcbc23-99fb-468a-be0f-e4b6338cf9d1",
  },
  facility_name: {
    meaning: "the facility's full name",
    accepted: "text",
    example: "Riverside Urgent Care",
  },
  certificate_type: {
    meaning: "profession of the license; needed for any license",
    accepted: "`MD`, `NP`, …; letter case matters, others are sent as written, with a warning",
    example: "MD",
  },
  license_states: {
    meaning: "state licenses wanted",
    accepted: "states, also `MP`, `AS`",
    example: "CA; New York",
  },
  dea_states: { meaning: "DEA registrations wanted", accepted: "states", example: "CA" },
  csr_states: { meaning: "controlled-substance registrations wanted", accepted: "states", example: "NV" },
  rn_states: { meaning: "RN licenses wanted", accepted: "states", example: "CO; UT" },
  prescriptive_authority_states: {
    meaning: "prescriptive authority wanted",
    accepted: "states",
    example: "AZ",
  },
  autonomous_registration_states: {
    meaning: "autonomous registration wanted",
    accepted: "states",
    example: "CO",
  },
  prescriptive_authority_checkbox_selected_states: {
    meaning: "prescriptive authority as a box on the license application",
    accepted: "states",
    example: "CO",
  },
  duration_type: {
    meaning: "how long the license lasts",
    accepted:
      "`permanent` (blank), `training`, `temporary`, `limited`, `telemedicine`, `prescriptive_authority`, `autonomous_registration`, `multistate`",
    example: "temporary",
  },
  request_via_imlc: { meaning: "through the physician compact (IMLC)", accepted: "yes/no", example: "no" },
  request_supporting_nlc: {
    meaning: "to support the nurse compact (NLC)",
    accepted: "yes/no",
    example: "yes",
  },
  license_created: { meaning: "the date shown on the request", accepted: "day", example: "2026-03-31" },
  payer_name: { meaning: "the payer to enroll with", accepted: "text", example: "Aetna" },
  payer_id: { meaning: "the payer's id", accepted: "text", example: "60054" },
  payer_entity: {
    meaning: "the payer at Medallion",
    accepted: "id",
    example: "0b00eb3f-165d-4111-b600-a53ada5e422d",
  },
  payer_states: {
    meaning: "states to enroll in; one request each",
    accepted: "states, also `NA!` (its own state NA); not `MP`, `AS`",
    example: "TX; OK",
  },
  lines_of_business: {
    meaning: "lines of business",
    accepted: "list of labels or ids",
    example: "Commercial; Medicare",
  },
  practices: { meaning: "practices", accepted: "list of names or ids", example: "Lakeside Family Clinic" },
  par_group: {
    meaning: "the participating group, for a provider's enrollment",
    accepted: "name or id",
    example: "Lakeside Health Partners",
  },
  is_medallion_owned: {
    meaning: "whether Medallion works the licenses and enrollments; never guessed",
    accepted: "yes/no; blank: from the config file",
    example: "yes",
  },
  credentialing: {
    meaning: "who does the credentialing",
    accepted: "`medallion`, `verifiable`",
    example: "medallion",
  },
  credentialing_type: {
    meaning: "Verifiable: kind of credentialing",
    accepted: "`Initial` (blank), `ReCredentialing`, `OffCycle`",
    example: "Initial",
  },
  credentialing_priority: {
    meaning: "Verifiable: priority",
    accepted: "`Low`, `Medium` (blank), `High`, `Urgent`",
    example: "High",
  },
  is_self_managed: {
    meaning: "Verifiable: whether your own team works it; cannot be changed later",
    accepted: "yes/no; blank: from the config file",
    example: "no",
  },
  application_received_date: {
    meaning: "Verifiable: when the application was received",
    accepted: "date, not in the future",
    example: "2026-01-31",
  },
  facility_specialties: {
    meaning: "Verifiable: what a facility is credentialed for",
    accepted: "list of taxonomy codes or ids",
    example: "261QU0200X",
  },
};

/** The columns that the program adds, in words. */
export const resultColumnTexts: Readonly<Record<ResultColumn | AddedIdentityColumn, string>> = {
  sync_result:
    "`created`: all done, something new was requested. `exists`: everything had been requested already. `planned`: `plan` would request it. `failed`: see the error. `unknown`: sent, but the platform has not confirmed it yet. `skipped`: the row asks for nothing, or was not reached",
  sync_error_code: "a short code for scripts; each is explained in [errors.md](errors.md)",
  sync_error: "what is wrong and what to do",
  provider_id: "Medallion's id, when the roster has no such column",
  verifiable_provider_id: "Verifiable's id, when the roster has no such column",
  caqh_provider_id: "CAQH's id, when the roster has no such column",
  license_request_ids: "one request: the bare id; several: `CA license=…; NY dea=…`",
  license_request_statuses: "the platform's statuses, in the same form",
  enrollment_request_ids: "the same, by state: `TX=…; OK=…`",
  enrollment_statuses: "the platform's statuses, by state",
  enrollment_status_reasons: "the platform's reasons, by state",
  credentialing_request_id:
    "the request at Medallion or Verifiable; of a facility with several specialties one for each: `261QU0200X=…; 261QR0200X=…`. The same for its status",
  credentialing_request_status: "Medallion's request status, or Verifiable's current event",
  credentialing_status: "Medallion's decision on the file",
  credentialing_file_id: "Medallion's file, for the command `files`",
  license_numbers:
    "what the provider holds for the states and kinds of the row, or all that is active when the row names none: `CA license=A12345; NY dea=…`",
  license_expirations: "when they expire, in the same form: `CA license=2027-03-31`",
  license_next_expiration: "the earliest day on which an active one of them expires",
  enrollment_effective_dates: "since when enrollments are in force, or will be, by state",
  enrollment_revalidation_dates: "when payers want them revalidated, by state",
  recredentialing_due: "Verifiable's next credentialing date",
  profile_state:
    "Medallion's profile: `complete`, or how much of it there is and what is open: `72 %, 3 to-dos`",
  caqh_found: "`Y` or `N`",
  caqh_roster_status: "CAQH's word",
  caqh_authorization_flag: "`Y`, `N` or blank",
  caqh_provider_status: "CAQH's word",
  caqh_provider_status_date: "day",
  caqh_practice_state: "primary practice state",
  caqh_attestation_due:
    "120 days after the last attestation, 180 in Illinois; blank when there is no attestation date",
  caqh_next_action: "what to do next: [the words](errors.md#caqh-next-action)",
  caqh_error: "why there is no status; `not_configured` when CAQH is not set up",
  caqh_checked_at: "when CAQH was asked",
  changes:
    "what changed since the last run: `enrollment TX: requested → active`. In a plan: what would be requested",
  synced_at: "when the row was written, ISO 8601, UTC",
};

/** The roster columns as people look for them. */
export const columnGroups: readonly { readonly title: string; readonly columns: readonly RosterColumn[] }[] =
  [
    { title: "Who the row is about", columns: identityColumns },
    {
      title: "Licenses and registrations",
      columns: [
        "certificate_type",
        ...licenseFields,
        "duration_type",
        "request_via_imlc",
        "request_supporting_nlc",
        "license_created",
      ],
    },
    {
      title: "Payer enrollments",
      columns: [
        "payer_name",
        "payer_id",
        "payer_entity",
        "payer_states",
        "lines_of_business",
        "practices",
        "par_group",
      ],
    },
    { title: "Who works licenses and enrollments", columns: ["is_medallion_owned"] },
    {
      title: "Credentialing",
      columns: [
        "credentialing",
        "credentialing_type",
        "credentialing_priority",
        "is_self_managed",
        "application_received_date",
        "facility_specialties",
      ],
    },
  ];
