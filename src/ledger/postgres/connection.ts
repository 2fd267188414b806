import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Client, ClientConfig, QueryResult, types as PgTypes } from "pg";
import { LedgerFileError, messageOf, LedgerHeldError } from "../../errors.ts";
import type { PostgresAddress } from "./address.ts";
import { cannotConnect } from "./failures.ts";
import { passwordInFile } from "./password-file.ts";

/** A value as it is handed to PostgreSQL or comes from it; numbers of 64 bits come as numbers. */
type PgValue = string | number | boolean | null;

/** A row by the names of its columns. */
type PgRow = Readonly<Record<string, PgValue>>;

/** What a statement did. */
interface PgResult {
  readonly rows: readonly PgRow[];
  /** How many rows it touched or found. */
  readonly count: number;
}

/** Runs one statement. Rejects with what PostgreSQL says, or with what ended the connection. */
export type Query = (sql: string, values?: readonly PgValue[]) => Promise<PgResult>;

/**
 * One session with a server, used by everybody in turn. It is never opened anew: locks and what was promised to them end
 * with it.
 */
export interface Connection {
  readonly query: Query;
  /** Runs statements that nobody else's come between. */
  readonly together: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  /** What ended the connection, if something did. */
  readonly broken: () => Error | undefined;
  /** Calls back once when something ends the connection other than {@link Connection.close}. */
  readonly onBroken: (tell: (error: Error) => void) => void;
  /** Ends it at once, for a reason that only the caller sees; what its transaction did is undone. */
  readonly breakOff: (why: Error) => void;
  /** The server's process, as the server said when the connection was opened. */
  readonly processId: () => number;
  /** Ends it, at once when it no longer answers. Never rejects. */
  readonly close: () => Promise<void>;
}

/** What the connection is for, and how patient it is. */
export interface ConnectionPlan {
  /** Shown to whoever looks at the server's sessions. */
  readonly name: string;
  readonly connectMs?: number;
  /** A statement that takes longer ends the connection. */
  readonly statementMs?: number;
}

const standardConnectMs = 10_000;

/** Longer than the server's own limit, so that its word comes first where it still answers. */
const standardStatementMs = 35_000;

const closingMs = 2_000;

/** Opens a session. Throws LedgerFileError, with a sentence, when that cannot be done. */
export async function openConnection(address: PostgresAddress, plan: ConnectionPlan): Promise<Connection> {
  // who keeps the ledger in a file never loads it
  const { Client, types } = await import("pg");
  const client = new Client({ ...configOf(address, plan), types: numbersAsNumbers(types) });
  const listeners: ((error: Error) => void)[] = [];
  const state: { broken?: Error } = {};
  /** What ended it first is what counts. */
  const breakOff = (error: Error): Error => {
    if (state.broken !== undefined) return state.broken;
    state.broken = error;
    streamOf(client).destroy();
    for (const tell of listeners.splice(0)) tell(error);
    return error;
  };
  let closing = false;
  // without a listener the process would die
  client.on("error", (error) => {
    if (!closing) breakOff(error);
  });
  try {
    await client.connect();
  } catch (error) {
    breakOff(error as Error);
    throw cannotConnect(error, address);
  }
  const run: Query = async (sql, values = []) => {
    if (state.broken !== undefined) throw state.broken;
    try {
      return resultOf(await client.query(sql, [...values]));
    } catch (error) {
      // the server's own no leaves the session as it was; nothing else does
      throw isServersWord(error) ? error : breakOff(error as Error);
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    query: (sql, values) => inTurn(() => run(sql, values)),
    together: (work) => inTurn(() => work(run)),
    broken: () => state.broken,
    onBroken: (tell) => {
      if (state.broken === undefined) listeners.push(tell);
      else tell(state.broken);
    },
    breakOff: (why) => void breakOff(why),
    processId: () => (client as unknown as { readonly processID: number }).processID,
    close: async () => {
      closing = true;
      state.broken ??= new Error("the connection was closed");
      // a server that is silent says no goodbye either
      await Promise.race([client.end().catch(() => undefined), delay(closingMs, undefined, { ref: false })]);
      streamOf(client).destroy();
    },
  };
}

function configOf(address: PostgresAddress, plan: ConnectionPlan): ClientConfig {
  const { host, port, database, user } = address;
  return {
    host,
    port,
    database,
    user,
    // asked only when the server wants one; the library itself would look into the process's environment
    password: () => passwordFor(address),
    ssl: tlsFor(address),
    application_name: plan.name,
    connectionTimeoutMillis: plan.connectMs ?? standardConnectMs,
    query_timeout: plan.statementMs ?? standardStatementMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

function passwordFor(address: PostgresAddress): string {
  const { passwordFile } = address;
  const password =
    address.password() ?? (passwordFile === undefined ? undefined : passwordInFile(passwordFile, address));
  if (password !== undefined) return password;
  throw new LedgerFileError(
    `The server of the ledger ${address.shown} asks for a password, and none is set.`,
    "Set PGPASSWORD, or PGPASSFILE with a line for this user, in the environment or in a .env file.",
  );
}

function tlsFor({ tls, rootCertificate }: PostgresAddress): ClientConfig["ssl"] {
  if (tls === "off") return false;
  if (tls === "unverified") return { rejectUnauthorized: false };
  if (rootCertificate === undefined || rootCertificate === "system") return { rejectUnauthorized: true };
  try {
    return { rejectUnauthorized: true, ca: readFileSync(rootCertificate, "utf8") };
  } catch (error) {
    throw new LedgerFileError(
      `The certificate file ${rootCertificate} (PGSSLROOTCERT) cannot be read: ${messageOf(error)}.`,
      "Correct PGSSLROOTCERT.",
      { cause: error },
    );
  }
}

/** The types whose values would come as text, so that no number is lost to rounding; the ledger has none so large. */
const bigint = 20;
const numeric = 1700;

function numbersAsNumbers(types: typeof PgTypes): NonNullable<ClientConfig["types"]> {
  return {
    getTypeParser: ((oid: number, format: "text" | "binary") =>
      oid === bigint || oid === numeric
        ? Number
        : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
  };
}

function resultOf({ rows, rowCount }: QueryResult<Record<string, PgValue>>): PgResult {
  return { rows, count: rowCount ?? 0 };
}

/** An answer of the server to one statement: it has a five-letter code, and is not about the session as a whole. */
function isServersWord(error: unknown): boolean {
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  return typeof code === "string" && /^[\dA-Z]{5}$/.test(code) && severity === "ERROR";
}

function streamOf(client: Client): { readonly destroy: () => void } {
  return (client as unknown as { readonly connection: { readonly stream: { readonly destroy: () => void } } })
    .connection.stream;
}

/**
 * Takes the one run's place for as long as the session lives; the server frees it the moment that the session ends,
 * however that happens. Throws LedgerHeldError when another run has it.
 */
export async function takeLock(
  connection: Connection,
  { schema }: Pick<PostgresAddress, "schema">,
): Promise<void> {
  const { rows } = await connection.query("SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken", [
    `roster-sync ${schema}`,
  ]);
  if (rows[0]?.["taken"] !== true) throw new LedgerHeldError(await holderOf(connection));
}

/** Whose run it is, as a sentence names it. */
async function holderOf(connection: Connection): Promise<string> {
  const unknown = "a run that has just started";
  try {
    const { rows } = await connection.query(
      "SELECT pid, host, command, started_at FROM run WHERE id = (SELECT run FROM hold) AND ended_at IS NULL",
    );
    const [run] = rows;
    if (run === undefined) return unknown;
    const since = new Date(Number(run["started_at"])).toISOString();
    return `process ${run["pid"]} on ${run["host"]}, "${run["command"]}", since ${since}`;
  } catch (error) {
    if (connection.broken() !== undefined) throw error;
    // the tables are being made
    return unknown;
  }
}
