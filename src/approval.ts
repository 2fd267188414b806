import { exitCodes, PersonError } from "./errors.ts";

/** What is asked before the first write. */
export interface PlannedCreates {
  readonly platform: string;
  /** Requests by what they are, for example `license requests`. */
  readonly kinds: readonly { readonly what: string; readonly count: number }[];
}

/** The run was held before anything was sent: more would change than was allowed, or a person said no. */
export class HeldError extends PersonError {
  constructor(message: string, remedy: string) {
    super(message, exitCodes.held, remedy);
  }
}

/** What decides whether sending may begin. */
export interface ApprovalRules {
  /** How many lanes will ask. */
  readonly lanes: number;
  readonly maxCreates: number | undefined;
  /** Asks a person; undefined when nobody is to be asked. */
  readonly ask: ((plans: readonly PlannedCreates[]) => Promise<boolean>) | undefined;
}

/**
 * Lets the platforms begin to send. When something depends on all of them together, each waits until all have
 * counted what they would create; otherwise none waits for another.
 */
export class Approval {
  readonly #rules: ApprovalRules;
  readonly #plans: PlannedCreates[] = [];
  #reported = 0;
  readonly #decision: Promise<void>;
  #settle: { readonly go: () => void; readonly hold: (reason: unknown) => void } | undefined;

  constructor(rules: ApprovalRules) {
    this.#rules = rules;
    this.#decision = new Promise((go, hold) => {
      this.#settle = { go, hold };
    });
    this.#decision.catch(() => undefined);
  }

  /** Resolves when this lane may send what it planned. Rejects with a HeldError when nothing may be sent. */
  async request(plan: PlannedCreates): Promise<void> {
    this.#plans.push(plan);
    this.report();
    const waits = this.#rules.maxCreates !== undefined || this.#rules.ask !== undefined;
    if (waits) await this.#decision;
  }

  /** A lane has nothing to ask for. Every lane either requests or reports. */
  report(): void {
    this.#reported += 1;
    if (this.#reported === this.#rules.lanes) void this.#decide();
  }

  async #decide(): Promise<void> {
    try {
      const { maxCreates, ask } = this.#rules;
      const total = this.#plans.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0);
      if (maxCreates !== undefined && total > maxCreates) {
        throw new HeldError(
          `${total} requests would be created, and --max-creates allows ${maxCreates}; nothing was sent.`,
          "Look at roster-sync plan, then allow more or mend the roster.",
        );
      }
      if (ask !== undefined && total > 0 && !(await ask(this.#plans))) {
        throw new HeldError(
          "Nothing was sent: you said no.",
          "Run the same command again when you are ready.",
        );
      }
      this.#settle?.go();
    } catch (error) {
      this.#settle?.hold(error);
    }
  }
}
