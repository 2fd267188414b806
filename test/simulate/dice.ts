import { diceFrom, hashOf } from "../../src/sandbox/seeded.ts";

/** Chance that comes again: the same seed and the same name always throw the same. */
export interface Dice {
  /** At least 0, below 1. */
  readonly roll: () => number;
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number;
  readonly isHit: (share: number) => boolean;
  readonly oneOf: <T>(items: readonly T[]) => T;
  /** Some of the items, in their order. */
  readonly someOf: <T>(items: readonly T[], share: number) => readonly T[];
  readonly shuffled: <T>(items: readonly T[]) => readonly T[];
}

/** Dice of their own for each purpose, so that a throw more for one of them moves none of the others. */
export function diceFor(seed: number, purpose: string): Dice {
  const roll = diceFrom(hashOf(`${seed} ${purpose}`));
  const oneOf = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error("there is nothing to choose from");
    return items[Math.floor(roll() * items.length)] as T;
  };
  return {
    roll,
    between: (from, to) => from + Math.floor(roll() * (to - from + 1)),
    isHit: (share) => roll() < share,
    oneOf,
    someOf: (items, share) => items.filter(() => roll() < share),
    shuffled: (items) =>
      items
        .map((item) => ({ item, place: roll() }))
        .toSorted((one, other) => one.place - other.place)
        .map(({ item }) => item),
  };
}
