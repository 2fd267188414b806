import type { Problem } from "../faults/problem.ts";
import { type Event, isOfMoves, provesAbsence } from "./events.ts";
import type { Goal, Recording } from "./operation.ts";
import type { Saying } from "./wording.ts";

/**
 * How far an operation has come in this run.
 * - `look`: whether it is there already has to be seen on the platform.
 * - `refresh`: it is there; its status has to be read.
 * - `send`: it is not there and is to be sent.
 * - `poll`: the platform took it and works on it; what comes of it has to be asked.
 * - `doubt`: it was sent and nobody knows yet what became of it.
 * - `confirm`: it was accepted, but its id or status is not known yet.
 * - `done`: nothing is left to do; a problem says what went wrong, if anything did.
 */
export type State = (typeof states)[number];

/** Every {@link State}. */
export const states = ["look", "refresh", "send", "poll", "doubt", "confirm", "done"] as const;

/** What follows from an event. Everything but the state is left out where there is nothing of it. */
export interface Next {
  readonly state: State;
  /** Nothing follows: all that is known of it stays as it is. */
  readonly stays?: true;
  /** What went wrong, as the event brought it. */
  readonly problem?: Problem;
  /** What went wrong, to be put into words. */
  readonly say?: Saying;
  /** What the ledger has to hold before the state counts. */
  readonly record?: Recording;
  /** What has to be read before anything else follows. */
  readonly read?: "by-id" | "by-possible-ids";
  /** What the provider has already. */
  readonly held?: string;
  /** It counts as sent again: it is looked for twice as long, and not sent once more in this run. */
  readonly resent?: true;
  /** It leaves its batch: a group that was taken and made in part would be again. */
  readonly alone?: true;
  /**
   * It leaves its batch with a quarter of those that do so now: what is refused is in one of the quarters. Halves would
   * take as many calls to find it, and twice as many settling times.
   */
  readonly quartered?: true;
  /** It is a new operation, under the next number: the one that the ledger has was carried out and undone since. */
  readonly again?: true;
  /** It is there but not as it is to be: what is left to be done is an operation of this kind, under the next number. */
  readonly as?: "update";
}

/** Where an operation stands before anything is known of it. */
export const unknown = "new";

/**
 * The state machine: what follows when something happens to an operation. Pure, and the only place that decides it.
 * Throws for an event that cannot happen in a state, which is a mistake of the program.
 */
export function next(state: State | typeof unknown, event: Event): Next {
  const cell = table[state][event.event] as ((event: Event) => Next) | undefined;
  if (cell === undefined) throw new Error(`nothing that is at ${state} can be ${event.event}`);
  return cell(event);
}

type Name = Event["event"];
type Of<E extends Name> = Extract<Event, { readonly event: E }>;
type Row = { readonly [E in Name]?: (event: Of<E>) => Next };

const looking: Next = { state: "look" };
const sending: Next = { state: "send" };
const polling: Next = { state: "poll" };
const doubting: Next = { state: "doubt" };
const confirming: Next = { state: "confirm" };
const updating: Next = { state: "send", as: "update" };
const done: Next = { state: "done" };
const stays = (state: State): Next => ({ state, stays: true });

const ends = ({ problem }: { readonly problem: Problem }): Next => ({ state: "done", problem });
const says = (say: Saying): Next => ({ state: "done", say });
const isThere = ({ goal }: { readonly goal: Goal }): boolean => goal === "met" || goal === "differs";

/**
 * What may happen in which state, and what follows: a state has a line for each event that can happen in it.
 *
 * Never twice, in this table: what may have been sent before reaches `send` only with something for the ledger to
 * record first (`released`, `refused`, `disowned`), or as a new operation (`again`, `as`). And what was only looked for
 * reaches it only by a reading that proves its absence, by the platform showing that it is not as it is to be, or where
 * sending it twice does no harm.
 */
const table: { readonly [S in State | typeof unknown]: Row } = {
  new: {
    known: remembered,
  },
  look: {
    known: remembered,
    contradicted: ends,
    "doubted-as-another": () => says("doubted-as-another"),
    unlookable: ({ isRepeatable }) => (isRepeatable ? sending : says("cannot-be-looked-for")),
    listed: shownFirst,
    "not-listed": notThereYet,
    "read-by-id": ofAPossibleId,
    unreadable: ends,
  },
  refresh: {
    contradicted: ends,
    unlookable: () => done,
    listed: stillAsWished,
    "not-listed": notThereAnyMore,
    "read-by-id": ofItsOwnId,
    disproved: () => ({ state: "look", record: "disowned" }),
    unreadable: ends,
  },
  send: {
    listed: (event) => (isThere(event) ? shownFirst(event) : stays("send")),
    held: ({ held }) => ({ state: "done", held }),
    withheld: ends,
    alike: () => says("alike"),
    sent: answered,
    "there-already": () => confirming,
  },
  poll: {
    contradicted: ends,
    unlookable: () => stays("poll"),
    listed: (event) => (isThere(event) ? done : stays("poll")),
    "not-listed": removedOr("poll"),
    unreadable: ({ problem }) => ({ state: "poll", problem }),
    polled,
    expired: () => stays("poll"),
  },
  doubt: {
    contradicted: ends,
    unlookable: ({ isRepeatable }) => (isRepeatable ? { ...sending, record: "released" } : stays("doubt")),
    listed: (event) => (isThere(event) ? done : stays("doubt")),
    "not-listed": removedOr("doubt"),
    unreadable: ({ problem, reading }) =>
      reading === "list" ? { state: "doubt", problem } : { state: "done", problem },
    expired: notFoundInTime("doubt"),
  },
  confirm: {
    contradicted: ends,
    unlookable: () => done,
    listed: ({ goal, hasStatus }) => {
      if (goal === "unmet") return stays("confirm");
      return hasStatus ? done : confirming;
    },
    "not-listed": removedOr("confirm"),
    "read-by-id": ofItsOwnId,
    unreadable: ({ problem, reading }) =>
      reading === "list" ? { state: "confirm", problem } : { state: "done", problem },
    expired: notFoundInTime("confirm"),
  },
  done: {
    // two rules may find fault with the same; the last word stands
    contradicted: ends,
  },
};

function remembered({ standing, hasId, hasStatus, isDisputed, isPending }: Of<"known">): Next {
  switch (standing) {
    case undefined:
    case "refused":
    case "released":
      return looking;
    case "intended":
    case "in_doubt":
      return isPending ? polling : doubting;
    case "accepted":
      if (isDisputed) return looking;
      return hasId && hasStatus ? { state: "refresh" } : confirming;
  }
}

/** Only what was read whole shows that something is not there. */
function notThereYet({ goal, extent, hasIdsToRead }: Of<"not-listed">): Next {
  if (!provesAbsence(extent)) return stays("look");
  return hasIdsToRead ? { ...stays("look"), read: "by-possible-ids" } : towards(goal);
}

/** What is left to be done about what is surely there, or surely not; that it is not there as it is to be goes on record. */
function towards(goal: Goal): Next {
  switch (goal) {
    case "met":
      return { ...done, record: "accepted" };
    case "differs":
      return updating;
    case "unmet":
      return sending;
    case "out-of-reach":
      return says("nothing-to-change");
  }
}

/** What is to be removed is no sign of a new one as long as a list may only be late. */
function shownFirst({ goal, isRemoved }: Of<"listed">): Next {
  if (isRemoved === true) return says("still-shown");
  return goal === "met" ? done : towards(goal);
}

/** An id from elsewhere counts where it fits. One that the ledger had twice is not lost with it: what was sent, was sent. */
function ofAPossibleId({ found, goal, isDisputed, isMade }: Of<"read-by-id">): Next {
  if (isDisputed && found !== "itself") return { state: isMade ? "confirm" : "send", record: "disowned" };
  return found === "itself" && goal === "met" ? done : towards(goal);
}

function ofItsOwnId({ found, goal, wasShown }: Of<"read-by-id">): Next {
  switch (found) {
    case "itself":
      if (goal === "unmet") return wasShown ? { ...sending, again: true } : says("unchanged");
      return goal === "differs" ? updating : done;
    case "another":
      return done;
    case "elsewhere":
      return says("elsewhere");
    case "absent":
      return goal === "met" ? { ...done, record: "accepted" } : says("gone");
  }
}

/** What is not as it was left was changed by somebody since, if it was ever seen as it was left. */
function stillAsWished({ goal, wasShown }: Of<"listed">): Next {
  if (goal === "differs") return updating;
  if (goal === "met") return done;
  return wasShown ? { ...sending, again: true } : confirming;
}

function notThereAnyMore({ goal, extent, hasId, wasShown }: Of<"not-listed">): Next {
  // that it is gone is on record once, so that whatever is there later has come since
  if (goal === "met") return wasShown || !provesAbsence(extent) ? done : { ...done, record: "accepted" };
  // what was never shown is looked for by name
  if (isOfMoves(extent)) return wasShown ? done : confirming;
  return hasId ? { ...stays("refresh"), read: "by-id" } : done;
}

/** What is to be removed is gone, as far as what was read can tell. That anything else is not there may be a lag. */
function removedOr(state: State): (event: Of<"not-listed">) => Next {
  return ({ goal, extent }) =>
    goal === "met" && provesAbsence(extent) ? { ...done, record: "accepted" } : stays(state);
}

function answered(event: Of<"sent">): Next {
  switch (event.outcome) {
    case "accepted":
      return event.hasId && event.hasStatus ? done : confirming;
    case "pending":
      return polling;
    case "refused":
      if (event.gone !== undefined) return { state: "done", problem: event.gone };
      return event.isOfSeveral ? doubting : says("refused");
    case "in_doubt":
      return event.isLater ? { state: "doubt", resent: true } : doubting;
    case "not_sent":
      return ends(event);
  }
}

function polled(event: Of<"polled">): Next {
  switch (event.as) {
    case "pending":
    case "unread":
      return stays("poll");
    case "accepted":
      return event.hasId && event.hasStatus ? done : confirming;
    case "refused":
      return { ...says("refused"), record: "refused" };
    case "in_doubt":
      return doubting;
  }
}

/** What was only put off is sent again so often in a run; every other doubt once. */
const mostPutOffs = 5;

/**
 * What is not there at the end of its settling time, nor anything like it, was not carried out and is sent again, once
 * in a run; what was refused with others, in ever smaller groups, until it is refused alone. Every other end is for a
 * person, or for the next run.
 */
function notFoundInTime(state: "doubt" | "confirm"): (event: Of<"expired">) => Next {
  const accepted = state === "confirm";
  return (event) => {
    if (accepted && event.isChange === true && !event.hasId)
      return event.isOfThisRun ? done : says("unchanged");
    // with an id of its own it counts as made in its night, and only later is it asked for by that
    if (accepted && event.hasId) return event.isOfThisRun ? done : { ...stays(state), read: "by-id" };
    if (accepted && event.isTaken) return done;
    if (event.isAlike) return says("alike");
    if (accepted && event.isOfThisRun) return says("unlisted");
    if (accepted && event.wasShown) return says("vouched");
    if (event.absence === "unread") return says("lost");
    if (event.refusal === "unproven") return { ...says("conflict"), record: "presumed-refused" };
    if (!event.isAsked) return { ...done, record: "released" };
    if (event.refusal === "of-several") return { ...sending, record: "refused", quartered: true };
    if (event.resends >= (event.refusal === "put-off" ? mostPutOffs : 1)) return says("lost");
    return { ...sending, record: "released", resent: true, ...(accepted ? { alone: true } : {}) };
  };
}
