import { LedgerFileError, type LedgerWriteError } from "../../errors.ts";
import type { Clock } from "../../runtime.ts";
import type { SqlEngine, SqlRow, Statement, ChangeProgram, SqlValue } from "../sql/engine.ts";
import { sqlReads, sqlStore } from "../sql/store.ts";
import {
  type HoldFor,
  type LedgerFinding,
  type LedgerPlace,
  type LedgerStore,
  type LedgerView,
  RefusedChange,
  type Verdict,
} from "../store.ts";
import type { PostgresAddress } from "./address.ts";
import { openConnection, type Connection, type Query } from "./connection.ts";
import { postgresDialect, inPostgresWords, mended } from "./dialect.ts";
import { brokeOff, cannotOpen } from "./failures.ts";
import { examineSchema, schemaVersion } from "./schema.ts";
import { openSession } from "./session.ts";

/** A ledger that is a schema of a PostgreSQL database. */
export function postgresLedger(address: PostgresAddress): Omit<LedgerPlace, "shown" | "remedy"> {
  return {
    hold: (how) => hold(address, how),
    view: () => view(address),
    absence: () => absenceOf(address),
  };
}

async function hold(address: PostgresAddress, { run, clock }: HoldFor): Promise<LedgerStore> {
  const session = await openSession(address, run, clock);
  const { connection, mayHaveForgotten } = session;
  const reader = new LateReader(address, { run: run.id, clock });
  const lost = new AbortController();
  session.onLost((why) => lost.abort(why));
  const select: SqlEngine["select"] = async (statement) => {
    if (session.lost() === undefined) {
      try {
        return await runStatement(connection.query, statement);
      } catch (error) {
        session.giveUp(error);
      }
    }
    return reader.select(statement);
  };
  const engine = postgresEngine({ connection, run: run.id, select, onFailure: session.giveUp });
  return sqlStore(engine, {
    lost: lost.signal,
    clockAheadMs: () => session.clock.aheadMs,
    ...(mayHaveForgotten ? { doubt: { end: session.trustServer } } : {}),
    close: async () => {
      await reader.close();
      await session.close();
    },
  });
}

async function view(address: PostgresAddress): Promise<LedgerView> {
  const connection = await openReading(address);
  const select: SqlEngine["select"] = async (statement) => {
    try {
      return await runStatement(connection.query, statement);
    } catch (error) {
      throw brokeOff(error, address);
    }
  };
  return { ...sqlReads({ dialect: postgresDialect, select }), close: connection.close };
}

/** A connection to a ledger that is there, of this program's version. */
async function openReading(address: PostgresAddress): Promise<Connection> {
  const connection = await openConnection(address, { name: "roster-sync view" });
  try {
    await connection.query(`SET search_path TO "${address.schema}"; SET statement_timeout = '30s'`);
    const state = await examineSchema(connection.query, address);
    if (state.is === "current") return connection;
    throw state.is === "missing" ? missing(address) : otherVersion(address, state);
  } catch (error) {
    await connection.close();
    throw cannotOpen(error, address);
  }
}

function missing({ shown }: PostgresAddress): LedgerFileError {
  return new LedgerFileError(`There is no ledger ${shown}.`, "Specify it with --ledger, or run sync first.");
}

function otherVersion(
  { shown }: PostgresAddress,
  state: { readonly is: "older" | "newer" | "foreign"; readonly version?: number },
): LedgerFileError {
  switch (state.is) {
    case "older":
      return new LedgerFileError(
        `The ledger ${shown} was written by an older roster-sync (its version is ${state.version}, this program knows ${schemaVersion}).`,
        "Run roster-sync ledger upgrade, or any run.",
      );
    case "newer":
      return new LedgerFileError(
        `The ledger ${shown} was written by a newer roster-sync (its version is ${state.version}, this program knows ${schemaVersion}).`,
        "Use the newer program.",
      );
    case "foreign":
      return new LedgerFileError(`The ledger ${shown} is no roster-sync ledger.`, "Use another name.");
  }
}

async function absenceOf(address: PostgresAddress): Promise<LedgerFinding | undefined> {
  const connection = await openConnection(address, { name: "roster-sync doctor" });
  try {
    const state = await examineSchema(connection.query, address);
    if (state.is !== "missing") return undefined;
    if (state.mayCreate) return { verdict: "good", says: "does not exist yet; the first run creates it" };
    return {
      verdict: "wrong",
      says: `does not exist yet, and ${address.user} may not create it`,
      remedy: "Run roster-sync ledger upgrade once as a user who may (docs/operations.md).",
    };
  } catch (error) {
    throw cannotOpen(error, address);
  } finally {
    await connection.close();
  }
}

/** How long to wait before each further try. */
const triesAfterMs = [0, 500, 2_000];

/**
 * Reads a ledger that its run has lost, over a connection of its own and without any lock: the results are still written
 * where the server can be reached, and nothing can be sent any more.
 */
class LateReader {
  readonly #address: PostgresAddress;
  readonly #plan: { readonly run: string; readonly clock: Clock };
  #opening: Promise<Connection> | undefined;

  constructor(address: PostgresAddress, plan: { readonly run: string; readonly clock: Clock }) {
    this.#address = address;
    this.#plan = plan;
  }

  /** Rejects with a LedgerWriteError when the server cannot be reached any more. */
  select: SqlEngine["select"] = async (statement: Statement): Promise<readonly SqlRow[]> => {
    this.#opening ??= this.#open();
    const connection = await this.#opening;
    try {
      return await runStatement(connection.query, statement);
    } catch (error) {
      throw brokeOff(error, this.#address);
    }
  };

  async close(): Promise<void> {
    const connection = await this.#opening?.catch(() => undefined);
    await connection?.close();
  }

  async #open(): Promise<Connection> {
    const { run, clock } = this.#plan;
    let why: LedgerWriteError | undefined;
    for (const ms of triesAfterMs) {
      await clock.sleep(ms);
      try {
        const connection = await openConnection(this.#address, { name: `roster-sync ${run} results` });
        await connection.query(`SET search_path TO "${this.#address.schema}"; SET statement_timeout = '30s'`);
        return connection;
      } catch (error) {
        why = brokeOff(error, this.#address);
      }
    }
    throw why ?? new Error("it was never tried");
  }
}

/** Runs a statement of the shared texts. */
async function runStatement(query: Query, { sql, values }: Statement): Promise<readonly SqlRow[]> {
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
function postgresEngine({ connection, run, select, onFailure }: EngineParts): SqlEngine {
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
