import { licenseFields, type LicenseField } from "../cells/license-fields.ts";
import { RowCells, type ColumnPlaces } from "../cells/cells.ts";
import { statesOf } from "../cells/values.ts";

/** What a row says of licenses and enrollments, whatever of it is asked for in this run. */
export interface Named {
  readonly licenses: readonly { readonly field: LicenseField; readonly state: string }[];
  readonly enrollments: readonly {
    readonly state: string;
    readonly payer_name: string;
    readonly payer_id?: string | undefined;
    readonly payer_entity?: string | undefined;
  }[];
}

const nothing: Named = { licenses: [], enrollments: [] };

/** Reads what a row names; what is at fault there is told elsewhere. */
export function namedIn(places: ColumnPlaces, cells: readonly string[], row: number): Named {
  const isBlank = (column: LicenseField | "payer_states"): boolean =>
    (cells[places.indexOf.get(column) ?? -1] ?? "") === "";
  const fields = licenseFields.filter((field) => !isBlank(field));
  if (fields.length === 0 && isBlank("payer_states")) return nothing;
  const values = new RowCells(places, cells, row);
  const payer = {
    payer_name: values.text("payer_name"),
    payer_id: values.text("payer_id") === "" ? undefined : values.text("payer_id"),
    payer_entity: values.text("payer_entity") === "" ? undefined : values.text("payer_entity").toLowerCase(),
  };
  return {
    licenses: fields.flatMap((field) =>
      statesOf(values, field, "license").map((state) => ({ field, state })),
    ),
    enrollments: isBlank("payer_states")
      ? []
      : statesOf(values, "payer_states", "enrollment").map((state) => ({ state, ...payer })),
  };
}
