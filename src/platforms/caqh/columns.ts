import type { RowCells } from "../../cells/cells.ts";
import { isDamaged } from "../../cells/damage.ts";
import type { ColumnSpec, NamesOf } from "../column.ts";

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
