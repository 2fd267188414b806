import type { SpecDefaults } from "./spec-defaults.ts";
import type { RowCells } from "./cells.ts";
import { booleanOf } from "./values.ts";

/** Whether Medallion works the row's requests, as the row or the configuration says. Never guessed. */
export function ownerOf(cells: RowCells, defaults: SpecDefaults): boolean | undefined {
  const said = booleanOf(cells, "is_medallion_owned") ?? defaults.isMedallionOwned;
  if (said !== undefined || cells.text("is_medallion_owned") !== "") return said;
  return cells.fault(
    "is_medallion_owned",
    "missing_value",
    "is blank, but it decides who works the request",
    "Write yes when Medallion works it, no when your own team does; or set it in the config file.",
  );
}
