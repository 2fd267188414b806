import type { RowCells, RosterColumn } from "../cells/cells.ts";
import { stateNa } from "../cells/states.ts";
import { columnSpecs, inputColumns } from "./columns.ts";

/** What people and programs write where there is nothing to say, as {@link folded}. */
const words: ReadonlySet<string> = new Set([
  // databases, R, pandas, and whoever exports from them
  ..."na,n a,n n a,nan,nat,null,nil,none,undefined,na character,na real,na integer,1 qnan,1 ind".split(","),
  ..."not applicable,not available,not known,not provided,not specified,not assigned,not entered".split(","),
  ..."not on file,not found,not listed,not set,not required,not needed,not yet,not yet known".split(","),
  ..."none required,none needed,none listed,none on file,no data,no value,no entry,no info".split(","),
  ..."unknown,unk,unkn,unspecified,unassigned,unavailable,missing,blank,empty,left blank".split(","),
  ..."tbd,tba,tbc,to be determined,to be decided,to be announced,to be assigned,to be confirmed".split(","),
  ..."to be provided,to follow,pending,awaiting,in process,in progress".split(","),
  ..."see note,see notes,see comment,see comments,see above,see below,same as above,as above,ditto".split(
    ",",
  ),
  ..."select,select one,please select,choose,choose one,please choose".split(","),
]);

/** Dashes, dots, question marks and the like. Bullets, check marks and boxes say something. */
const signsAlone = /^(?:(?![\u2022\u2023\u2043\u00B7])[\p{P}\s~+=<>|^`$\u00B4])+$/u;

/** How a database dump writes that there is nothing, and what stands for digits that nobody knows. */
const marks = /^(?:\\n|x{2,})$/i;

/**
 * Whether a text stands for nothing at all: `N/A`, `TBD`, `none`, `-`, `?`, in any letter case and with any signs
 * around it. Blank texts are none.
 */
export function isPlaceholder(text: string): boolean {
  if (text === "") return false;
  return signsAlone.test(text) || marks.test(text) || words.has(folded(text));
}

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** People may be called anything; `Na`, `None` and `Null` are surnames. */
const names: ReadonlySet<RosterColumn> = new Set(["first_name", "last_name"]);

const lists: ReadonlySet<RosterColumn> = new Set(
  columnSpecs.filter(({ list }) => list === true).map(({ name }) => name),
);

/** Notes each placeholder in a row's cells of ours, names aside; no other fault needs to be looked for there. */
export function checkPlaceholders(cells: RowCells): void {
  for (const column of inputColumns) {
    if (names.has(column) || cells.raw(column) === "") continue;
    const text = cells.text(column);
    for (const item of lists.has(column) ? cells.list(column) : [text]) {
      if (!isPlaceholder(item)) continue;
      if (column.endsWith("_states") && item.toUpperCase() === stateNa) continue;
      const isWhole = item === text;
      const remedy = isWhole ? "Leave the cell blank." : "Remove it from the list.";
      const state = ` The state NA of an enrollment is written ${stateNa}`;
      cells.fault(
        column,
        "placeholder",
        "is a placeholder, not a value",
        column === "payer_states" && /^na$/i.test(item) ? `${remedy}${state}` : remedy,
        item,
      );
    }
  }
}
