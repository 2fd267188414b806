import { randomBytes } from "node:crypto";
import { fstatSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { OutputError, ReaderGoneError, exitCodes, ProgramMistake } from "./errors.ts";
import { openTransport, type OpenTransport } from "./http/transport.ts";

/** The only source of time. Tests hand in one that they move by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds on a clock that never jumps; only differences mean something. */
  readonly monotonic: () => number;
  /** What the machine's own clock says right now, which somebody may set; as `now` unless it is given. */
  readonly wall?: () => number;
  /** Resolves after `ms`; resolves at once, too, when the signal is or gets aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Somewhere to write text; stdout and stderr are two of them. */
export interface Output {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** The file behind it, as device and inode, where it is one: what a shell makes of `>>`. */
  readonly identity?: string | undefined;
  readonly write: (text: string) => void;
  /** Resolves when the bytes have been taken; rejects with an OutputError when nobody reads any more. */
  readonly writeAll: (bytes: string | Uint8Array) => Promise<void>;
}

/** Everything outside the process that the program touches, the disk apart. */
export interface Runtime {
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Lower-case hexadecimal, two letters a byte, not to be guessed. */
  readonly randomHex: (bytes: number) => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly pid: number;
  readonly host: string;
  /** Opens the way to a platform. */
  readonly openTransport: OpenTransport;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Temporary files that must not outlive the process, however it ends. */
  readonly temporaries: Set<string>;
  /** Aborted by Ctrl-C, SIGTERM, or an error that nobody caught; the reason is an {@link Interruption}. */
  readonly interrupted: AbortSignal;
}

const interruptions = {
  SIGINT: ["interrupted", 130],
  SIGTERM: ["terminated", 143],
  SIGHUP: ["terminated", 143],
  mistake: ["ended by an internal error", 3],
} as const;

/** Why the run was asked to end, as the reason of {@link Runtime.interrupted}. */
export class Interruption extends Error {
  readonly exitCode: 130 | 143 | 3;

  /** @param why a signal, or an error of the program that nobody caught, which is then the cause */
  constructor(why: keyof typeof interruptions, options?: ErrorOptions) {
    const [word, exitCode] = interruptions[why];
    super(word, options);
    this.exitCode = exitCode;
  }
}

/**
 * The real clock, as it stood when the process began and steady since then: a machine whose clock is set during a
 * run neither hastens nor holds up anything.
 */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  sleep: async (ms, signal) => {
    if (signal?.aborted === true || ms <= 0) return;
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch {
      // aborted: whoever sleeps looks at the signal itself
    }
  },
};

function output(stream: NodeJS.WriteStream & { readonly fd: number }): Output {
  // a reader that went away does not end a run; who must know is told by writeAll
  stream.on("error", () => undefined);
  return {
    isTerminal: stream.isTTY,
    identity: fileBehind(stream.fd),
    get columns() {
      // undefined where the stream is no terminal, whatever its type says
      return (stream as { readonly columns?: number }).columns ?? 80;
    },
    write: (text) => void stream.write(text),
    writeAll: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(closedOutput(error)) : resolve()));
      }),
  };
}

function fileBehind(fd: number): string | undefined {
  try {
    const stat = fstatSync(fd, { bigint: true });
    return stat.isFile() ? `${stat.dev}:${stat.ino}` : undefined;
  } catch {
    // closed by whoever started the program
    return undefined;
  }
}

function closedOutput(cause: NodeJS.ErrnoException): OutputError {
  const Kind = cause.code === "EPIPE" ? ReaderGoneError : OutputError;
  return new Kind(
    `Nothing is reading the output (${cause.message}).`,
    "Run the same command again, with --output FILE; everything requested so far is in the ledger.",
    { cause },
  );
}

/** The real thing; the process's signals are wired by the entry point. */
export function systemRuntime(interrupted: AbortSignal, temporaries: Set<string>): Runtime {
  return {
    clock: systemClock,
    random: Math.random,
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    env: process.env,
    cwd: process.cwd(),
    pid: process.pid,
    host: hostname(),
    openTransport,
    stdin: process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    temporaries,
    interrupted,
  };
}

/** The error that nobody caught, if one has hit the program. */
export function uncaught({ interrupted }: Pick<Runtime, "interrupted">): ProgramMistake | undefined {
  const reason: unknown = interrupted.reason;
  const isMistake = reason instanceof Interruption && reason.exitCode === exitCodes.stoppedEarly;
  return isMistake ? new ProgramMistake(reason.cause) : undefined;
}
