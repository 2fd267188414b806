import type { KnownColumn } from "./cells.ts";

/** An answer of an earlier run that belongs to something else than the row that it stands in. */
export interface StaleAnswer {
  readonly column: KnownColumn;
  readonly value: string;
  /** What it belongs to instead; `nobody known` where what the row names now cannot tell. */
  readonly whose: "request" | "someone else" | "nobody known";
  /** What takes its place, where that does not follow from the row's requests. */
  readonly right?: string | undefined;
}
