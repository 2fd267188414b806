/** A status that moved since the last run. */
export interface Moved {
  readonly platform: string;
  /** What moved: `enrollment TX`, `license CA`. */
  readonly request: string;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since the epoch; undefined when the roster knew the earlier status and the ledger did not. */
  readonly seenAt: number | undefined;
}

/** A change as the `changes` column tells it. */
export function movedSentence({ request, from, to }: Moved): string {
  return `${request}: ${from} → ${to}`;
}
