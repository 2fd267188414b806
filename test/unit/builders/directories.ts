import type { Decision, Directory, Entry } from "../../../src/platforms/platform.ts";
import type { Question } from "../../../src/staging/queries.ts";

/** Rows as entries, the way a list of the directory gives them. */
export function entriesOf(directory: Directory, rows: readonly unknown[]): readonly Entry[] {
  const listing = directory.all;
  if (listing === undefined) throw new Error(`${directory.name} has no list`);
  const envelope = { count: rows.length, next: null, results: rows, items: rows };
  return listing.read(envelope, undefined)?.items ?? [];
}

/** What a directory says to a question when a list or a search shows these rows. */
export function decided(
  directory: Directory,
  question: Question,
  rows: readonly unknown[],
  { all = false }: { readonly all?: boolean } = {},
): Decision {
  const handles = new Set(directory.handlesOf(question));
  const entries = entriesOf(directory, rows);
  const candidates = all
    ? entries.filter((entry) => entry.handles.some((handle) => handles.has(handle)))
    : entries;
  return directory.decide(question, candidates, all);
}
