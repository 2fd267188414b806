import { LedgerWriteError, messageOf } from "../errors.ts";
import type { Database } from "../database/database.ts";

interface Pending {
  readonly change: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Durable writing with one flush for everything that was asked for in the same turn of the event loop.
 * A promise resolves only once its change is on the disk. After one failed commit every later one fails as
 * well: nobody can tell then what the disk holds, so nothing may be sent any more.
 */
export class GroupCommit {
  readonly #database: Database;
  #pending: Pending[] = [];
  #scheduled = false;
  #broken: LedgerWriteError | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Runs `change` inside the next transaction. What it throws undoes it alone and rejects its promise alone. */
  write<T>(change: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#pending.push({ change, resolve: resolve as (value: unknown) => void, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(() => this.#flush());
    });
  }

  /** The failure that ended all writing, if there was one. */
  get broken(): LedgerWriteError | undefined {
    return this.#broken;
  }

  /** Commits what waits, now. */
  flush(): void {
    if (this.#pending.length > 0) this.#flush();
  }

  #flush(): void {
    const batch = this.#pending;
    this.#pending = [];
    this.#scheduled = false;
    const settle: (() => void)[] = [];
    try {
      if (this.#broken !== undefined) throw this.#broken;
      this.#database.exec("BEGIN IMMEDIATE");
      for (const pending of batch) settle.push(this.#apply(pending));
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#broken ??= new LedgerWriteError(
        `The ledger cannot be written: ${messageOf(error)}.`,
        "Nothing was sent after that. Make room on the disk or mend the file's permissions, then run the same command again.",
        { cause: error },
      );
      this.#rollBack();
      for (const pending of batch) pending.reject(this.#broken);
      return;
    }
    for (const done of settle) done();
  }

  #apply({ change, resolve, reject }: Pending): () => void {
    this.#database.exec("SAVEPOINT one");
    try {
      const value = change();
      this.#database.exec("RELEASE one");
      return () => resolve(value);
    } catch (error) {
      // Full disks and lost files end the whole commit; a refusal of our own ends this change only.
      this.#database.exec("ROLLBACK TO one; RELEASE one");
      if (!(error instanceof RefusedChange)) throw error;
      return () => reject(error);
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec("ROLLBACK");
    } catch {
      // there was no transaction, or the database is gone altogether
    }
  }
}

/** A change that the ledger's rules forbid, for example a second intent for something already requested. */
export class RefusedChange extends Error {}
