import { setMaxListeners } from "node:events";
import fs from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { Interruption, type Output, type Runtime } from "../../src/runtime.ts";
import { OpenDatabases } from "./databases.ts";
import type { Dice } from "./dice.ts";
import { trapDisk, type OpenFiles } from "./disk.ts";
import { transportOf, type NetworkParts } from "./network.ts";
import { trapSignals } from "./signals.ts";
import type { Process, StepKind, SimulatedTime } from "./time.ts";
import { trapTimers } from "./timers.ts";

/** When something befalls a run: before its n-th step of a kind, or of any. */
export interface Moment {
  readonly step: StepKind | "any";
  readonly nth: number;
}

/** How a run is started, and what befalls it. */
export interface Start {
  /** What the program does, from its entry on; answers the exit code. */
  readonly work: (runtime: Runtime) => Promise<number>;
  readonly env: Readonly<Record<string, string>>;
  /** Killed, as by a power cut: what was not on the disk by then is gone. */
  readonly killed?: Moment | undefined;
  /** Asked to end, as by `kill`. */
  readonly stopped?: Moment | undefined;
  /** By how much the machine's clock is ahead of the true one. */
  readonly clockAheadMs?: number;
}

/** What became of a run. */
export interface Ended {
  readonly process: Process;
  /** Undefined when it was killed. */
  readonly code: number | undefined;
  /** Whether it was asked to end before it did so by itself. */
  readonly wasStopped: boolean;
  readonly stderr: string;
}

/** The computer of the team: a folder, a clock, and one run of the program after the other. */
export class Machine {
  readonly folder: string;
  readonly #time: SimulatedTime;
  readonly #dice: Dice;
  readonly #network: NetworkParts;
  readonly #files: OpenFiles = new Map();
  readonly #databases = new OpenDatabases();
  #runs = 0;

  constructor(folder: string, time: SimulatedTime, dice: Dice, network: NetworkParts) {
    this.folder = folder;
    this.#time = time;
    this.#dice = dice;
    this.#network = network;
  }

  async run(start: Start): Promise<Ended> {
    this.#runs += 1;
    const process: Process = { name: `run ${this.#runs}`, alive: true, steps: 0, writes: 0 };
    const time = this.#time;
    const undo = [
      trapTimers(time),
      trapSignals(time),
      trapDisk(time, this.#files),
      this.#databases.trap(time),
      this.#trapFolder(),
    ];
    const stopping = new AbortController();
    setMaxListeners(0, stopping.signal);
    const said: string[] = [];
    let code: number | undefined;
    try {
      time.running = process;
      const { killed, stopped } = start;
      const kill = killed === undefined ? () => false : whenIts(killed);
      const stop = stopped === undefined ? () => false : whenIts(stopped);
      const work = start.work(this.#runtime(process, start, stopping.signal, said));
      let failure: Error | undefined;
      work.then(
        (exit) => (code = exit),
        (error: unknown) => (failure = error instanceof Error ? error : new Error(String(error))),
      );
      await time.runUntil(
        () => code !== undefined || failure !== undefined || !process.alive,
        (task) => {
          if (task.owner !== process) return;
          if (kill(task.kind)) return this.#kill(process);
          if (stop(task.kind)) stopping.abort(new Interruption("SIGTERM"));
        },
      );
      if (failure !== undefined) throw failure;
      // whatever it has left undone ends with the process
      this.#kill(process);
    } finally {
      for (const each of undo) each();
    }
    return { process, code, wasStopped: stopping.signal.aborted, stderr: said.join("") };
  }

  #kill(process: Process): void {
    this.#time.forget(process);
    this.#databases.closeAllOf(process);
    for (const [fd, owner] of this.#files) {
      if (owner !== process) continue;
      this.#files.delete(fd);
      fs.closeSync(fd);
    }
  }

  /** Temporary files go into the simulation's own folder. */
  #trapFolder(): () => void {
    const { TMPDIR } = process.env;
    process.env["TMPDIR"] = join(this.folder, "tmp");
    return () => {
      if (TMPDIR === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = TMPDIR;
    };
  }

  #runtime(process: Process, start: Start, interrupted: AbortSignal, said: string[]): Runtime {
    const time = this.#time;
    const { env, clockAheadMs = 0 } = start;
    const began = time.now();
    const output = (chunks: string[]): Output => ({
      isTerminal: false,
      columns: 80,
      write: (text) => void chunks.push(text),
      writeAll: async (bytes) => void chunks.push(String(bytes)),
    });
    return {
      clock: {
        now: () => Math.floor(time.now() + clockAheadMs),
        monotonic: () => time.now() - began + 1_000,
        sleep: (ms, signal) => this.#sleep(process, ms, signal),
      },
      random: this.#dice.roll,
      randomHex: (bytes) =>
        Array.from({ length: bytes * 2 }, () => this.#dice.between(0, 15).toString(16)).join(""),
      env,
      cwd: this.folder,
      // above what any system gives, so that no such process scenarios
      pid: 10_000_000 + this.#runs,
      host: "simulated",
      openTransport: transportOf(process, this.#network),
      stdin: Object.assign(Readable.from([]), { isTTY: false }),
      stdout: output([]),
      stderr: output(said),
      temporaries: new Set(),
      interrupted,
    };
  }

  #sleep(process: Process, ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
    const time = this.#time;
    return new Promise((resolve) => {
      const task = time.after(ms, process, "timer", () => {
        signal?.removeEventListener("abort", wake);
        resolve();
      });
      const wake = (): void => {
        time.cancel(task);
        time.soon(process, "timer", resolve);
      };
      signal?.addEventListener("abort", wake, { once: true });
    });
  }
}

/** Tells of each step whether it is the moment. */
function whenIts({ step, nth }: Moment): (kind: StepKind) => boolean {
  let seen = 0;
  return (kind) => {
    if (step !== "any" && step !== kind) return false;
    seen += 1;
    return seen === nth;
  };
}
