import type { Dice } from "./dice.ts";
import type { Moment } from "./machine.ts";
import { moodOf, quiet, type Mood } from "./moods.ts";

/** What a night has in store. */
export interface Night {
  readonly mood: Mood;
  readonly command: "sync" | "plan" | "status";
  readonly flags: Readonly<Record<string, string>>;
  readonly killed: Moment | undefined;
  readonly stopped: Moment | undefined;
  /** By how much the machine's clock is ahead of the true one. */
  readonly clockAheadMs: number;
}

/** A night on which nothing happens. */
export function quietNight(clockAheadMs: number): Night {
  return { mood: quiet, command: "sync", flags: {}, killed: undefined, stopped: undefined, clockAheadMs };
}

/** A night on which anything may happen. */
export function anyNight(
  dice: Dice,
  { clockAheadMs, hasPast }: { readonly clockAheadMs: number; readonly hasPast: boolean },
): Night {
  const end = dice.roll();
  return {
    mood: moodOf(dice, hasPast),
    command: dice.isHit(0.85) ? "sync" : dice.oneOf(["plan", "status"] as const),
    flags: dice.isHit(0.15) ? { [dice.oneOf(["max-creates", "canary"])]: String(dice.between(1, 4)) } : {},
    killed: end < 0.4 ? momentOf(dice) : undefined,
    stopped: end >= 0.4 && end < 0.5 ? momentOf(dice) : undefined,
    clockAheadMs: dice.isHit(0.1) ? clockOf(dice) : clockAheadMs,
  };
}

/** How far off the clock of a machine is: mostly not at all. */
export function clockOf(dice: Dice): number {
  return dice.oneOf([0, 0, 0, 0, 2_000, -2_000, 180_000, -180_000]);
}

/** About how many steps of each kind a run takes. */
const usualSteps = { any: 300, disk: 60, turn: 60, timer: 60, answer: 60, sent: 10 } as const;

/** Any moment, or one at a kind of step; rather early than late, as late ones may never come. */
function momentOf(dice: Dice): Moment {
  const step = dice.oneOf(["any", "any", "disk", "turn", "timer", "answer", "sent", "sent"] as const);
  return { step, nth: 1 + Math.floor(dice.roll() ** 2 * usualSteps[step]) };
}

const secondMs = 1_000;
const hourMs = 3_600_000;

/** How long it takes until the next run: somebody starts it again at once, or it is the next night. */
export function pauseOf(dice: Dice): number {
  return dice.oneOf([secondMs, 20 * secondMs, 600 * secondMs, 12 * hourMs, 24 * hourMs]);
}
