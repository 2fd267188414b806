/** So many calls in any stretch of time of that length. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** How long a call counts: clocks of two machines do not run alike, and counters round, so a little longer than it is said. */
export function windowMs({ perMs }: Rate): number {
  return perMs + 5 + perMs * 0.001;
}
