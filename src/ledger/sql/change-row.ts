import { jsonText } from "../json-text.ts";
import type { StatusChange } from "../entry.ts";
import type { Dialect, Program } from "./engine.ts";
import { write } from "./statement.ts";

/** Keeps changes until the results of a run have told of them, in the order given. */
export function* keepChanges({ records }: Dialect, changes: readonly StatusChange[]): Program<undefined> {
  if (changes.length === 0) return undefined;
  const columns = { key: "text", was: "text", is_now: "text", seen_at: "bigint" } as const;
  yield write(
    `INSERT INTO change (key, from_status, to_status, seen_at)
     SELECT t.key, t.was, t.is_now, t.seen_at FROM ${records(columns)}
     ORDER BY t.n`,
    jsonText(changes.map(({ key, from, to, seenAt }) => ({ key, was: from, is_now: to, seen_at: seenAt }))),
  );
  return undefined;
}
