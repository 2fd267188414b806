import {
  type ColumnSpec,
  type NamesOf,
  type ResultColumnSpec,
  both,
  documents,
  says,
  wish,
  type HeaderRule,
} from "../column.ts";
import { licenseColumns } from "./license-columns.ts";

/** The columns of a roster that Medallion understands. */
export const medallionColumns = [
  {
    name: "provider_id",
    place: 10,
    group: "Who the row is about",
    role: "identity",
    text: {
      meaning: "the provider at Medallion",
      accepted: "id, 8-4-4-4-12",
      example: "448852a4-6590-4c7b-846f-e34901193e6a",
    },
    otherNames: ["Medallion ID", "Medallion Provider ID", "Medallion Provider UUID"],
    tells: 6,
    id: "uuid",
    filled: "added",
  },
  {
    name: "group_profile_id",
    place: 80,
    group: "Who the row is about",
    role: "identity",
    idOf: "group_name",
    text: {
      meaning: "the group at Medallion",
      accepted: "id",
      example: "37067196-3953-42a1-b80e-33808bd63a7e",
    },
    otherNames: ["Medallion Group ID", "Medallion Group Profile ID"],
    tells: 8,
    id: "uuid",
    filled: "in-place",
  },
  {
    name: "group_name",
    place: 90,
    group: "Who the row is about",
    role: "identity",
    thing: true,
    text: {
      meaning: "the group's full name",
      accepted: "text",
      example: "Harborview Medical Group",
    },
    otherNames: ["Group Profile Name", "Medical Group Name", "Practice Group Name"],
    tells: 3,
  },
  ...licenseColumns,
  {
    name: "payer_name",
    place: 240,
    group: "Payer enrollments",
    role: "request",
    starter: { place: 90, cells: ["", "Example Health Plan"] },
    text: {
      meaning: "the payer to enroll with",
      accepted: "text",
      example: "Aetna",
    },
    otherNames: ["Payor Name"],
  },
  {
    name: "payer_id",
    place: 250,
    group: "Payer enrollments",
    role: "option",
    text: {
      meaning: "the payer's id",
      accepted: "text",
      example: "60054",
    },
    otherNames: ["Payor ID"],
  },
  {
    name: "payer_entity",
    place: 260,
    group: "Payer enrollments",
    role: "option",
    text: {
      meaning: "the payer at Medallion",
      accepted: "id",
      example: "0b00eb3f-165d-4111-b600-a53ada5e422d",
    },
    otherNames: ["Payer Entity ID", "Payor Entity", "Payor Entity ID"],
  },
  {
    name: "payer_states",
    place: 270,
    group: "Payer enrollments",
    role: "request",
    list: true,
    starter: { place: 100, cells: ["", "TX"] },
    text: {
      meaning: "states to enroll in; one request each",
      accepted: "states, also `NA!` (its own state NA); not `MP`, `AS`",
      example: "TX; OK",
    },
    otherNames: ["Payor States", "Payer States Wanted", "Payor States Wanted"],
  },
  {
    name: "lines_of_business",
    place: 280,
    group: "Payer enrollments",
    role: "option",
    list: true,
    starter: { place: 110, cells: ["", "Commercial"] },
    text: {
      meaning: "lines of business",
      accepted: "list of labels or ids",
      example: "Commercial; Medicare",
    },
    otherNames: ["Line of Business", "LOB", "LOBs"],
  },
  {
    name: "practices",
    place: 290,
    group: "Payer enrollments",
    role: "option",
    list: true,
    text: {
      meaning: "practices",
      accepted: "list of names or ids",
      example: "Lakeside Family Clinic",
    },
    otherNames: [],
  },
  {
    name: "par_group",
    place: 300,
    group: "Payer enrollments",
    role: "option",
    text: {
      meaning: "the participating group, for a provider's enrollment",
      accepted: "name or id",
      example: "Lakeside Health Partners",
    },
    otherNames: ["Par Group ID", "Par Group Profile", "Par Group Profile ID"],
  },
  {
    name: "is_medallion_owned",
    place: 310,
    group: "Who works licenses and enrollments",
    role: "option",
    configurable: true,
    starter: { place: 120, cells: ["yes", "no"] },
    text: {
      meaning: "whether Medallion works the licenses and enrollments; never guessed",
      accepted: "yes/no; blank: from the config file",
      example: "yes",
    },
    otherNames: ["Medallion Owned", "Owned by Medallion", "Worked by Medallion"],
  },
] as const satisfies readonly ColumnSpec[];

/** One of {@link medallionColumns}. */
export type MedallionColumn = NamesOf<typeof medallionColumns>;

/** Headers that may be meant for columns of Medallion's. */
export const medallionHeaderRules: readonly HeaderRule<MedallionColumn>[] = [
  { place: 90, says: both("medallion", "group"), column: "group_profile_id" },
  { place: 100, says: both("medallion", "id|ids|uuid|provider|pk"), column: "provider_id" },
  // wishes
  { place: 190, says: both("dea", wish), column: "dea_states" },
  { place: 200, says: both("csr|cds|controlled substances?", wish), column: "csr_states" },
  { place: 210, says: both("rn", wish), column: "rn_states" },
  {
    place: 220,
    says: both("prescriptive|rx authority|prescribing", wish),
    column: "prescriptive_authority_states",
  },
  { place: 230, says: both("autonomous", wish), column: "autonomous_registration_states" },
  { place: 240, says: both("imlc", `${wish}|via|use|through`), column: "request_via_imlc" },
  { place: 250, says: both("nlc|compact", `${wish}|supporting|support`), column: "request_supporting_nlc" },
  {
    place: 280,
    says: both(
      "payers?|payors?|enroll\\w*|carriers?|insurance|plans?",
      `states? .*(?:${wish})|(?:${wish}) .*states?|states? to enroll`,
    ),
    column: "payer_states",
  },
  {
    place: 290,
    says: both("payers?|payors?|enroll\\w*|carriers?|insurance|plans?", "states?"),
    column: undefined,
  },
  { place: 300, says: both(`states?|${documents}`, `${wish}|to obtain`), column: "license_states" },
  // options
  { place: 310, says: says("job title|title of|board"), column: undefined },
  {
    place: 320,
    says: says("(?:licensure|license|licence|lic|cert|provider|clinician|practitioner) types?"),
    column: "certificate_type",
  },
  {
    place: 330,
    says: says(
      "degrees?|credentials?|titles?|professions?|professional type|designation|discipline|certificate",
    ),
    column: "certificate_type",
  },
  { place: 340, says: both("license|licence", "duration|length"), column: "duration_type" },
  {
    place: 350,
    says: both("medallion", "own|owns|owned|works?|worked|manage[sd]?|handle[sd]?"),
    column: "is_medallion_owned",
  },
  {
    place: 370,
    says: both("payers?|payors?|carriers?|insurance|insurers?|plans?", "ids?|number|no|num|code"),
    column: undefined,
  },
  { place: 380, says: says("payers?|payors?|carriers?|insurance|insurers?|plans?"), column: "payer_name" },
  { place: 390, says: says("lines? of business|lobs?|products?"), column: "lines_of_business" },
  {
    place: 400,
    says: both(
      "practices?|locations?|clinics?|sites?|offices?",
      "ids?|number|no|num|code|states?|types?|managers?|hours|county",
    ),
    column: undefined,
  },
  { place: 410, says: both("par", "group"), column: "par_group" },
  { place: 420, says: both("group", "ids?|number|no|num|code|types?"), column: undefined },
  {
    place: 430,
    says: says("(?:medical|practice|provider)? ?groups?(?: practice)?(?: name)?$"),
    column: "group_name",
  },
  { place: 440, says: says("practices?|locations?|clinics?"), column: "practices" },
];

/** The columns that Medallion's answers fill. */
export const medallionResultColumns = [
  {
    name: "license_request_ids",
    place: 40,
    text: "one request: the bare id; several: `CA license=…; NY dea=…`",
  },
  {
    name: "license_request_statuses",
    place: 50,
    text: "the platform's statuses, in the same form",
  },
  {
    name: "enrollment_request_ids",
    place: 60,
    text: "the same, by state: `TX=…; OK=…`",
  },
  {
    name: "enrollment_statuses",
    place: 70,
    text: "the platform's statuses, by state",
  },
  {
    name: "enrollment_status_reasons",
    place: 80,
    text: "the platform's reasons, by state",
  },
  {
    name: "credentialing_status",
    place: 110,
    text: "Medallion's decision on the file",
  },
  {
    name: "credentialing_file_id",
    place: 120,
    text: "Medallion's file, for the command `files`",
  },
  {
    name: "enrollment_effective_dates",
    place: 160,
    text: "since when enrollments are in force, or will be, by state",
  },
  {
    name: "enrollment_revalidation_dates",
    place: 170,
    text: "when payers want them revalidated, by state",
  },
  {
    name: "profile_state",
    place: 190,
    text: "Medallion's profile: `complete`, or how much of it there is and what is open: `72 %, 3 to-dos`",
  },
] as const satisfies readonly ResultColumnSpec[];
