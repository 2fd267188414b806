import { type RowCells, foldHeader, type Identity } from "../cells/cells.ts";
import { shown } from "../faults/problem.ts";

/** A row that would be about a group or a facility. */
export interface ThingRow {
  /** What it would be about. */
  readonly subject: string;
  /** What the row calls it. */
  readonly names: readonly (string | undefined)[];
  /** What a person would need to be looked up, as words of a sentence. */
  readonly needed: string;
  /** The columns with ids of people by which nobody can be looked up here. */
  readonly personIds: readonly string[];
}

/**
 * A fault where a row that would be about a group or a facility names a person too, though not so that anybody can be
 * found: half a name, another platform's id alone, a whole name in a column that is not read. The person is meant, and
 * not the group.
 */
export function refusePartOfPerson(
  cells: RowCells,
  identity: Identity,
  { subject, names, needed, personIds }: ThingRow,
): void {
  const unread = cells.unreadPerson();
  // `Provider Name` may hold what the group or facility is called
  const isThing = (name: string): boolean =>
    names.some((thing) => thing !== undefined && foldHeader(thing) === foldHeader(name));
  const isName = unread !== undefined && !isThing(unread.value);
  // the ids that an earlier run filled in may be of a person who stood in the row before
  const isAnswer = (word: string): boolean => personIds.includes(word) && cells.text("sync_result") !== "";
  const column = ["first_name", "last_name", ...personIds].find(
    (word) => identity[word] !== undefined && !isAnswer(word),
  );
  if (column === undefined && !isName) return;
  const person = column ?? shown(unread?.header ?? "");
  cells.rowFault(
    "ambiguous_subject",
    `names a ${subject}, and a person too (${person}) who cannot be looked up by that`,
    `If the person is meant, fill in ${needed}; if the ${subject} is meant, clear the person's cells.`,
  );
}
