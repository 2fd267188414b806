/** Who or what is meant: the words of a roster, in one spelling, so that equal queries are asked once. */
export interface Query {
  readonly lookupSource: string;
  readonly about: Readonly<Record<string, string>>;
}

/** A query staged. */
export interface OpenQuery extends Query {
  readonly id: number;
  /** The query as one text; equal texts are equal queries. */
  readonly text: string;
  /** No request depends on its answer. */
  readonly optional?: boolean;
}

/** A query as one text, its words in alphabetical order. */
export function textOf({ about }: Query): string {
  return JSON.stringify(Object.entries(about).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
