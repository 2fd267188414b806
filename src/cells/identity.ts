/**
 * Who a row is about: what the roster says in the columns that say so, nothing looked up. Blank cells are absent.
 * Beside the words that everybody has, each platform has ids of its own.
 */
export interface Identity {
  readonly email?: string | undefined;
  readonly npi?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly [column: string]: string | undefined;
}

/** The same as a platform sees it, which knows the names of its own columns. */
export type IdentityWith<Column extends string> = Readonly<
  Partial<Record<"email" | "npi" | "first_name" | "last_name" | Column, string | undefined>>
>;
