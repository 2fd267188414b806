import { listTroubleKinds } from "../../src/sandbox/http/list-trouble.ts";
import { faultKinds, faultPresets, type Fault, type FaultKind } from "../../src/sandbox/index.ts";
import type { Dice } from "./dice.ts";
import type { NetworkConditions } from "./network.ts";

/** How the platforms, and the way to them, are on one night. */
export interface Mood {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly conditions: NetworkConditions;
}

/** Lists lag by no more than the settling time, which is a minute. */
const longestLagMs = 45_000;
/** What is sent arrives within the time that a write may take, which is a minute as well. */
const longestWayMs = 40_000;
const longestStuckMs = 8_000;

const clear: NetworkConditions = { latencyMs: 80, stuck: { share: 0, ms: 0 }, unreachable: 0, lost: 0 };

/** A night on which nothing goes wrong. */
export const quiet: Mood = { name: "quiet", faults: [], conditions: clear };

const down = [
  { kind: "500" },
  { kind: "503-retry-after", retryAfterSeconds: 30 },
  { kind: "hang" },
  { kind: "reset-before" },
  { kind: "busy-page", retryAfterSeconds: 20 },
  { kind: "redirect" },
  { kind: "unauthorized" },
] as const satisfies readonly Fault[];

/**
 * How the platforms are on a night.
 * @param hasPast there are requests that somebody else has made: they can only be known by their words, so the words
 *   must be right
 */
export function moodOf(dice: Dice, hasPast: boolean): Mood {
  const own = anyMood(dice);
  const tonight = dice.isHit(0.4) ? withListTrouble(own, dice) : own;
  return hasPast && tonight.faults.some(({ kind }) => kind === "rewritten") ? quiet : tonight;
}

/** Lists that move or do not show all that they have, beside whatever else goes wrong. */
function withListTrouble({ name, faults, conditions }: Mood, dice: Dice): Mood {
  const trouble = dice.oneOf(listTroubleKinds);
  const fault = { kind: trouble, match: { access: "read" }, rate: dice.oneOf([0.1, 0.4, 0.8]) } as const;
  return { name: `${name} + ${trouble}`, faults: [...faults, fault], conditions };
}

function anyMood(dice: Dice): Mood {
  const kind = dice.roll();
  if (kind < 0.1) return quiet;
  if (kind < 0.25) return movingLists(dice);
  if (kind < 0.55) {
    const name = dice.oneOf(Object.keys(faultPresets) as (keyof typeof faultPresets)[]);
    return mood(name, faultPresets[name].map(within), conditionsOf(dice));
  }
  if (kind < 0.65) {
    const platform = dice.oneOf(["medallion", "verifiable", "caqh"] as const);
    const fault = { ...dice.oneOf(down), match: { platform }, after: dice.between(0, 30) };
    return mood(`${platform} down: ${fault.kind}`, [fault], conditionsOf(dice));
  }
  const rules = Array.from({ length: dice.between(1, 4) }, () => anyFault(dice));
  return mood(rules.map(({ kind: each }) => each).join(" + "), rules, conditionsOf(dice));
}

/** Everybody answers and all is sent, so that whatever a list hides tonight is requested by a program that believes it. */
function movingLists(dice: Dice): Mood {
  const kinds = dice.shuffled(listTroubleKinds).slice(0, dice.between(1, 3));
  const faults = kinds.map((kind): Fault => ({
    kind,
    match: {
      access: "read",
      ...(dice.isHit(0.5) ? { page: dice.oneOf(["first", "further"] as const) } : {}),
    },
    rate: dice.oneOf([0.3, 0.6, 1]),
  }));
  return mood(`lists only: ${kinds.join(" + ")}`, faults, clear);
}

function mood(name: string, faults: readonly Fault[], conditions: NetworkConditions): Mood {
  return { name, faults, conditions };
}

function within(fault: Fault): Fault {
  return fault.ms === undefined ? fault : { ...fault, ms: Math.min(fault.ms, longestLagMs) };
}

function conditionsOf(dice: Dice): NetworkConditions {
  if (dice.isHit(0.5)) return clear;
  return {
    latencyMs: dice.oneOf([10, 80, 800, 3_000]),
    stuck: { share: dice.oneOf([0, 0.02, 0.1]), ms: longestStuckMs },
    unreachable: dice.oneOf([0, 0, 0.02, 0.15]),
    lost: dice.oneOf([0, 0, 0.02, 0.1]),
  };
}

const takesCommits: ReadonlySet<FaultKind> = new Set(["hang", "500", "html", "busy-page", "slow"]);
const takesWait: ReadonlySet<FaultKind> = new Set(["429", "429-date", "503-retry-after", "busy-page"]);

/** Any trouble that the sandbox can make, at any rate. */
function anyFault(dice: Dice): Fault {
  const kind = dice.oneOf(faultKinds);
  const access = dice.oneOf(["read", "write", "write", "sign-in", undefined] as const);
  return {
    kind,
    ...(access === undefined ? {} : { match: { access } }),
    rate: dice.oneOf([0.05, 0.1, 0.2, 0.4, 0.8]),
    ...(dice.isHit(0.2) ? { times: dice.between(1, 5) } : {}),
    ...(dice.isHit(0.2) ? { after: dice.between(1, 20) } : {}),
    ...(takesCommits.has(kind) ? { commits: dice.isHit(0.5) } : {}),
    ...(takesWait.has(kind) ? { retryAfterSeconds: dice.oneOf([0, 1, 5, 60]) } : {}),
    ...(kind === "slow" ? { ms: dice.between(1_000, longestWayMs) } : {}),
    ...(kind === "lagging-list" ? { ms: dice.between(1_000, longestLagMs) } : {}),
    ...(kind === "unauthorized" ? { status: dice.oneOf([401, 403] as const) } : {}),
    ...(kind === "truncated" ? { abrupt: dice.isHit(0.5) } : {}),
    ...(kind === "empty-promise"
      ? { says: dice.oneOf(["nothing", "accepted", "failure", "echo"] as const) }
      : {}),
  };
}
