/** Platform ids stay, to be looked up; quoted values, addresses and long numbers go. */
const values =
  /(?<id>\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b)|"[^"]*"|[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]*[^\s@<>"'(),;:.]|\d{7,}/gi;

/**
 * A sentence about a row without the row's own values, for summaries, which travel by mail and in logs: they stand
 * in the row itself.
 */
export function redacted(sentence: string): string {
  return sentence.replaceAll(values, (_found, id: string | undefined) => id ?? "…");
}
