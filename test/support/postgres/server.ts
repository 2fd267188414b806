import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { serverUser } from "./binaries.ts";

/** A server of this test's own, on loopback and on a socket. */
export interface TestServer {
  readonly port: number;
  /** The folder of its socket, its data and its log. */
  readonly folder: string;
  readonly dataFolder: string;
  /** A connection string for the owner of everything. */
  readonly url: (database?: string) => string;
  /** As `pg_ctl stop -m MODE` has it; `immediate` is what a power cut looks like. Resolves when it is gone. */
  readonly stop: (mode: "fast" | "immediate") => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly start: () => Promise<void>;
  /** Runs SQL as the owner. */
  readonly query: (
    sql: string,
    values?: readonly unknown[],
    database?: string,
  ) => Promise<readonly Record<string, unknown>[]>;
  /** Stops it and takes its folder away. */
  readonly remove: () => Promise<void>;
}

/** What a server is started with. */
export interface ServerPlan {
  readonly binaries: string;
  /** Lines for postgresql.conf. */
  readonly settings?: readonly string[];
  /** Lines for pg_hba.conf in place of "everybody on this machine may". */
  readonly access?: readonly string[];
  /** It takes encrypted connections, too. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Copies a running server instead of making a new one, to follow it as its standby. */
  readonly standbyOf?: TestServer;
  /** The port on which it follows that server, where it is another one. */
  readonly standbyVia?: number;
}

/** Nothing of it need outlive the machine. */
const careless = [
  "fsync = off",
  "synchronous_commit = on",
  "full_page_writes = off",
  "shared_buffers = 32MB",
  "max_connections = 100",
  "autovacuum = off",
  "log_min_messages = warning",
];

/** Makes and starts a server; half a second. */
export async function startServer({
  binaries,
  settings = [],
  access,
  certificate,
  standbyOf,
  standbyVia,
}: ServerPlan): Promise<TestServer> {
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), "roster-sync-postgres-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const run = (program: string, args: readonly string[]): void =>
    void execFileSync(join(binaries, program), args, { ...user, cwd: folder, stdio: "pipe" });
  if (standbyOf === undefined) {
    run("initdb", [
      "-D",
      data,
      "-U",
      "owner",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
      "-n",
      "--wal-segsize=1",
    ]);
  } else {
    run("pg_basebackup", [
      "-D",
      data,
      "-d",
      standbyOf.url(),
      "-R",
      "-X",
      "stream",
      "-c",
      "fast",
      "--no-sync",
    ]);
    // it is to come back to another port than the copy came from
    if (standbyVia !== undefined)
      appendFileSync(
        join(data, "postgresql.auto.conf"),
        `primary_conninfo = 'host=127.0.0.1 port=${standbyVia} user=owner'\n`,
      );
  }
  const port = await freePort();
  const lines = [...careless, ...settings, `port = ${port}`, "listen_addresses = '127.0.0.1'"];
  appendFileSync(
    join(data, "postgresql.conf"),
    `\n${[...lines, `unix_socket_directories = '${folder}'`].join("\n")}\n`,
  );
  if (certificate !== undefined) {
    for (const [name, text] of [
      ["server.crt", certificate.cert],
      ["server.key", certificate.key],
    ] as const) {
      const path = join(data, name);
      writeFileSync(path, text, { mode: 0o600 });
      if (user !== undefined) chownSync(path, user.uid, user.gid);
    }
    appendFileSync(join(data, "postgresql.conf"), "ssl = on\n");
  }
  if (access !== undefined) writeFileSync(join(data, "pg_hba.conf"), `${access.join("\n")}\n`);
  let child: ChildProcess | undefined;
  const url = (database = "postgres"): string => `postgres://owner@127.0.0.1:${port}/${database}`;
  const start = async (): Promise<void> => {
    const started = spawn(join(binaries, "postgres"), ["-D", data], { ...user, cwd: folder, stdio: "pipe" });
    child = started;
    const said: Buffer[] = [];
    started.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    await ready(folder, port, started, () => Buffer.concat(said).toString());
  };
  const stop = async (mode: "fast" | "immediate"): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const gone = once(running, "exit");
    running.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
    await gone;
  };
  const onExit = (): void => void child?.kill("SIGQUIT");
  process.once("exit", onExit);
  await start();
  return {
    port,
    folder,
    dataFolder: data,
    url,
    start,
    stop,
    query: async (sql, values = [], database = "ledgers") => {
      const client = new Client({ connectionString: url(database) });
      client.on("error", () => undefined);
      await client.connect();
      try {
        return (await client.query(sql, [...values])).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    remove: async () => {
      process.off("exit", onExit);
      await stop("immediate");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(folder: string, port: number, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${said()}`);
    // the last line of its pid file says so before any connection is tried
    const state = textOf(join(folder, "data", "postmaster.pid"))
      .split("\n")[7]
      ?.trim();
    if (state === "ready" || state === "standby") return;
    await delay(10);
  }
  throw new Error(`the server on port ${port} did not start in time: ${said()}`);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
