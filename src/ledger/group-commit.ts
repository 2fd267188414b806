import type { AnswerTo, LedgerChange, Verdict } from "./store.ts";

/** When gathered changes are written. */
export interface Gathering {
  /** Runs a task once everything that is at work now has had its turn. */
  readonly nextTurn: (task: () => void) => void;
  /** Runs a task a little later, unless the answer is called first. */
  readonly soon: (task: () => void) => () => void;
}

/** So long a change may wait for others to share a flush with. */
const soonMs = 10;

/** How a run gathers. */
export const gathering: Gathering = {
  nextTurn: (task) => void setImmediate(task),
  soon: (task) => {
    const timer = setTimeout(task, soonMs);
    return () => clearTimeout(timer);
  },
};

interface Pending {
  readonly change: LedgerChange;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Durable writing with one flush for everything that was asked for in the same turn of the event loop, or while the last
 * flush was under way. A promise resolves only once its change is durable. After one failed commit every later one fails
 * as well: nobody can tell then what is durable, so nothing may be sent any more.
 */
export class GroupCommit {
  readonly #commit: (changes: readonly LedgerChange[]) => Promise<readonly Verdict[]>;
  readonly #gathering: Gathering;
  readonly #broken = new AbortController();
  #pending: Pending[] = [];
  #isScheduled = false;
  #isUnderWay = false;
  #forgetSoon: (() => void) | undefined;

  constructor(
    commit: (changes: readonly LedgerChange[]) => Promise<readonly Verdict[]>,
    how: Gathering = gathering,
  ) {
    this.#commit = commit;
    this.#gathering = how;
  }

  /** Makes a change with the next flush. Rejects with RefusedChange when the rules forbid it. */
  write<Change extends LedgerChange>(change: Change): Promise<AnswerTo<Change>> {
    const answer = this.#add(change);
    this.#schedule();
    return answer;
  }

  /**
   * The same for what nobody waits to send for: it goes with the next flush, which saves it one of its own, and waits for
   * that a few milliseconds at most.
   */
  writeSoon<Change extends LedgerChange>(change: Change): Promise<AnswerTo<Change>> {
    const answer = this.#add(change);
    if (!this.#isScheduled) this.#forgetSoon ??= this.#gathering.soon(() => this.#schedule());
    return answer;
  }

  /** Aborted, with the failure as the reason, once a commit has failed. */
  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  #add<Change extends LedgerChange>(change: Change): Promise<AnswerTo<Change>> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ change, resolve: resolve as (answer: unknown) => void, reject });
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (!this.#isUnderWay) this.#gathering.nextTurn(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    const batch = this.#pending;
    this.#pending = [];
    this.#isScheduled = false;
    this.#forgetSoon?.();
    this.#forgetSoon = undefined;
    if (batch.length === 0) return;
    this.#isUnderWay = true;
    try {
      this.broken.throwIfAborted();
      const verdicts = await this.#commit(batch.map(({ change }) => change));
      for (const [place, { resolve, reject }] of batch.entries()) {
        const verdict = verdicts[place];
        if (verdict !== undefined && "refused" in verdict) reject(verdict.refused);
        else resolve(verdict?.answer);
      }
    } catch (error) {
      if (!this.broken.aborted) this.#broken.abort(error);
      for (const { reject } of batch) reject(error);
    } finally {
      this.#isUnderWay = false;
      this.#goOn();
    }
  }

  /** What came during a flush, and could not go with it, goes with the next. */
  #goOn(): void {
    if (this.#isScheduled) this.#gathering.nextTurn(() => void this.#flush());
  }
}
