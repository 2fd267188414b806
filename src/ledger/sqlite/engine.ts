import type { Dialect, ChangeProgram, Program, SqlEngine, SqlRow, Statement } from "../sql/engine.ts";
import type { Database } from "../../database/database.ts";
import { LedgerWriteError, messageOf } from "../../errors.ts";
import { RefusedChange, type Verdict } from "../change.ts";

/** What SQLite says in its own way. */
const sqliteDialect: Dialect = {
  items: (place) => `(SELECT value AS item, key + 1 AS n FROM json_each(?${place})) AS t`,
  records: (columns) => {
    const fields = Object.keys(columns).map((name) => `json_extract(value, '$.${name}') AS ${name}`);
    return `(SELECT ${fields.join(", ")}, each.key + 1 AS n FROM json_each(?1) AS each) AS t`;
  },
  appended: (list, item) => `json_insert(coalesce(${list}, '[]'), '$[#]', ${item})`,
};

/** A ledger's file as an engine. Everything is carried out at once: the promises are the port's. */
export function sqliteEngine(database: Database): SqlEngine {
  return {
    dialect: sqliteDialect,
    select: async (statement) => select(database, statement),
    transact: async (programs) => {
      try {
        return transact(database, programs);
      } catch (error) {
        rollBack(database);
        throw new LedgerWriteError(
          `The ledger cannot be written: ${messageOf(error)}.`,
          "Nothing was sent after that. Free up disk space or fix the file's permissions, then run the same command again.",
          { cause: error },
        );
      }
    },
  };
}

/** The drivers hand over each value of each row by itself, which takes four times as long as one text with all of them. */
function select(database: Database, statement: Statement): readonly SqlRow[] {
  const found = database.prepare(textOf(statement)).get(...statement.values)?.["found"];
  return JSON.parse(String(found)) as readonly SqlRow[];
}

const texts = new Map<string, string>();

function textOf({ sql, columns }: Statement): string {
  const known = texts.get(sql);
  if (known !== undefined) return known;
  const fields = columns.map((column) => `'${column}', ${column}`).join(", ");
  const text = `SELECT json_group_array(json_object(${fields})) AS found FROM (${sql})`;
  texts.set(sql, text);
  return text;
}

/** Makes all changes or, where some are refused, all but those: the others are made once more. */
function transact(database: Database, programs: readonly ChangeProgram[]): readonly Verdict[] {
  const refusals = new Map<number, RefusedChange>();
  for (;;) {
    database.exec("BEGIN IMMEDIATE");
    const made = attempt(database, programs, refusals);
    if (made !== undefined) {
      database.exec("COMMIT");
      return made;
    }
    database.exec("ROLLBACK");
  }
}

/** What came of each; undefined, with one refusal more, when one of them was refused. */
function attempt(
  database: Database,
  programs: readonly ChangeProgram[],
  refusals: Map<number, RefusedChange>,
): readonly Verdict[] | undefined {
  const verdicts: Verdict[] = [];
  for (const [place, program] of programs.entries()) {
    const refused = refusals.get(place);
    try {
      verdicts.push(refused === undefined ? { answer: run(database, program()) } : { refused });
    } catch (error) {
      // full disks and lost files end the whole commit
      if (!(error instanceof RefusedChange)) throw error;
      refusals.set(place, error);
      return undefined;
    }
  }
  return verdicts;
}

function run<Answer>(database: Database, program: Program<Answer>): Answer {
  let step = program.next();
  while (step.done !== true) {
    step = program.next(carriedOut(database, step.value));
  }
  return step.value;
}

function carriedOut(database: Database, { sql, values, columns }: Statement): readonly SqlRow[] {
  const statement = database.prepare(sql);
  if (columns.length > 0) return statement.all(...values);
  statement.run(...values);
  return [];
}

function rollBack(database: Database): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // there was no transaction, or the database is gone altogether
  }
}
