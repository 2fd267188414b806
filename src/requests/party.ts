/** Who has to move next for a request, in the order in which the page tells it. */
export const parties = [
  "us",
  "provider",
  "platform",
  "outside",
  "another",
  "hold",
  "done",
  "ended",
  "unclear",
] as const;

/** Who has to move next for a request. */
export type Party = (typeof parties)[number];

/** A status as a platform sorts it: whose move it is, and what the platform calls that. */
export interface Standing {
  readonly party: Party;
  /** The platform's own category, or the name of the group that the status belongs to. */
  readonly category: string;
}

/** Whose move it is, in a few words. */
export const partyNames: Readonly<Record<Party, string>> = {
  us: "Waiting for us",
  provider: "Waiting for the provider",
  platform: "With the platform",
  outside: "With the payer, board or committee",
  another: "Waiting for another step",
  hold: "On hold",
  done: "Done",
  ended: "Ended without success",
  unclear: "Not clear",
};

/** What that means for the people who read it. */
export const partyMeanings: Readonly<Record<Party, string>> = {
  us: "our team or the practice must supply something",
  provider: "the provider must supply or sign something",
  platform: "the platform is working on it",
  outside: "submitted; an outside party decides",
  another: "another license, enrollment or contract comes first",
  hold: "paused until someone resumes it",
  done: "nothing is left to do",
  ended: "denied, stopped, canceled or expired",
  unclear: "no status was read, or roster-sync does not recognize it",
};

/** Words as they are compared: platforms write `in_progress`, `inprogress` and `InProgress`. */
export function foldStatus(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Statuses by their folded word, from lists of words for each category. */
export function standingsOf(
  table: readonly (readonly [category: string, party: Party, words: string])[],
): ReadonlyMap<string, Standing> {
  return new Map(
    table.flatMap(([category, party, words]) =>
      words.split(/\s+/).map((word): [string, Standing] => [foldStatus(word), { party, category }]),
    ),
  );
}
