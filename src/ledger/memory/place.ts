/** One key of several texts. */
export function placeOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
