import { trimmed } from "../text/trimmed.ts";
import type { ColumnPlaces } from "./cells.ts";
import type { KnownColumn } from "./columns.ts";
import { unescapeFormula } from "./escape.ts";

/** After a name, what says best to a person who is meant. */
const otherwise: readonly KnownColumn[] = [
  "email",
  "npi",
  "group_name",
  "facility_name",
  "caqh_provider_id",
  "provider_id",
  "verifiable_provider_id",
  "group_profile_id",
  "verifiable_facility_id",
];

/** Who a row is about, as the roster names them: a name, else e-mail, NPI, group, facility or an id; blank if nobody. */
export function whoIsIn(cells: readonly string[], { indexOf }: ColumnPlaces): string {
  const cell = (column: KnownColumn): string => {
    const index = indexOf.get(column);
    return index === undefined ? "" : trimmed(unescapeFormula(cells[index] ?? ""));
  };
  const name = [cell("first_name"), cell("last_name")].filter((part) => part !== "").join(" ");
  if (name !== "") return name;
  const column = otherwise.find((candidate) => cell(candidate) !== "");
  return column === undefined ? "" : cell(column);
}
