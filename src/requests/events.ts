import type { Problem } from "../faults/problem.ts";
import type { Standing } from "../ledger/entry.ts";
import type { Goal } from "./operation.ts";

/** Everything that can happen to an operation in a run; {@link next} in `state.ts` says what follows. */
export type Event =
  | Known
  | { readonly event: "contradicted"; readonly problem: Problem }
  /** Under another name it was sent before, and nobody knows what became of that. */
  | { readonly event: "doubted-as-another" }
  | Unlookable
  | Listed
  | NotListed
  | ReadById
  /** A list shows that the request with its id is another one. */
  | { readonly event: "disproved" }
  | Unreadable
  /** There is something already that makes it needless, such as a license in force. */
  | { readonly event: "held"; readonly held: string }
  /** Something stands in the way of sending it in this run. */
  | { readonly event: "withheld"; readonly problem: Problem }
  /** Something listed may be what was sent before without ever being seen. */
  | { readonly event: "alike" }
  | Sent
  /** It was refused alone, and a look shows that it is there. */
  | { readonly event: "there-already" }
  | Polled
  | Expired;

/** What the ledger remembers of it. */
export interface Known {
  readonly event: "known";
  /** Undefined when the ledger does not know it. */
  readonly standing: Standing | undefined;
  readonly hasId: boolean;
  readonly hasStatus: boolean;
  /** Its id stands under another key as well, so that it has to be seen whose it is. */
  readonly isDisputed: boolean;
  /** The platform took it and said under which number it is worked on. */
  readonly isPending: boolean;
}

/** The platform has no way to show what is there. */
interface Unlookable {
  readonly event: "unlookable";
  /** The platform takes the same request twice for one. */
  readonly isRepeatable: boolean;
}

/** A reading shows the resource. */
interface Listed {
  readonly event: "listed";
  readonly goal: Exclude<Goal, "out-of-reach">;
  readonly hasStatus: boolean;
  /** A reading has shown it as it is to be since it was sent: what differs now was changed after that. */
  readonly wasShown: boolean;
  /** An earlier operation has removed it, and nobody has seen yet that it is gone. */
  readonly isRemoved?: boolean;
}

/** A reading does not show it. */
interface NotListed {
  readonly event: "not-listed";
  readonly goal: Goal;
  readonly extent: Extent;
  /** The ledger has its id, by which it can be read. */
  readonly hasId: boolean;
  /** Only the answer to its submission ever named it. */
  readonly wasShown: boolean;
  /** There are ids, from the roster or disputed ones, that may be its own: they are to be read first. */
  readonly hasIdsToRead: boolean;
}

/** One request was read by its id. */
interface ReadById {
  readonly event: "read-by-id";
  /**
   * - `itself`: it is there and fits.
   * - `another`: it is gone, and another one that fits is there and nobody's.
   * - `elsewhere`: it is about somebody else by now.
   * - `absent`: it is not there, or does not fit.
   */
  readonly found: "itself" | "another" | "elsewhere" | "absent";
  /** Whether it is as it is to be, by what was found. */
  readonly goal: Goal;
  /** As of a {@link Listed} one. */
  readonly wasShown: boolean;
  /** The ledger had the id under this key and under another one. */
  readonly isDisputed: boolean;
  /** This program sent it. */
  readonly isMade: boolean;
}

/** The platform could not be read. */
interface Unreadable {
  readonly event: "unreadable";
  readonly problem: Problem;
  /** What could not be read: the list, what there is about its subject, or the request itself. */
  readonly reading: "list" | "subject" | "single";
}

/** What the answer to a submission says of one operation. */
export type Sent =
  | {
      readonly event: "sent";
      readonly outcome: "accepted";
      readonly hasId: boolean;
      readonly hasStatus: boolean;
    }
  /** Taken, and worked on under a number by which it can be asked about. */
  | { readonly event: "sent"; readonly outcome: "pending" }
  | {
      readonly event: "sent";
      readonly outcome: "refused";
      /** It was refused together with others, and a part of them may have been made before. */
      readonly isOfSeveral: boolean;
      /** The platform takes nothing of this kind any more. */
      readonly gone?: Problem | undefined;
    }
  | {
      readonly event: "sent";
      readonly outcome: "in_doubt";
      /** The platform says that it will be carried out later, so that its absence proves little in this run. */
      readonly isLater: boolean;
    }
  | { readonly event: "sent"; readonly outcome: "not_sent"; readonly problem: Problem };

/** What the platform says of an operation that takes time. */
export type Polled =
  | { readonly event: "polled"; readonly as: "pending" | "unread" }
  | {
      readonly event: "polled";
      readonly as: "accepted";
      readonly hasId: boolean;
      readonly hasStatus: boolean;
    }
  | { readonly event: "polled"; readonly as: "refused" }
  /** The platform does not know the number, or its answer cannot be understood. */
  | { readonly event: "polled"; readonly as: "in_doubt" };

/** It was looked for over its whole settling time in vain. */
export interface Expired {
  readonly event: "expired";
  /** Whether the last look could have shown it. */
  readonly absence: "read" | "unread";
  readonly hasId: boolean;
  /** This run sent it. */
  readonly isOfThisRun: boolean;
  /** A reading has shown it once, or a person said that it is there. */
  readonly wasShown: boolean;
  /** One listed request, and only one, can be it but for its words. */
  readonly isTaken: boolean;
  /** Something listed may be it. */
  readonly isAlike: boolean;
  /**
   * How the answer said no.
   * - `none`: it did not, or there was no answer.
   * - `unproven`: in a way that proved nothing.
   * - `of-several`: to several together, one of which may have been what is refused.
   * - `put-off`: it asked to wait, and may have come from something on the way.
   */
  readonly refusal: "none" | "unproven" | "of-several" | "put-off";
  /** A row of this roster asks for it. */
  readonly isAsked: boolean;
  /** How often it was sent again in this run. */
  readonly resends: number;
  /** It changes or removes something that is there, so that nothing new can come of it. */
  readonly isChange?: boolean;
}

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
