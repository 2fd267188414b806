import { LedgerFileError } from "../../errors.ts";
import { sqlReads } from "../sql/reads.ts";
import { sqlStore } from "../sql/store.ts";
import type { SqlEngine } from "../sql/engine.ts";
import type { HoldFor, LedgerFinding, LedgerPlace, LedgerStore, LedgerView } from "../store.ts";
import type { PostgresAddress } from "./address.ts";
import { openConnection, type Connection } from "./connection.ts";
import { postgresDialect } from "./dialect.ts";
import { postgresEngine, runStatement } from "./engine.ts";
import { brokeOff, cannotOpen } from "./failures.ts";
import { LateReader } from "./reader.ts";
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
