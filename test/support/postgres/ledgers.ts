import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterEach, describe, inject, type SuiteAPI } from "vitest";
import { readPostgresAddress, type PostgresAddress } from "../../../src/ledger/postgres/address.ts";

const server = inject("postgres");

/** Tests that need a server; on a machine without one they are skipped, which the set-up says in one line. */
export const describeOnPostgres: SuiteAPI | SuiteAPI["skip"] =
  server === undefined ? describe.skip : describe;

/** A ledger that nobody else has, which is not there yet. */
export interface TestLedger {
  readonly name: string;
  /** As a person would write it. */
  readonly text: string;
  readonly address: PostgresAddress;
  /** Runs SQL in the ledger's schema, as the owner of everything. */
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
}

/** PostgreSQL's programs; only for tests of {@link describeOnPostgres}. */
export function postgresBinaries(): string {
  return theServer().binaries;
}

/** Gives each test ledgers of its own on the common server. */
export function testLedgers(): (options?: { readonly port?: number }) => Promise<TestLedger> {
  const clients: Client[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end().catch(() => undefined);
  });
  return async ({ port = theServer().port } = {}) => {
    const name = `t${randomBytes(6).toString("hex")}`;
    const text = `postgres://owner@127.0.0.1:${port}/ledgers?ledger=${name}`;
    let client: Client | undefined;
    const connected = async (): Promise<Client> => {
      if (client !== undefined) return client;
      client = new Client({ connectionString: `postgres://owner@127.0.0.1:${port}/ledgers` });
      client.on("error", () => undefined);
      clients.push(client);
      await client.connect();
      await client.query(`SET search_path TO "rs_${name}"`);
      return client;
    };
    return {
      name,
      text,
      address: readPostgresAddress(text, { named: "--ledger", isSecret: false, env: {} }),
      query: async (sql, values = []) =>
        (await (await connected()).query(sql, [...values])).rows as Record<string, unknown>[],
    };
  };
}

function theServer(): { readonly port: number; readonly binaries: string } {
  if (server === undefined) throw new Error("there is no server");
  return server;
}
