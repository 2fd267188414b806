import type { ColumnSpec, ResultColumnSpec } from "../../../src/platforms/column.ts";

const requested = (name: string, place: number, what: string, example: string): ColumnSpec => ({
  name,
  place,
  group: "Harbor",
  role: "request",
  list: true,
  text: { meaning: `Harbor: ${what} wanted`, accepted: `names of ${what}`, example },
  otherNames: [],
});

/** The columns of a roster that Harbor understands. */
export const harborColumns: readonly ColumnSpec[] = [
  {
    name: "harbor_person_id",
    place: 400,
    group: "Who the row is about",
    role: "identity",
    text: {
      meaning: "the person at Harbor",
      accepted: "id",
      example: "5a0b1c2d-0000-4000-8000-000000000001",
    },
    otherNames: [],
    id: "uuid",
    filled: "added",
  },
  requested("berth_ports", 410, "berths", "Genoa"),
  requested("badges", 420, "badges", "pilot"),
  requested("courses", 430, "courses", "knots"),
  {
    name: "directory",
    place: 440,
    group: "Harbor",
    role: "request",
    text: { meaning: "Harbor: a listing wanted, or none", accepted: "yes or no", example: "yes" },
    otherNames: [],
  },
  {
    name: "directory_address",
    place: 441,
    group: "Harbor",
    role: "request",
    text: { meaning: "Harbor: the address to be listed", accepted: "an address", example: "1 Quay" },
    otherNames: [],
  },
];

const answered = (name: string, place: number, text: string): ResultColumnSpec => ({ name, place, text });

/** The columns that Harbor's answers fill. */
export const harborResultColumns: readonly ResultColumnSpec[] = [
  answered("berth_ids", 500, "the berths at Harbor"),
  answered("berth_statuses", 501, "their statuses"),
  answered("badge_ids", 502, "the badges at Harbor"),
  answered("badge_statuses", 503, "their statuses"),
  answered("course_ids", 504, "the courses at Harbor"),
  answered("course_statuses", 505, "their statuses"),
  answered("listing_ids", 506, "the listing at Harbor"),
  answered("listing_statuses", 507, "its status"),
];
