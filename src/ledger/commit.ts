import { LedgerWriteError, messageOf } from "../errors.ts";
import type { Database } from "../database/database.ts";

interface Pending {
  readonly change: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** So long a change may wait for others to share a flush with. */
const soonMs = 10;

/**
 * Durable writing with one flush for everything that was asked for in the same turn of the event loop.
 * A promise resolves only once its change is on the disk. After one failed commit every later one fails as
 * well: nobody can tell then what the disk holds, so nothing may be sent any more.
 */
export class GroupCommit {
  readonly #database: Database;
  #pending: Pending[] = [];
  #scheduled = false;
  #soon: NodeJS.Timeout | undefined;
  #broken: LedgerWriteError | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Runs `change` inside the next transaction. A {@link RefusedChange} undoes it alone and rejects its promise alone;
   * then the others run once more, so a change does nothing but write.
   */
  write<T>(change: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ change, resolve: resolve as (value: unknown) => void, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#flush());
    });
  }

  /**
   * The same for what nobody waits to send for: it goes with the next transaction, which saves it a flush of its own,
   * and waits for that a few milliseconds at most.
   */
  writeSoon<T>(change: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ change, resolve: resolve as (value: unknown) => void, reject });
      if (!this.#scheduled) this.#soon ??= setTimeout(() => this.#flush(), soonMs);
    });
  }

  /** The failure that ended all writing, if there was one. */
  get broken(): LedgerWriteError | undefined {
    return this.#broken;
  }

  #flush(): void {
    let batch = this.#pending;
    this.#pending = [];
    this.#scheduled = false;
    clearTimeout(this.#soon);
    this.#soon = undefined;
    if (batch.length === 0) return;
    try {
      // a change that the ledger's rules forbid undoes itself alone: the others are made once more without it
      for (;;) {
        if (this.#broken !== undefined) throw this.#broken;
        const { values, refused } = this.#attempt(batch);
        if (refused === undefined) {
          for (const [place, { resolve }] of batch.entries()) resolve(values[place]);
          return;
        }
        refused.pending.reject(refused.error);
        batch = batch.filter((pending) => pending !== refused.pending);
      }
    } catch (error) {
      this.#broken ??= new LedgerWriteError(
        `The ledger cannot be written: ${messageOf(error)}.`,
        "Nothing was sent after that. Free up disk space or fix the file's permissions, then run the same command again.",
        { cause: error },
      );
      this.#rollBack();
      for (const pending of batch) pending.reject(this.#broken);
    }
  }

  /** Makes all changes or none. */
  #attempt(batch: readonly Pending[]): Attempt {
    const values: unknown[] = [];
    this.#database.exec("BEGIN IMMEDIATE");
    for (const pending of batch) {
      try {
        values.push(pending.change());
      } catch (error) {
        // full disks and lost files end the whole commit
        if (!(error instanceof RefusedChange)) throw error;
        this.#database.exec("ROLLBACK");
        return { values, refused: { pending, error } };
      }
    }
    this.#database.exec("COMMIT");
    return { values, refused: undefined };
  }

  #rollBack(): void {
    try {
      this.#database.exec("ROLLBACK");
    } catch {
      // there was no transaction, or the database is gone altogether
    }
  }
}

interface Attempt {
  /** What the changes gave back, in their order. */
  readonly values: readonly unknown[];
  readonly refused: { readonly pending: Pending; readonly error: RefusedChange } | undefined;
}

/** A change that the ledger's rules forbid, for example a second intent for something already requested. */
export class RefusedChange extends Error {}
