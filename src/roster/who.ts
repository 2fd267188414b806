import { columnSpecs } from "./columns.ts";
import type { KnownColumn } from "../cells/column-names.ts";
import { trimmed } from "../text/trimmed.ts";
import type { ColumnPlaces } from "../cells/cells.ts";
import { unescapeFormula } from "./escape.ts";

/** After a name, what says best to a person who is meant. */
const otherwise: readonly KnownColumn[] = columnSpecs
  .filter(({ tells }) => tells !== undefined)
  .toSorted((one, other) => (one.tells ?? 0) - (other.tells ?? 0))
  .map(({ name }) => name);

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
