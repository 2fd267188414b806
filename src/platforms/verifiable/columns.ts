import {
  type ColumnSpec,
  type NamesOf,
  type ResultColumnSpec,
  both,
  says,
  type HeaderRule,
} from "../column.ts";

/** The columns of a roster that Verifiable understands. */
export const verifiableColumns = [
  {
    name: "verifiable_provider_id",
    place: 70,
    group: "Who the row is about",
    role: "identity",
    text: {
      meaning: "the provider at Verifiable; blank: found by NPI",
      accepted: "id",
      example: "d6a5bf0a-2d1f-4347-b5e1-9744b30ee8e0",
    },
    otherNames: ["Verifiable Provider UUID"],
    tells: 7,
    id: "uuid",
    filled: "added",
  },
  {
    name: "verifiable_facility_id",
    place: 100,
    group: "Who the row is about",
    role: "identity",
    idOf: "facility_name",
    text: {
      meaning: "the facility at Verifiable",
      accepted: "id",
      example: "eebcbc23-99fb-468a-be0f-e4b6338cf9d1",
    },
    otherNames: ["Verifiable Facility UUID"],
    tells: 9,
    id: "uuid",
    filled: "in-place",
  },
  {
    name: "facility_name",
    place: 110,
    group: "Who the row is about",
    role: "identity",
    thing: true,
    text: {
      meaning: "the facility's full name",
      accepted: "text",
      example: "Riverside Urgent Care",
    },
    otherNames: [],
    tells: 4,
  },
  {
    name: "credentialing_type",
    place: 330,
    group: "Credentialing",
    role: "option",
    text: {
      meaning: "Verifiable: kind of credentialing",
      accepted: "`Initial` (blank), `ReCredentialing`, `OffCycle`",
      example: "Initial",
    },
    otherNames: ["Credentialing Request Type", "Type of Credentialing"],
  },
  {
    name: "credentialing_priority",
    place: 340,
    group: "Credentialing",
    role: "option",
    text: {
      meaning: "Verifiable: priority",
      accepted: "`Low`, `Medium` (blank), `High`, `Urgent`",
      example: "High",
    },
    otherNames: ["Credentialing Request Priority"],
  },
  {
    name: "is_self_managed",
    place: 350,
    group: "Credentialing",
    role: "option",
    configurable: true,
    starter: { place: 140, cells: ["", ""] },
    text: {
      meaning: "Verifiable: whether your own team works it; cannot be changed later",
      accepted: "yes/no; blank: from the config file",
      example: "no",
    },
    otherNames: ["Self Managed"],
  },
  {
    name: "application_received_date",
    place: 360,
    group: "Credentialing",
    role: "option",
    text: {
      meaning: "Verifiable: when the application was received",
      accepted: "date, not in the future",
      example: "2026-01-31",
    },
    otherNames: ["Application Received On"],
  },
  {
    name: "facility_specialties",
    place: 370,
    group: "Credentialing",
    role: "option",
    list: true,
    text: {
      meaning: "Verifiable: what a facility is credentialed for",
      accepted: "list of taxonomy codes or ids",
      example: "261QU0200X",
    },
    otherNames: ["Facility Specialty", "Facility Taxonomy", "Facility Taxonomies", "Facility Taxonomy Codes"],
  },
] as const satisfies readonly ColumnSpec[];

/** One of {@link verifiableColumns}. */
export type VerifiableColumn = NamesOf<typeof verifiableColumns>;

/** Headers that may be meant for columns of Verifiable's. */
export const verifiableHeaderRules: readonly HeaderRule<VerifiableColumn>[] = [
  { place: 110, says: both("verifiable", "facility"), column: "verifiable_facility_id" },
  { place: 120, says: both("verifiable", "id|ids|uuid|provider"), column: "verifiable_provider_id" },
  { place: 360, says: both("self", "manage[sd]?|managing"), column: "is_self_managed" },
  { place: 450, says: says("facilit(?:y|ies)$"), column: "facility_name" },
];

/** The columns that Verifiable's answers fill. */
export const verifiableResultColumns = [
  {
    name: "recredentialing_due",
    place: 180,
    text: "Verifiable's next credentialing date",
    day: true,
  },
] as const satisfies readonly ResultColumnSpec[];
