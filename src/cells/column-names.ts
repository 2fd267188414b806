/** A column that a roster may have, by the name that the documentation uses. */
export type RosterColumn = string;

/** A column that the program fills with its answers. */
export type ResultColumn = string;

/** A column whose blank cells a look-up may fill. */
export type FillableColumn = string;

/** Any column that means something to the program. */
export type KnownColumn = string;
