import { areBlank } from "./cells.ts";
import type { SourceRow } from "./source.ts";

/**
 * Whether a row is nobody's: a blank one, between the others or below them. Such rows come out as they came and count
 * nowhere.
 */
export function isAside({ cells }: SourceRow): boolean {
  return areBlank(cells);
}
