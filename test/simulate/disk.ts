import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { Readable } from "node:stream";
import type { Process, SimulatedTime } from "./time.ts";

type Path = string;
type Content = string | Uint8Array;

/** What a process has open, so that the machine can close it when the process dies. */
export type OpenFiles = Map<number, Process>;

/**
 * Makes every operation on the disk that a process of the simulation waits for a step of simulated time: the order in
 * which they end is the dice's, and a process may die between any two. The files are real ones. Answers how to undo that.
 */
export function trapDisk(time: SimulatedTime, open: OpenFiles): () => void {
  const step = <T>(owner: Process, work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      time.soon(owner, "disk", () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });
  const undo = [...trapPromises(time, step, open), ...trapCallbacks(time, open)];
  syncBuiltinESMExports();
  return () => {
    for (const each of undo) each();
    syncBuiltinESMExports();
  };
}

type Step = <T>(owner: Process, work: () => T) => Promise<T>;
type Anything = (...given: never[]) => unknown;

function replace(target: object, name: string, by: (real: Anything) => Anything): () => void {
  const real = Reflect.get(target, name) as Anything;
  Reflect.set(target, name, by(real));
  return () => void Reflect.set(target, name, real);
}

function trapPromises(time: SimulatedTime, step: Step, open: OpenFiles): readonly (() => void)[] {
  const trap = (name: string, sync: (...given: never[]) => unknown): (() => void) =>
    replace(promises, name, (real) => (...given) => {
      const { running } = time;
      return running === undefined ? real(...given) : step(running, () => sync(...given));
    });
  return [
    trap("access", fs.accessSync),
    trap("appendFile", fs.appendFileSync),
    trap("chmod", fs.chmodSync),
    trap("chown", fs.chownSync),
    trap("copyFile", fs.copyFileSync),
    trap("link", fs.linkSync),
    trap("mkdir", fs.mkdirSync),
    trap("rename", fs.renameSync),
    trap("rm", fs.rmSync),
    trap("stat", fs.statSync),
    replace(promises, "open", (real) => (...given) => {
      const { running } = time;
      if (running === undefined) return real(...given);
      const [path, flags, mode] = given as unknown as [Path, string | undefined, number | undefined];
      return step(running, () => {
        const fd = fs.openSync(path, flags ?? "r", mode);
        open.set(fd, running);
        return handleOf(fd, running, step, open);
      });
    }),
  ];
}

/** An open file of the simulation: what `FileHandle` has, as far as the program uses it. */
function handleOf(fd: number, owner: Process, step: Step, open: OpenFiles): object {
  let closed = false;
  const read = (buffer: Buffer, offset: number, length: number, position: number | null) =>
    step(owner, () => ({ bytesRead: fs.readSync(fd, buffer, offset, length, position), buffer }));
  return {
    fd,
    read,
    appendFile: (content: Content) => step(owner, () => fs.appendFileSync(fd, content)),
    writeFile: (content: Content) => step(owner, () => fs.writeFileSync(fd, content)),
    stat: (options?: { readonly bigint?: boolean }) => step(owner, () => fs.fstatSync(fd, options)),
    chmod: (mode: number) => step(owner, () => fs.fchmodSync(fd, mode)),
    sync: () => step(owner, () => undefined),
    close: () =>
      step(owner, () => {
        if (closed) return;
        closed = true;
        open.delete(fd);
        fs.closeSync(fd);
      }),
    createReadStream: ({ start = 0 }: { readonly start?: number } = {}) =>
      Readable.from(
        (async function* pieces() {
          for (let position = start; ;) {
            const { bytesRead, buffer } = await read(Buffer.alloc(pieceBytes), 0, pieceBytes, position);
            if (bytesRead === 0) return;
            position += bytesRead;
            yield buffer.subarray(0, bytesRead);
          }
        })(),
        { objectMode: false },
      ),
  };
}

const pieceBytes = 16 * 1024;

/** What Node's own streams call. */
function trapCallbacks(time: SimulatedTime, open: OpenFiles): readonly (() => void)[] {
  type Done = (error: Error | null, ...values: unknown[]) => void;
  const trap = (
    name: string,
    work: (owner: Process, ...given: never[]) => readonly unknown[],
  ): (() => void) =>
    replace(fs, name, (real) => (...given) => {
      const { running } = time;
      if (running === undefined) return real(...given);
      const done = given.at(-1) as unknown as Done;
      time.soon(running, "disk", () => {
        try {
          done(null, ...work(running, ...given.slice(0, -1)));
        } catch (error) {
          done(error as Error);
        }
      });
      return undefined;
    });
  return [
    trap("open", (owner, path: Path, flags: string, mode: number) => {
      const fd = fs.openSync(path, flags, mode);
      open.set(fd, owner);
      return [fd];
    }),
    trap(
      "write",
      (_owner, fd: number, buffer: Uint8Array, offset: number, length: number, position: number) => [
        fs.writeSync(fd, buffer, offset, length, position),
        buffer,
      ],
    ),
    trap("writev", (_owner, fd: number, buffers: Uint8Array[], position: number) => [
      fs.writevSync(fd, buffers, position),
      buffers,
    ]),
    trap("close", (_owner, fd: number) => {
      open.delete(fd);
      fs.closeSync(fd);
      return [];
    }),
  ];
}
