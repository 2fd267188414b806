/** Platforms may send fractions and nonsense; a ledger keeps whole milliseconds. */
export function wholeTime(ms: number | undefined): number | undefined {
  return ms === undefined || !Number.isFinite(ms) ? undefined : Math.trunc(ms);
}
