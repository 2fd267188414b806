import { RefusedChange, type Verdict } from "../change.ts";
import type { ChangeProgram, SqlEngine, SqlRow, SqlValue, Statement } from "../sql/engine.ts";
import type { Connection, Query } from "./connection.ts";
import { inPostgresWords, postgresDialect } from "./dialect.ts";
import { mended } from "./mended-text.ts";

/** Runs a statement of the shared texts. */
export async function runStatement(query: Query, { sql, values }: Statement): Promise<readonly SqlRow[]> {
  const { rows } = await query(inPostgresWords(sql), values.map(mended));
  return rows as readonly Readonly<Record<string, SqlValue>>[];
}

/** What an engine needs of the session that holds the ledger. */
export interface EngineParts {
  readonly connection: Connection;
  readonly run: string;
  readonly select: SqlEngine["select"];
  /** Told what ended all writing, before the one who wrote is. */
  readonly onFailure: (error: unknown) => Error;
}

/**
 * A ledger's schema as an engine. Every transaction begins with the fence: the row that says whose ledger it is must
 * still name this run, and stays as it is until the transaction has ended, so that who takes over waits for it.
 */
export function postgresEngine({ connection, run, select, onFailure }: EngineParts): SqlEngine {
  return {
    dialect: postgresDialect,
    select,
    transact: async (programs) => {
      try {
        return await connection.together((query) => transact(query, run, programs));
      } catch (error) {
        // an aborted transaction must not be left to those who read after it; nobody can tell what is durable now
        throw onFailure(error);
      }
    },
  };
}

/** Makes all changes or, when one of them is refused, all but that one: the others are made once more. */
async function transact(
  query: Query,
  run: string,
  programs: readonly ChangeProgram[],
): Promise<readonly Verdict[]> {
  const refused = new Map<ChangeProgram, RefusedChange>();
  for (;;) {
    const attempt = await attemptAll(query, run, programs, refused);
    if (attempt !== undefined) return attempt;
  }
}

/** Undefined when one more was refused, and nothing was done. */
async function attemptAll(
  query: Query,
  run: string,
  programs: readonly ChangeProgram[],
  refused: Map<ChangeProgram, RefusedChange>,
): Promise<readonly Verdict[] | undefined> {
  const verdicts: Verdict[] = [];
  await query("BEGIN");
  const { count } = await query("SELECT 1 FROM hold WHERE run = $1 FOR SHARE", [run]);
  if (count !== 1) throw new Error("another run has taken it over");
  for (const program of programs) {
    const refusal = refused.get(program);
    if (refusal !== undefined) {
      verdicts.push({ refused: refusal });
      continue;
    }
    try {
      verdicts.push({ answer: await runProgram(query, program) });
    } catch (error) {
      if (!(error instanceof RefusedChange)) throw error;
      refused.set(program, error);
      await query("ROLLBACK");
      return undefined;
    }
  }
  await query("COMMIT");
  return verdicts;
}

async function runProgram<Answer>(
  query: Query,
  program: () => Generator<Statement, Answer, readonly SqlRow[]>,
): Promise<Answer> {
  const steps = program();
  let step = steps.next();
  while (step.done !== true) step = steps.next(await runStatement(query, step.value));
  return step.value;
}
