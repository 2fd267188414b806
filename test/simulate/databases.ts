import { createRequire } from "node:module";
import type { Process, SimulatedTime } from "./time.ts";

interface Connection {
  exec: (this: Connection, sql: string) => unknown;
  close: (this: Connection) => unknown;
}

const load = createRequire(import.meta.url);

/** The class of connections that the program uses on this version of Node. */
function connectionClass(): { readonly prototype: Connection } {
  try {
    return (load("node:sqlite") as { DatabaseSync: { prototype: Connection } }).DatabaseSync;
  } catch {
    return load("libsql") as { prototype: Connection };
  }
}

/** The databases that processes have open; a system closes them when a process dies, and nothing is committed. */
export class OpenDatabases {
  readonly #owners = new Map<Connection, Process>();

  /** Begins to watch. Answers how to undo that. */
  trap(time: SimulatedTime): () => void {
    const { prototype } = connectionClass();
    const owners = this.#owners;
    const { exec, close } = prototype;
    prototype.exec = function execWatched(this: Connection, sql: string) {
      if (time.running !== undefined) owners.set(this, time.running);
      return exec.call(this, sql);
    };
    prototype.close = function closeWatched(this: Connection) {
      owners.delete(this);
      return close.call(this);
    };
    return () => Object.assign(prototype, { exec, close });
  }

  /** As the system does it for a process that is gone. */
  closeAllOf(process: Process): void {
    for (const [connection, owner] of this.#owners) {
      if (owner !== process) continue;
      try {
        connection.exec("ROLLBACK");
      } catch {
        // it was in no transaction
      }
      connection.close();
    }
  }
}
