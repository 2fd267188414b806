/**
 * How much of a platform's list was read.
 * - `whole`: every request about the subjects of interest.
 * - `part`: all that a list showed, which may have more.
 * - `moved`: what moved since the statuses were last read; `moved-part`: perhaps not all of it.
 */
export type Extent = "whole" | "part" | "moved" | "moved-part";

/**
 * How the requests of a kind were last looked at: at the whole list, at a list that may have more than it showed, or
 * subject by subject.
 */
export type Look = "whole" | "part" | "apart";

/** What it means for the next decision when something is not on a list. */
export function provesAbsence(extent: Extent): boolean {
  return extent === "whole";
}

/** Whether only what moved was asked for, so that silence is good news. */
export function isOfMoves(extent: Extent): boolean {
  return extent === "moved" || extent === "moved-part";
}

/** How a look at the platform counts whose reading had this extent; undefined for one that asks subject by subject. */
export function lookOf(extent: Extent | undefined): Look {
  if (extent === undefined) return "apart";
  return provesAbsence(extent) ? "whole" : "part";
}

/**
 * Whether the subject of an operation must be asked about once more before its absence is believed. The platform took
 * it, or may have, and a list of all may be cut or behind without a sign of it.
 * @param isMade an answer gave it an id of its own, so that only a list with gaps is a reason to ask
 */
export function needsSecondLook(look: Look, isMade: boolean): boolean {
  return look === "part" || (look === "whole" && !isMade);
}

/** In which ways the requests of a kind can be looked for before any of their ids is known. */
export interface WaysToLook {
  /** There is a list of all of them. */
  readonly list: boolean;
  /** There is a list of what is about one subject. */
  readonly subject: boolean;
}

/** Whether anything can show that a request is not there. Where nothing can, none is made unless doing it twice is harmless. */
export function canBeLookedFor({ list, subject }: WaysToLook): boolean {
  return list || subject;
}
