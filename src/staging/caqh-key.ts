/** A CAQH id beside the words of a row, which it may not belong to. */
export interface CaqhPair {
  readonly id: string;
  /**
   * Whose word it is: a person's in a new row, a person's in a row of an earlier run, or the answer of that run, which
   * found somebody with it.
   */
  readonly said: "new" | "since" | "answer";
  /** NPI, email address, folded names. */
  readonly words: Readonly<Record<string, string>>;
}

const mark = "pair:";

/** The match key of a pair; equal pairs have equal match keys. */
export function pairHandle({ id, said, words }: CaqhPair): string {
  return `${mark}${JSON.stringify([id, said, words])}`;
}

/** The pair that a match key stands for; undefined for match keys of one number. */
export function pairIn(matchKey: string): CaqhPair | undefined {
  if (!matchKey.startsWith(mark)) return undefined;
  const [id, said, words] = JSON.parse(matchKey.slice(mark.length)) as [
    string,
    CaqhPair["said"],
    Record<string, string>,
  ];
  return { id, said, words };
}
