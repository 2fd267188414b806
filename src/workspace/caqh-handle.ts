/** A CAQH id beside the words of a row, which it may not belong to. */
export interface CaqhPair {
  readonly id: string;
  /** An earlier run read a status with it, so that it is known beside which words it belongs. */
  readonly answered: boolean;
  /** NPI, email address, folded names. */
  readonly words: Readonly<Record<string, string>>;
}

const mark = "pair:";

/** The handle of a pair; equal pairs have equal handles. */
export function pairHandle({ id, answered, words }: CaqhPair): string {
  return `${mark}${JSON.stringify([id, answered, words])}`;
}

/** The pair that a handle stands for; undefined for handles of one number. */
export function pairIn(handle: string): CaqhPair | undefined {
  if (!handle.startsWith(mark)) return undefined;
  const [id, answered, words] = JSON.parse(handle.slice(mark.length)) as [
    string,
    boolean,
    Record<string, string>,
  ];
  return { id, answered, words };
}
