import type { RowCells } from "../cells/cells.ts";

/** What the documentation says of a roster column; `code` stands between backticks. */
interface ColumnText {
  readonly meaning: string;
  /** What a cell may hold. */
  readonly accepted: string;
  readonly example: string;
}

/** A column that a roster may have: what it means, how people call it, and what it is to the program. */
export interface ColumnSpec<Name extends string = string> {
  readonly name: Name;
  /** Where it stands among the columns of all platforms, in lists and in the documentation; the smaller the earlier. */
  readonly place: number;
  /** The title under which people look for it. */
  readonly group: string;
  /**
   * A new roster has it: where among its columns, and the cells of its rows, which are about people whom the sandbox
   * knows. The others it has only where it is asked for all.
   */
  readonly starter?: { readonly place: number; readonly cells: readonly string[] };
  /** It says whom the row is about, requests something, or says how that is to be requested. */
  readonly role: "identity" | "request" | "option";
  readonly text: ColumnText;
  /**
   * What people write instead of its name. A name stands here only when it can mean nothing else in anybody's
   * spreadsheet: nothing that a provider *has*, no status or date, no number of another system, nobody else's.
   */
  readonly otherNames: readonly string[];
  /** How well its value says to a person who is meant, after a name; the smaller the better. */
  readonly tells?: number;
  /** It holds an id of the shape that platforms' ids have. */
  readonly id?: "uuid";
  /** Checks and repairs a value of another shape; what is wrong is a fault of the cells. */
  readonly check?: (cells: RowCells, text: string) => string;
  /** It names a group or a facility, and no person. */
  readonly thing?: true;
  /** It holds the id of what this column names. */
  readonly idOf?: string;
  /** A yes or no of the configuration file counts where a cell is blank. */
  readonly configurable?: true;
  /** A cell may hold several values. */
  readonly list?: true;
  /**
   * A lookup fills it where it is blank: `added` puts it beside a roster that lacks it, `in-place` fills it where the
   * roster has it.
   */
  readonly filled?: "added" | "in-place";
}

/** A column that the program adds to the results. */
export interface ResultColumnSpec<Name extends string = string> {
  readonly name: Name;
  /** Where it stands among the added columns of all platforms; the smaller the earlier. */
  readonly place: number;
  /** What the documentation says of it. */
  readonly text: string;
  /** It holds a day and nothing else; workbooks have it as a real date. */
  readonly day?: true;
}

/** The names of some columns. */
export type NamesOf<Columns extends readonly { readonly name: string }[]> = Columns[number]["name"];

/** A rule for headers that are no column's name: what they say, and the column that they may be meant for. */
export interface HeaderRule<Column extends string = string> {
  /** The first rule that fits decides; the smaller the earlier, whoever has the rule. */
  readonly place: number;
  /** Read against the words of a header in small letters. */
  readonly says: RegExp;
  /** Undefined for none, whatever else fits. */
  readonly column: Column | undefined;
}

/** A header with these words. */
export const says = (pattern: string): RegExp => new RegExp(`\\b(?:${pattern})\\b`);

/** A header with words of both kinds, in any order. */
export const both = (one: string, other: string): RegExp =>
  new RegExp(`^(?=.*\\b(?:${one})\\b)(?=.*\\b(?:${other})\\b)`);

/** Words that say that something is wished for. */
export const wish =
  "requests?|requested|requesting|needs?|needed|wants?|wanted|desired|target|new|apply|applying|obtain|pursue|pursuing|to (?:get|enroll|license|add)";

/** Words for documents that providers have. */
export const documents =
  "license|licenses|licence|licences|licensure|lic|dea|csr|cds|certificates?|certification|board|rn|imlc|nlc";
