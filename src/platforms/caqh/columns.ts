import type { RowCells } from "../../cells/cells.ts";
import { isDamaged } from "../../cells/values.ts";
import {
  type ColumnSpec,
  type NamesOf,
  both,
  says,
  type HeaderRule,
  type ResultColumnSpec,
} from "../column.ts";

/** The columns of a roster that CAQH understands. */
export const caqhColumns = [
  {
    name: "caqh_provider_id",
    place: 60,
    group: "Who the row is about",
    role: "identity",
    check: caqhIdOf,
    starter: { place: 50, cells: ["12400131", ""] },
    text: {
      meaning: "the provider at CAQH; blank: looked up by NPI",
      accepted: "8 to 10 digits",
      example: "12400131",
    },
    otherNames: [
      "CAQH ID",
      "CAQH ID Number",
      "CAQH Number",
      "CAQH No.",
      "CAQH Provider ID Number",
      "CAQH Provider Number",
      "CAQH Provider No.",
      "CAQH ProView ID",
      "CAQH ProView Number",
      "ProView ID",
      "Provider CAQH ID",
      "Provider CAQH Number",
    ],
    tells: 5,
    filled: "added",
  },
] as const satisfies readonly ColumnSpec[];

/** One of {@link caqhColumns}. */
export type CaqhColumn = NamesOf<typeof caqhColumns>;

/** CAQH ids have 8 to 10 digits (Roster and Status Check API, version 1.0) and no check digit that could prove a repair. */
function caqhIdOf(cells: RowCells, text: string): string {
  // the .0 of a column that pandas took for numbers; no digit is lost with it
  const digits = text.replaceAll(/[\s-]/g, "").replace(/\.0+$/, "");
  if (/^\d{8,10}$/.test(digits)) return digits;
  if (!/^\d{7}$/.test(digits) && isDamaged(cells, "caqh_provider_id", text)) return text;
  const lostZero = /^\d{7}$/.test(digits) ? "; a leading zero may be missing" : "";
  cells.fault(
    "caqh_provider_id",
    "invalid_caqh_id",
    `is not a CAQH id: it needs 8 to 10 digits${lostZero}`,
    "Copy the id from CAQH as text, or leave it blank to have it found by NPI.",
  );
  return text;
}

/** Headers that may be meant for columns of CAQH's. */
export const caqhHeaderRules: readonly HeaderRule<CaqhColumn>[] = [
  {
    place: 70,
    says: both("caqh|proview", "attest\\w*|current|due|last|complete|up to date"),
    column: undefined,
  },
  { place: 80, says: says("caqh|proview"), column: "caqh_provider_id" },
];

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
