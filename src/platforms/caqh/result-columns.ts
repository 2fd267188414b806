import type { NamesOf, ResultColumnSpec } from "../column.ts";

/** The columns that CAQH's answers fill. */
export const caqhResultColumns = [
  {
    name: "caqh_found",
    place: 200,
    text: "`Y` or `N`",
  },
  {
    name: "caqh_roster_status",
    place: 210,
    text: "CAQH's word",
  },
  {
    name: "caqh_authorization_flag",
    place: 220,
    text: "`Y`, `N` or blank",
  },
  {
    name: "caqh_provider_status",
    place: 230,
    text: "CAQH's word",
  },
  {
    name: "caqh_provider_status_date",
    place: 240,
    text: "day",
    day: true,
  },
  {
    name: "caqh_practice_state",
    place: 250,
    text: "primary practice state",
  },
  {
    name: "caqh_attestation_due",
    place: 260,
    text: "120 days after the last attestation, 180 in Illinois; blank when there is no attestation date",
    day: true,
  },
  {
    name: "caqh_next_action",
    place: 270,
    text: "what to do next: [the words](errors.md#caqh-next-action)",
  },
  {
    name: "caqh_error",
    place: 280,
    text: "why there is no status; `not_configured` when CAQH is not set up",
  },
  {
    name: "caqh_checked_at",
    place: 290,
    text: "when CAQH was asked",
  },
] as const satisfies readonly ResultColumnSpec[];

/** One of {@link caqhResultColumns}. */
export type CaqhResultColumn = NamesOf<typeof caqhResultColumns>;
