import { columnLetters, mostCharacters, TooLargeForSheet } from "./sheet-head.ts";
import { encodeXString } from "./cell-text.ts";

/** Writes the cells of a sheet as text, under the prefix of its elements. */
export class CellXml {
  readonly prefix: string;
  readonly #letters: string[] = [];

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** A cell that holds a text and nothing but a text, whatever it looks like; a blank one for no text. */
  cell(column: number, row: number, style: number, text: string): string {
    const { prefix } = this;
    const letters = (this.#letters[column] ??= columnLetters(column));
    const begin = `<${prefix}c r="${letters}${row}"${style === 0 ? "" : ` s="${style}"`}`;
    if (text === "") return `${begin}/>`;
    if (text.length > mostCharacters) {
      throw new TooLargeForSheet(
        `${letters}${row} would hold ${text.length.toLocaleString("en")} characters, and a cell has room for ${mostCharacters.toLocaleString("en")}`,
      );
    }
    // spaces at the ends, and line breaks, are kept only where this is said
    const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : "";
    return `${begin} t="inlineStr"><${prefix}is><${prefix}t${space}>${encodeXString(text)}</${prefix}t></${prefix}is></${prefix}c>`;
  }

  /** A cell that holds a number, such as a day. */
  number(column: number, row: number, style: number, value: number): string {
    const { prefix } = this;
    const letters = (this.#letters[column] ??= columnLetters(column));
    return `<${prefix}c r="${letters}${row}"${style === 0 ? "" : ` s="${style}"`}><${prefix}v>${value}</${prefix}v></${prefix}c>`;
  }
}

/** A width in characters for a column whose cells nobody has measured. */
export function widthFor(header: string): number {
  const isIdentifier = /(?:^|_)ids?$/.test(header);
  return isIdentifier ? 38 : Math.min(30, Math.max(12, header.length + 4));
}
