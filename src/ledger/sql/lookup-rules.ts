import type { StatusChange } from "../entry.ts";
import { jsonText, mendedIn, type LedgerChange } from "../store.ts";
import { type Dialect, type Program, rowsOf, write } from "./engine.ts";
import { keepChanges } from "./holdings.ts";

type ChangeOf<What extends LedgerChange["what"]> = Extract<LedgerChange, { readonly what: What }>;

/** What look-ups and statuses said, and what of it has been reported, as programs in the words of one engine. */
export class LookupRules {
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  *report({ keys, run }: ChangeOf<"report">): Program<undefined> {
    yield write(
      `UPDATE change SET reported_by = ?2
       WHERE reported_by IS NULL AND key IN (SELECT t.item FROM ${this.#dialect.items(1)})`,
      jsonText(keys),
      run,
    );
    return undefined;
  }

  *identities({ lookupSource, found, at }: ChangeOf<"identities">): Program<undefined> {
    // the last answer to a question counts
    const records = [...new Map(found.map(({ hash, id }) => [hash, { hash, id }])).values()];
    yield write(
      `INSERT INTO identity (directory, question, answer, found_at)
       SELECT CAST(?2 AS text), t.hash, t.id, CAST(?3 AS bigint)
       FROM ${this.#dialect.records({ hash: "text", id: "text" })} WHERE true
       ON CONFLICT (directory, question) DO UPDATE SET answer = excluded.answer, found_at = excluded.found_at`,
      jsonText(records),
      lookupSource,
      at,
    );
    return undefined;
  }

  *statuses({ answers: given, at }: ChangeOf<"statuses">): Program<undefined> {
    // compared with what is kept, which no engine keeps otherwise
    const answers = mendedIn(given);
    const handles = jsonText(answers.map(({ handle }) => handle));
    const rows = yield rowsOf(
      ["handle", "answer"],
      `SELECT handle, answer FROM status_answer WHERE handle IN (SELECT t.item FROM ${this.#dialect.items(1)})`,
      handles,
    );
    const last = new Map(
      rows.map((row) => [String(row["handle"]), JSON.parse(String(row["answer"])) as Record<string, string>]),
    );
    const moved: StatusChange[] = [];
    const kept = new Map<string, Readonly<Record<string, string>>>();
    for (const { handle, columns, watched } of answers) {
      const before = kept.get(handle) ?? last.get(handle) ?? {};
      for (const [word, column] of Object.entries(watched)) {
        const [from, to] = [before[column] ?? "", columns[column] ?? ""];
        if (from !== to && from !== "" && to !== "")
          moved.push({ key: `${handle} ${word}`, from, to, seenAt: at });
      }
      kept.set(handle, columns);
    }
    yield* keepChanges(this.#dialect, moved);
    yield write(
      `INSERT INTO status_answer (handle, answer, checked_at)
       SELECT t.handle, t.answer, CAST(?2 AS bigint)
       FROM ${this.#dialect.records({ handle: "text", answer: "text" })} WHERE true
       ON CONFLICT (handle) DO UPDATE SET answer = excluded.answer, checked_at = excluded.checked_at`,
      jsonText([...kept].map(([handle, columns]) => ({ handle, answer: jsonText(columns) }))),
      at,
    );
    return undefined;
  }

  *list({ name, memory }: ChangeOf<"list">): Program<undefined> {
    yield write(
      `INSERT INTO list_size (name, total, complete_at) VALUES (?1, ?2, ?3)
       ON CONFLICT (name) DO UPDATE SET total = coalesce(excluded.total, list_size.total),
         complete_at = coalesce(excluded.complete_at, list_size.complete_at)`,
      name,
      memory.total ?? null,
      memory.completeAt ?? null,
    );
    return undefined;
  }

  *forget({ platform }: ChangeOf<"forget-lookups">): Program<undefined> {
    const begins = (column: string): string => `substr(${column}, 1, length(CAST(?1 AS text))) = ?1`;
    yield write(`DELETE FROM identity WHERE ${begins("directory")}`, `${platform}.`);
    yield write(`DELETE FROM list_size WHERE ${begins("name")}`, `${platform}.`);
    return undefined;
  }
}
