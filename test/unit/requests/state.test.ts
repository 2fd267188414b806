import { describe, expect, test } from "vitest";
import type { Problem } from "../../../src/faults/problem.ts";
import type { Event } from "../../../src/requests/events.ts";
import type { Goal } from "../../../src/requests/operation.ts";
import { next, states, unknown, type Next, type State } from "../../../src/requests/state.ts";

const problem: Problem = { code: "some_code", message: "Something is the matter." };

const known = (changes: Partial<Extract<Event, { event: "known" }>>): Event => ({
  event: "known",
  standing: undefined,
  hasId: false,
  hasStatus: false,
  isDisputed: false,
  isPending: false,
  ...changes,
});
const contradicted: Event = { event: "contradicted", problem };
const doubted: Event = { event: "doubted-as-another" };
const unlookable: Event = { event: "unlookable", isRepeatable: false };
const repeatable: Event = { event: "unlookable", isRepeatable: true };
const listed: Event = { event: "listed", goal: "met", hasStatus: true, wasShown: false };
const listedBare: Event = { ...listed, hasStatus: false };
const listedOtherwise: Event = { ...listed, goal: "unmet" };
const listedToBeUpdated: Event = { ...listed, goal: "differs" };
const notListed = (changes: Partial<Extract<Event, { event: "not-listed" }>> = {}): Event => ({
  event: "not-listed",
  goal: "unmet",
  extent: "whole",
  hasId: false,
  wasShown: false,
  hasIdsToRead: false,
  ...changes,
});
const read = (
  found: "itself" | "another" | "elsewhere" | "absent",
  {
    isDisputed = false,
    isMade = false,
    goal = found === "itself" ? "met" : "unmet",
    wasShown = false,
  }: { isDisputed?: boolean; isMade?: boolean; goal?: Goal; wasShown?: boolean } = {},
): Event => ({ event: "read-by-id", found, goal, wasShown, isDisputed, isMade });
const disproved: Event = { event: "disproved" };
const unreadable = (reading: "list" | "subject" | "single"): Event => ({
  event: "unreadable",
  problem,
  reading,
});
const held: Event = { event: "held", held: "held A1 until 2030-01-31" };
const withheld: Event = { event: "withheld", problem };
const alike: Event = { event: "alike" };
const accepted = { hasId: true, hasStatus: true };
const sent: Event = { event: "sent", outcome: "accepted", ...accepted };
const refused = { event: "sent", outcome: "refused", isOfSeveral: false } as const;
const polled: Event = { event: "polled", as: "accepted", ...accepted };
const expired = (changes: Partial<Extract<Event, { event: "expired" }>> = {}): Event => ({
  event: "expired",
  absence: "read",
  hasId: false,
  isOfThisRun: false,
  wasShown: false,
  isTaken: false,
  isAlike: false,
  refusal: "none",
  isAsked: true,
  resends: 0,
  ...changes,
});

type Case = readonly [what: string, event: Event, after: Next];
const to = (state: State, more: Omit<Next, "state"> = {}): Next => ({ state, ...more });
/** Nothing follows. */
const stays = (state: State, more: Omit<Next, "state"> = {}): Next => to(state, { stays: true, ...more });
const ended = to("done", { problem });

/** What the ledger remembers leads to one of these, whether or not the roster asked before. */
const remembered: readonly Case[] = [
  ["never asked for", known({}), to("look")],
  ["refused before", known({ standing: "refused" }), to("look")],
  ["released before", known({ standing: "released" }), to("look")],
  ["intended by a run that died", known({ standing: "intended" }), to("doubt")],
  ["in doubt", known({ standing: "in_doubt" }), to("doubt")],
  ["in doubt, and worked on", known({ standing: "in_doubt", isPending: true }), to("poll")],
  ["accepted with id and status", known({ standing: "accepted", ...accepted }), to("refresh")],
  ["accepted without an id", known({ standing: "accepted", hasStatus: true }), to("confirm")],
  ["accepted without a status", known({ standing: "accepted", hasId: true }), to("confirm")],
  ["accepted under two keys", known({ standing: "accepted", ...accepted, isDisputed: true }), to("look")],
];

const notThereAnyMore: readonly Case[] = [
  ["on the whole list", listed, to("done")],
  [
    "not as it was left any more, though it was seen so",
    { ...listedOtherwise, wasShown: true },
    to("send", { again: true }),
  ],
  ["not seen yet as it was left", listedOtherwise, to("confirm")],
  ["no longer on the whole list", notListed({ hasId: true }), stays("refresh", { read: "by-id" })],
  [
    "no longer on a part of the list",
    notListed({ hasId: true, extent: "part" }),
    stays("refresh", { read: "by-id" }),
  ],
  ["not listed and without an id", notListed(), to("done")],
  ["not among what moved", notListed({ hasId: true, wasShown: true, extent: "moved" }), to("done")],
  [
    "not among what moved, as far as can be told",
    notListed({ wasShown: true, extent: "moved-part" }),
    to("done"),
  ],
  ["not among what moved, and was never shown", notListed({ hasId: true, extent: "moved" }), to("confirm")],
  [
    "not among moves with a gap, and was never shown",
    notListed({ hasId: true, extent: "moved-part" }),
    to("confirm"),
  ],
  ["there, but to be updated", listedToBeUpdated, to("send", { as: "update" })],
  [
    "to be gone and not on the whole list for the first time",
    notListed({ goal: "met" }),
    to("done", { record: "accepted" }),
  ],
  ["to be gone and still not on the whole list", notListed({ goal: "met", wasShown: true }), to("done")],
  ["to be gone and not on a part of the list", notListed({ goal: "met", extent: "part" }), to("done")],
];

const byItsOwnId: readonly Case[] = [
  [
    "there under its id, but to be updated",
    read("itself", { goal: "differs" }),
    to("send", { as: "update" }),
  ],
  [
    "there under its id, and changed since it was seen as it was left",
    read("itself", { goal: "unmet", wasShown: true }),
    to("send", { again: true }),
  ],
  [
    "there under its id, and never seen as it was left",
    read("itself", { goal: "unmet" }),
    to("done", { say: "unchanged" }),
  ],
  [
    "removed, and not there under its id",
    read("absent", { goal: "met" }),
    to("done", { record: "accepted" }),
  ],
  ["there under its id", read("itself"), to("done")],
  ["replaced by another that is nobody's", read("another"), to("done")],
  ["somebody else's by now", read("elsewhere"), to("done", { say: "elsewhere" })],
  ["gone", read("absent"), to("done", { say: "gone" })],
];

const table: Readonly<Record<State | typeof unknown, readonly Case[]>> = {
  new: remembered,
  look: [
    ...remembered,
    ["contradicted", contradicted, ended],
    ["in doubt under another name", doubted, to("done", { say: "doubted-as-another" })],
    ["not to be looked for", unlookable, to("done", { say: "cannot-be-looked-for" })],
    ["not to be looked for, and harmless twice", repeatable, to("send")],
    ["listed", listed, to("done")],
    ["listed without a status", listedBare, to("done")],
    ["listed, but not as it is to be", listedOtherwise, to("send")],
    ["not on the whole list", notListed(), to("send")],
    ["not on a part of the list", notListed({ extent: "part" }), stays("look")],
    ["not among what moved", notListed({ extent: "moved" }), stays("look")],
    ["not among a part of what moved", notListed({ extent: "moved-part" }), stays("look")],
    [
      "not listed, with ids to be read",
      notListed({ hasIdsToRead: true }),
      stays("look", { read: "by-possible-ids" }),
    ],
    ["not on a part, with ids to be read", notListed({ extent: "part", hasIdsToRead: true }), stays("look")],
    ["listed, but to be updated", listedToBeUpdated, to("send", { as: "update" })],
    [
      "listed, though it was removed and nobody has seen that it is gone",
      { ...listed, isRemoved: true },
      to("done", { say: "still-shown" }),
    ],
    [
      "to be removed and not on the whole list",
      notListed({ goal: "met" }),
      to("done", { record: "accepted" }),
    ],
    ["to be removed and not on a part", notListed({ goal: "met", extent: "part" }), stays("look")],
    [
      "to be changed and not there",
      notListed({ goal: "out-of-reach" }),
      to("done", { say: "nothing-to-change" }),
    ],
    ["read by an id that is its own", read("itself"), to("done")],
    ["read by an id that is not there", read("absent"), to("send")],
    ["read by an id, and to be updated", read("itself", { goal: "differs" }), to("send", { as: "update" })],
    ["read by an id, and to be changed or removed", read("itself", { goal: "unmet" }), to("send")],
    [
      "to be removed, and not there under an id",
      read("absent", { goal: "met" }),
      to("done", { record: "accepted" }),
    ],
    [
      "to be changed, and not there under an id",
      read("absent", { goal: "out-of-reach" }),
      to("done", { say: "nothing-to-change" }),
    ],
    ["read by a disputed id that is its own", read("itself", { isDisputed: true }), to("done")],
    [
      "without the disputed id, adopted",
      read("absent", { isDisputed: true }),
      to("send", { record: "disowned" }),
    ],
    [
      "without the disputed id, sent by this program",
      read("absent", { isDisputed: true, isMade: true }),
      to("confirm", { record: "disowned" }),
    ],
    ["in a list that cannot be read", unreadable("list"), ended],
    ["about a subject that cannot be read", unreadable("subject"), ended],
    ["unreadable itself", unreadable("single"), ended],
  ],
  refresh: [
    ["contradicted", contradicted, ended],
    ["not to be looked for", unlookable, to("done")],
    ["listed without a status", listedBare, to("done")],
    ...notThereAnyMore,
    ...byItsOwnId,
    ["shown to be another one", disproved, to("look", { record: "disowned" })],
    ["in a list that cannot be read", unreadable("list"), ended],
    ["about a subject that cannot be read", unreadable("subject"), ended],
    ["unreadable itself", unreadable("single"), ended],
  ],
  send: [
    ["covered by a wider request", listed, to("done")],
    ["still not as it is to be", listedOtherwise, stays("send")],
    ["there by now, but to be updated", listedToBeUpdated, to("send", { as: "update" })],
    ["held", held, to("done", { held: "held A1 until 2030-01-31" })],
    ["withheld", withheld, ended],
    ["like something that an earlier run may have made", alike, to("done", { say: "alike" })],
    ["accepted in full", sent, to("done")],
    [
      "accepted without an id",
      { event: "sent", outcome: "accepted", hasId: false, hasStatus: true },
      to("confirm"),
    ],
    [
      "accepted without a status",
      { event: "sent", outcome: "accepted", hasId: true, hasStatus: false },
      to("confirm"),
    ],
    ["taken and worked on", { event: "sent", outcome: "pending" }, to("poll")],
    ["refused alone", refused, to("done", { say: "refused" })],
    ["refused with others", { ...refused, isOfSeveral: true }, to("doubt")],
    ["refused with all of its kind", { ...refused, gone: problem }, ended],
    ["in doubt", { event: "sent", outcome: "in_doubt", isLater: false }, to("doubt")],
    [
      "put off by the platform",
      { event: "sent", outcome: "in_doubt", isLater: true },
      to("doubt", { resent: true }),
    ],
    ["not sent", { event: "sent", outcome: "not_sent", problem }, ended],
    ["refused, since it is there already", { event: "there-already" }, to("confirm")],
  ],
  poll: [
    ["contradicted", contradicted, ended],
    ["not to be looked for", repeatable, stays("poll")],
    ["listed before the platform says that it is done", listed, to("done")],
    ["listed before that, though to be updated", listedToBeUpdated, to("done")],
    ["listed as it was", listedOtherwise, stays("poll")],
    ["not listed", notListed(), stays("poll")],
    [
      "to be removed and not on the whole list",
      notListed({ goal: "met" }),
      to("done", { record: "accepted" }),
    ],
    ["to be removed and not on a part", notListed({ goal: "met", extent: "part" }), stays("poll")],
    ["in a list that cannot be read", unreadable("list"), to("poll", { problem })],
    ["still worked on", { event: "polled", as: "pending" }, stays("poll")],
    ["not told about", { event: "polled", as: "unread" }, stays("poll")],
    ["carried out in full", polled, to("done")],
    [
      "carried out, without an id",
      { event: "polled", as: "accepted", hasId: false, hasStatus: true },
      to("confirm"),
    ],
    [
      "carried out, without a status",
      { event: "polled", as: "accepted", hasId: true, hasStatus: false },
      to("confirm"),
    ],
    [
      "refused in the end",
      { event: "polled", as: "refused" },
      to("done", { say: "refused", record: "refused" }),
    ],
    ["forgotten by the platform", { event: "polled", as: "in_doubt" }, to("doubt")],
    ["worked on for longer than a settling time", expired(), stays("poll")],
  ],
  doubt: [
    ["contradicted", contradicted, ended],
    ["not to be looked for", unlookable, stays("doubt")],
    ["not to be looked for, and harmless twice", repeatable, to("send", { record: "released" })],
    ["listed", listed, to("done")],
    ["listed without a status", listedBare, to("done")],
    ["listed as it was", listedOtherwise, stays("doubt")],
    ["not on the whole list", notListed(), stays("doubt")],
    [
      "to be removed and not on the whole list",
      notListed({ goal: "met" }),
      to("done", { record: "accepted" }),
    ],
    ["to be removed and not on a part", notListed({ goal: "met", extent: "part" }), stays("doubt")],
    ["in a list that cannot be read", unreadable("list"), to("doubt", { problem })],
    ["about a subject that cannot be read", unreadable("subject"), ended],
    ["unreadable itself", unreadable("single"), ended],
    ["absent over its time", expired(), to("send", { record: "released", resent: true })],
    [
      "absent over its time, with an id of no account",
      expired({ hasId: true, isTaken: true, wasShown: true }),
      to("send", { record: "released", resent: true }),
    ],
    [
      "absent over its time in this run",
      expired({ isOfThisRun: true }),
      to("send", { record: "released", resent: true }),
    ],
    ["like something listed", expired({ isAlike: true }), to("done", { say: "alike" })],
    ["listed, though to be updated", listedToBeUpdated, to("done")],
    [
      "a change not made over its time",
      expired({ isChange: true, hasId: true }),
      to("send", { record: "released", resent: true }),
    ],
    ["never looked for", expired({ absence: "unread" }), to("done", { say: "lost" })],
    [
      "never looked for, though refused",
      expired({ absence: "unread", refusal: "unproven", isAsked: false }),
      to("done", { say: "lost" }),
    ],
    [
      "refused in a way that proved nothing",
      expired({ refusal: "unproven" }),
      to("done", { say: "conflict", record: "presumed-refused" }),
    ],
    [
      "refused so, and asked for by no row",
      expired({ refusal: "unproven", isAsked: false }),
      to("done", { say: "conflict", record: "presumed-refused" }),
    ],
    ["asked for by no row", expired({ isAsked: false }), to("done", { record: "released" })],
    [
      "asked for by no row, and sent again",
      expired({ isAsked: false, resends: 1 }),
      to("done", { record: "released" }),
    ],
    ["sent again already", expired({ resends: 1 }), to("done", { say: "lost" })],
    [
      "refused with others",
      expired({ refusal: "of-several", isOfThisRun: true }),
      to("send", { record: "refused", quartered: true }),
    ],
    [
      "refused with others by an earlier run",
      expired({ refusal: "of-several" }),
      to("send", { record: "refused", quartered: true }),
    ],
    [
      "refused with others, and sent again before",
      expired({ refusal: "of-several", resends: 1 }),
      to("send", { record: "refused", quartered: true }),
    ],
    [
      "refused with others, and asked for by no row",
      expired({ refusal: "of-several", isAsked: false }),
      to("done", { record: "released" }),
    ],
    [
      "refused with others, and like something listed",
      expired({ refusal: "of-several", isAlike: true }),
      to("done", { say: "alike" }),
    ],
    [
      "refused with others, and never looked for",
      expired({ refusal: "of-several", absence: "unread" }),
      to("done", { say: "lost" }),
    ],
    ["put off", expired({ refusal: "put-off" }), to("send", { record: "released", resent: true })],
    [
      "put off for the fifth time",
      expired({ refusal: "put-off", resends: 4 }),
      to("send", { record: "released", resent: true }),
    ],
    ["put off once too often", expired({ refusal: "put-off", resends: 5 }), to("done", { say: "lost" })],
  ],
  confirm: [
    ["contradicted", contradicted, ended],
    ["not to be looked for", unlookable, to("done")],
    ["listed", listed, to("done")],
    ["listed without a status", listedBare, to("confirm")],
    ["listed as it was", listedOtherwise, stays("confirm")],
    ["not on the whole list", notListed(), stays("confirm")],
    [
      "to be removed and not on the whole list",
      notListed({ goal: "met" }),
      to("done", { record: "accepted" }),
    ],
    ["to be removed and not on a part", notListed({ goal: "met", extent: "part" }), stays("confirm")],
    ...byItsOwnId,
    ["in a list that cannot be read", unreadable("list"), to("confirm", { problem })],
    ["about a subject that cannot be read", unreadable("subject"), ended],
    ["unreadable itself", unreadable("single"), ended],
    [
      "unseen over its time, with an id of this run",
      expired({ hasId: true, isOfThisRun: true, isAlike: true }),
      to("done"),
    ],
    [
      "unseen over its time, with an id of an earlier run",
      expired({ hasId: true, isTaken: true }),
      stays("confirm", { read: "by-id" }),
    ],
    ["listed, though to be updated", listedToBeUpdated, to("done")],
    [
      "a change accepted in this run and not shown over its time",
      expired({ isChange: true, isOfThisRun: true }),
      to("done"),
    ],
    [
      "a change accepted in an earlier run and not shown over its time",
      expired({ isChange: true }),
      to("done", { say: "unchanged" }),
    ],
    [
      "a change accepted in an earlier run, to be seen by its id",
      expired({ isChange: true, hasId: true }),
      stays("confirm", { read: "by-id" }),
    ],
    ["what one listed request can be", expired({ isTaken: true, isAlike: true }), to("done")],
    [
      "like something listed",
      expired({ isAlike: true, isOfThisRun: true, wasShown: true }),
      to("done", { say: "alike" }),
    ],
    [
      "unseen over its time in this run",
      expired({ isOfThisRun: true, wasShown: true }),
      to("done", { say: "unlisted" }),
    ],
    [
      "unseen, though somebody vouched for it",
      expired({ wasShown: true, refusal: "unproven" }),
      to("done", { say: "vouched" }),
    ],
    ["never looked for", expired({ absence: "unread" }), to("done", { say: "lost" })],
    [
      "refused in a way that proved nothing",
      expired({ refusal: "unproven" }),
      to("done", { say: "conflict", record: "presumed-refused" }),
    ],
    ["asked for by no row", expired({ isAsked: false }), to("done", { record: "released" })],
    ["sent again already", expired({ resends: 1 }), to("done", { say: "lost" })],
    ["unseen over its time", expired(), to("send", { record: "released", resent: true, alone: true })],
  ],
  done: [["contradicted once more", contradicted, ended]],
};

describe.each<State | typeof unknown>([unknown, ...states])("an operation at %s", (state) => {
  test.each(table[state])("goes on as it should when it is %s", (_what, event, after) => {
    expect(next(state, event)).toEqual(after);
  });

  test("meets no other event", () => {
    const possible = new Set(table[state].map(([, { event }]) => event));
    const all = new Set(Object.values(table).flatMap((cases) => cases.map(([, event]) => event)));
    for (const event of all) {
      if (possible.has(event.event)) continue;
      expect(() => next(state, event), event.event).toThrow(`nothing that is at ${state} can be`);
    }
  });
});
