import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { findBinaries } from "./binaries.ts";
import { startServer } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server that all tests share; undefined on a machine without one. */
    readonly postgres: { readonly port: number; readonly binaries: string } | undefined;
  }
}

/** Which files need a server, by their path. */
const needsServer = /\/postgres\/[^/]+\.(?:test|soak|bench)\.ts$/;

/**
 * Starts one server for all tests that need one, each in a ledger of its own, and none when no such test is to run.
 * On a machine without PostgreSQL those tests are skipped, which ROSTER_SYNC_NEEDS_POSTGRES=1 makes a failure.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  project.provide("postgres", undefined);
  // not in its types; without it the server starts every time
  const { filenamePattern } = project.vitest as { readonly filenamePattern?: string[] };
  const { testFiles } = await project.globTestFiles(filenamePattern);
  const isNeeded =
    process.env["LEDGER"] === "postgres" ||
    testFiles.some((path) => needsServer.test(path.replaceAll("\\", "/")));
  if (!isNeeded) return undefined;
  const found = findBinaries(process.env);
  if ("missing" in found) {
    if (process.env["ROSTER_SYNC_NEEDS_POSTGRES"] === "1")
      throw new Error(
        `The tests on PostgreSQL have to run (ROSTER_SYNC_NEEDS_POSTGRES), but ${found.missing}.`,
      );
    process.stdout.write(`skipped: the tests on PostgreSQL, since ${found.missing}\n`);
    return undefined;
  }
  const server = await startServer({ binaries: found.folder });
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  await client.query("CREATE DATABASE ledgers");
  await client.end();
  project.provide("postgres", { port: server.port, binaries: found.folder });
  return server.remove;
}
