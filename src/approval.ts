import { exitCodes, PersonError } from "./errors.ts";

/** What is asked before the first write. */
export interface PlannedCreates {
  readonly platform: string;
  /** Requests by what they are, for example `license requests`. */
  readonly kinds: readonly { readonly what: string; readonly count: number }[];
}

/** The run was held: more would change than was allowed, a person said no, or the canary has been sent. */
export class HeldError extends PersonError {
  constructor(message: string, remedy: string) {
    super(message, exitCodes.held, remedy);
  }
}

/** What decides whether sending may begin, and go on. */
export interface ApprovalRules {
  /** How many lanes will ask. */
  readonly lanes: number;
  readonly maxCreates: number | undefined;
  /** The row up to which the canary reaches, once all lanes have planned; undefined when there is no canary. */
  readonly canaryRow: (() => number | undefined) | undefined;
  /** Asks a person before the first write; undefined when nobody is to be asked. */
  readonly askBefore: ((plans: readonly PlannedCreates[]) => Promise<boolean>) | undefined;
  /** Asks a person after the canary; undefined when there is nobody to ask. */
  readonly askAfterCanary: (() => Promise<boolean>) | undefined;
}

/** How far a lane may go for now; undefined is all the way. */
export type Reach = number | undefined;

/**
 * Lets the platforms begin to send. When something depends on all of them together, each waits until all have
 * counted what they would create; otherwise none waits for another. Every lane calls {@link request} or
 * {@link report} once, and then {@link afterCanary} if it was given a reach.
 */
export class Approval {
  readonly #rules: ApprovalRules;
  readonly #plans: PlannedCreates[] = [];
  readonly #begin: Gate<Reach>;
  readonly #goOn: Gate<void>;

  constructor(rules: ApprovalRules) {
    this.#rules = rules;
    this.#begin = new Gate(rules.lanes, () => this.#mayBegin());
    this.#goOn = new Gate(rules.lanes, () => this.#mayGoOn());
  }

  /** Resolves when this lane may send what it planned, or a part of it. Rejects with a HeldError when nothing may be sent. */
  async request(plan: PlannedCreates): Promise<Reach> {
    const { maxCreates, askBefore, canaryRow } = this.#rules;
    this.#plans.push(plan);
    const decision = this.#begin.arrive();
    const waits = maxCreates !== undefined || askBefore !== undefined || canaryRow !== undefined;
    return waits ? decision : undefined;
  }

  /** A lane has nothing to ask for, or has failed. */
  report(): void {
    void this.#begin.arrive().catch(() => undefined);
    this.reportCanary();
  }

  /** Resolves when the lanes may go on after the canary. Rejects with a HeldError when that was all. */
  afterCanary(): Promise<void> {
    return this.#goOn.arrive();
  }

  /** A lane has no part in the canary, or failed in it. */
  reportCanary(): void {
    void this.#goOn.arrive().catch(() => undefined);
  }

  async #mayBegin(): Promise<Reach> {
    const { maxCreates, askBefore, canaryRow } = this.#rules;
    const total = this.#plans.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0);
    if (maxCreates !== undefined && total > maxCreates) {
      throw new HeldError(
        `${total} requests would be created, and --max-creates allows ${maxCreates}; nothing was sent.`,
        "Look at roster-sync plan, then allow more or mend the roster.",
      );
    }
    if (askBefore !== undefined && total > 0 && !(await askBefore(this.#plans))) {
      throw new HeldError("Nothing was sent: you said no.", "Run the same command again when you are ready.");
    }
    return canaryRow?.();
  }

  async #mayGoOn(): Promise<void> {
    if (await this.#rules.askAfterCanary?.()) return;
    throw new HeldError(
      "The canary was sent, and nothing after it.",
      "Look at its rows in the results; the same command without --canary does the rest, and nothing twice.",
    );
  }
}

/** Opens, or stays shut, once everybody who is expected has arrived. */
class Gate<T> {
  readonly #decide: () => Promise<T>;
  readonly #decision: Promise<T>;
  #awaited: number;
  #settle: ((decision: Promise<T>) => void) | undefined;

  constructor(awaited: number, decide: () => Promise<T>) {
    this.#awaited = awaited;
    this.#decide = decide;
    this.#decision = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#decision.catch(() => undefined);
  }

  arrive(): Promise<T> {
    this.#awaited -= 1;
    if (this.#awaited === 0) this.#settle?.(this.#decide());
    return this.#decision;
  }
}
