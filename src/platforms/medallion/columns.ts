import type { ColumnSpec, NamesOf } from "../column.ts";
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
