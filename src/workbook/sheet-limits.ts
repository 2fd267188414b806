/** The last column of a sheet is XFD. */
export const mostColumns = 16_384;

/** The last row of a sheet. */
export const mostRows = 1_048_576;

/** A longer text in a cell makes spreadsheet programs call the whole file broken. */
export const mostCharacters = 32_767;

/** A table, or a text in it, does not fit into a sheet. */
export class TooLargeForSheet extends Error {}
