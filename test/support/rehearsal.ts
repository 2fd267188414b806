import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { parse } from "csv-parse/sync";
import { afterEach } from "vitest";
import { openTransport } from "../../src/http/transport.ts";
import { main } from "../../src/main.ts";
import { systemClock, type Clock, type Output, type Runtime } from "../../src/runtime.ts";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { diceFrom } from "../../src/sandbox/seeded.ts";

/** How a command line ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One row of a results file by header. */
export type Line = Readonly<Record<string, string>>;

/** A folder, a sandbox and the program, all for one test. */
export interface Rehearsal {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly read: (name: string) => string;
  /** A CSV file as rows by header. */
  readonly lines: (name: string) => readonly Line[];
  readonly run: (args: readonly string[], how?: RunHow) => Promise<Ended>;
}

/** What may differ from run to run. */
export interface RunHow {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  readonly interrupted?: AbortSignal;
  readonly clock?: Clock;
  /** Somebody sits at a terminal; the lines of `stdin` are what they type, one at each question. */
  readonly terminal?: boolean;
  /** Typed at that terminal before anything is asked. */
  readonly typedAhead?: string;
  /** Told of each question that is put, before it is answered. */
  readonly onQuestion?: (text: string) => void;
}

/** Rates that the sandbox has no limit for, so that tests wait for nothing. */
const fast = ["--medallion-rate", "100000/s", "--verifiable-rate", "100000/s", "--caqh-rate", "100000/s"];

/** A clock on which every wait is a twentieth of what it says: for tests of much patience. */
export const hurriedClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
};

/** Gives each test of a file its own rehearsal, and clears it away afterwards. */
export function rehearsals(): (options?: Partial<SandboxOptions>) => Promise<Rehearsal> {
  const cleanUps: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });
  return async (options = {}) => {
    const folder = mkdtempSync(join(tmpdir(), "roster-sync-test-"));
    const sandbox = await startSandbox({
      now: systemClock.now,
      sleep: (ms) => systemClock.sleep(ms),
      limits: { medallion: null, verifiable: null },
      ...options,
    });
    cleanUps.push(async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const path = (name: string): string => join(folder, name);
    return {
      sandbox,
      folder,
      write: (name, content) => {
        writeFileSync(path(name), content);
        return path(name);
      },
      read: (name) => readFileSync(path(name), "utf8"),
      lines: (name) =>
        parse(readFileSync(path(name)), { columns: true, bom: true, relax_column_count: true }),
      run: (args, how = {}) => run(args, folder, sandbox, how),
    };
  };
}

async function run(
  args: readonly string[],
  folder: string,
  sandbox: Sandbox,
  { env, stdin, interrupted, clock, terminal = false, typedAhead, onQuestion }: RunHow,
): Promise<Ended> {
  const keyboard = typist(stdin ?? "");
  if (typedAhead !== undefined) keyboard.stream.write(typedAhead);
  const [stdout, stderr] = [
    recorder(terminal),
    recorder(terminal, (text) => {
      if (!text.endsWith("[y/N] ")) return;
      onQuestion?.(text);
      keyboard.type();
    }),
  ];
  const dice = diceFrom(args.length);
  const runtime: Runtime = {
    clock: clock ?? systemClock,
    random: dice,
    randomHex: (bytes) =>
      Array.from({ length: bytes * 2 }, () => Math.floor(Math.random() * 16).toString(16)).join(""),
    env: { ...sandbox.env, ...env },
    cwd: folder,
    pid: process.pid,
    host: "test",
    openTransport,
    stdin: terminal
      ? keyboard.stream
      : Object.assign(Readable.from(stdin === undefined ? [] : [stdin]), { isTTY: false }),
    stdout: stdout.output,
    stderr: stderr.output,
    temporaries: new Set(),
    interrupted: interrupted ?? new AbortController().signal,
  };
  const [command, ...rest] = args;
  const rates = ["sync", "plan", "status"].includes(command ?? "") ? fast : [];
  const code = await main([command ?? "", ...rates, ...rest], runtime);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Types the next line each time that it is told to, and hangs up when there is none. */
function typist(text: string): {
  readonly stream: PassThrough & { readonly isTTY: boolean };
  readonly type: () => void;
} {
  const lines = text.split(/(?<=\n)/);
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  return {
    stream,
    type: () => {
      const line = lines.shift() ?? "";
      if (line === "") stream.end();
      else stream.write(line);
    },
  };
}

function recorder(
  isTerminal: boolean,
  onText: (text: string) => void = () => undefined,
): { readonly output: Output; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const keep = (bytes: string | Uint8Array): void => {
    chunks.push(Buffer.from(bytes));
    onText(String(bytes));
  };
  return {
    text: () => Buffer.concat(chunks).toString("utf8"),
    output: {
      isTerminal,
      columns: 80,
      write: keep,
      writeAll: async (bytes) => keep(bytes),
    },
  };
}

/** How many rows say what in a column of the results. */
export function countsOf(lines: readonly Line[], column = "sync_result"): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[line[column] ?? ""] = (counts[line[column] ?? ""] ?? 0) + 1;
  return counts;
}
