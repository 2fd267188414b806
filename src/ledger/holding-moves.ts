import { holdingDays, holdingKey, type Holding } from "./holding.ts";
import type { StatusChange } from "./entry.ts";

/** The days that moved between what was known of a holding and what is shown now. */
export function movesOf(before: Holding | undefined, now: Holding, at: number): readonly StatusChange[] {
  if (before === undefined) return [];
  return holdingDays.flatMap(([day, kind]) => {
    const [from, to] = [before[day], now[day]];
    if (kind !== now.kind || from === undefined || to === undefined || from === to) return [];
    return [{ key: holdingKey(now, day), from, to, seenAt: at }];
  });
}
