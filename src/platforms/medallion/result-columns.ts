import type { NamesOf, ResultColumnSpec } from "../column.ts";

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

/** One of {@link medallionResultColumns}. */
export type MedallionResultColumn = NamesOf<typeof medallionResultColumns>;
