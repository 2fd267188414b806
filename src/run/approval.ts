import { HeldError } from "../errors.ts";
import type { Stop } from "../http/reply.ts";
import type { FailureLimit } from "../options/measures.ts";
import { workOf } from "../platforms/catalog.ts";
import type { OpenPlatform } from "../platforms/platform.ts";
import { doneWords, verbs, type Verb } from "../requests/operation.ts";
import { isWithin, operationsIn, type Plan, type PlatformPlan, kindsIn } from "../requests/plan.ts";
import { kindsSentence, type RequestsByWork } from "../results/outcome.ts";
import type { Staging } from "../staging/staging.ts";
import { counted } from "../text/counts.ts";

/** What a person at the terminal answered. */
export type Answer = "yes" | "no" | "interrupted";

/** What decides whether sending may begin, and go on. */
export interface ApprovalRules {
  /** How many platform runs will ask. */
  readonly platformRuns: number;
  readonly maxCreates: number | undefined;
  /** Sends for the first rows only, and decides what comes after; undefined when there is no canary. */
  readonly canary: CanaryRules | undefined;
  /** Told of a hold once, in the moment in which it is decided. */
  readonly onHeld?: ((held: HeldError) => void) | undefined;
  /** Asks a person before the first write; undefined when nobody is to be asked. */
  readonly askBefore: ((plan: Plan, canary: Canary | undefined) => Promise<Answer>) | undefined;
}

/** The first rows, and the requests that they are sent for. */
export interface Canary {
  /** The last row that is sent for. */
  readonly upToRow: number;
  readonly rows: readonly number[];
  readonly requests: number;
  /** Requests that come after. */
  readonly others: number;
}

/** How a canary is chosen and judged. */
export interface CanaryRules {
  /** Asked once all platform runs have planned; undefined when the canary would be all there is. */
  readonly choose: (plan: Plan) => Canary | undefined;
  /** Asked once canary sent: why the rest may not follow; undefined when it may. */
  readonly judge: (canary: Canary) => Promise<HeldError | undefined>;
}

/** How far a platform run may go for now; undefined is all the way. */
export type Reach = number | undefined;

/**
 * Lets the platforms begin to send. When something depends on all of them together, each waits until all have
 * counted what they would create; otherwise none waits for another. Every platform run calls {@link request} or
 * {@link report} once, and then {@link afterCanary} if it was given a reach.
 */
export class Approval {
  readonly #rules: ApprovalRules;
  readonly #plans: PlatformPlan[] = [];
  readonly #begin: Gate<Reach>;
  readonly #goOn: Gate<void>;
  #canary: Canary | undefined;

  constructor(rules: ApprovalRules) {
    this.#rules = rules;
    this.#begin = new Gate(rules.platformRuns, () => this.#told(this.#mayBegin()));
    this.#goOn = new Gate(rules.platformRuns, () => this.#told(this.#mayGoOn()));
  }

  /** Resolves when this platform run may send what it planned, or a part of it. Rejects with a HeldError when nothing may be sent. */
  async request(plan: PlatformPlan): Promise<Reach> {
    const { maxCreates, askBefore, canary } = this.#rules;
    this.#plans.push(plan);
    const decision = this.#begin.arrive();
    const waits = maxCreates !== undefined || askBefore !== undefined || canary !== undefined;
    return waits ? decision : undefined;
  }

  /** A platform run has nothing to ask for, or has failed. */
  report(): void {
    void this.#begin.arrive().catch(() => undefined);
    this.reportCanary();
  }

  /** Resolves when the platform runs may go on after the canary. Rejects with a HeldError when that was all. */
  afterCanary(): Promise<void> {
    return this.#goOn.arrive();
  }

  /** A platform run has no part in the canary, or failed in it. */
  reportCanary(): void {
    void this.#goOn.arrive().catch(() => undefined);
  }

  async #told<T>(decision: Promise<T>): Promise<T> {
    try {
      return await decision;
    } catch (error) {
      if (error instanceof HeldError) this.#rules.onHeld?.(error);
      throw error;
    }
  }

  async #mayBegin(): Promise<Reach> {
    const { maxCreates, askBefore, canary } = this.#rules;
    const plan: Plan = { platforms: this.#plans };
    const total = operationsIn(plan);
    if (!isWithin(plan, maxCreates)) {
      throw new HeldError(
        `${counted(total, "request")} would be ${sentAs(this.#plans)}, and --max-creates allows ${maxCreates}; nothing was sent.`,
        "Run roster-sync plan to see them, then raise the limit or fix the roster.",
      );
    }
    if (total === 0) return undefined;
    this.#canary = canary?.choose(plan);
    const answer = (await askBefore?.(plan, this.#canary)) ?? "yes";
    if (answer !== "yes") throw heldBy(answer, "Nothing was sent");
    return this.#canary?.upToRow;
  }

  async #mayGoOn(): Promise<void> {
    if (this.#canary === undefined) return;
    const held = await this.#rules.canary?.judge(this.#canary);
    if (held !== undefined) throw held;
  }
}

/** The hold that follows from an answer which is no yes. */
export function heldBy(answer: Exclude<Answer, "yes">, what: string): HeldError {
  switch (answer) {
    case "no":
      return new HeldError(
        `${what}: canceled at the prompt.`,
        "Run the same command again when you are ready.",
      );
    case "interrupted":
      return new HeldError(`${what}: the run was interrupted.`);
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

/**
 * What one platform is about to be asked for, as the work items stand now.
 * @param title what the platform is called in sentences
 */
export function planOf(
  title: string,
  { name, resources }: Pick<OpenPlatform, "name" | "resources">,
  { workItems }: Pick<Staging, "workItems">,
): PlatformPlan {
  return {
    platform: name,
    title,
    kinds: resources.flatMap((resource) =>
      verbs
        .filter((verb) => resource[verb] !== undefined)
        .map((verb) => {
          const { kind } = resource;
          const counts = workItems.toSend(kind, verb, resource[verb]?.maxBatch);
          const { workItems: operations, ...rest } = counts;
          return { kind, verb, operations, ...rest, held: verb === "create" ? workItems.heldCount(kind) : 0 };
        }),
    ),
  };
}

/** As what a plan sends its requests: `created (3 licenses)`, or all that it does where that is more. */
function sentAs(platforms: readonly PlatformPlan[]): string {
  const parts = verbs.flatMap((verb) => {
    const kinds = kindsSentence(requestsByWork(platforms, "operations", verb));
    return kinds === "" ? [] : [[verb === "create" ? "created" : doneWords[verb], kinds] as const];
  });
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return `${only[0]} (${only[1]})`;
  return `sent (${parts.map(([word, kinds]) => `${kinds} ${word}`).join(", ")})`;
}

/**
 * What plans send, or what they do not send since it is held already, by the sort of work that people count.
 * @param verb only what does this
 */
export function requestsByWork(
  platforms: readonly PlatformPlan[],
  what: "operations" | "held",
  verb?: Verb,
): RequestsByWork {
  const counts: Record<string, number> = {};
  for (const planned of kindsIn({ platforms })) {
    if (verb !== undefined && planned.verb !== verb) continue;
    const work = workOf(planned.kind);
    counts[work] = (counts[work] ?? 0) + planned[what];
  }
  return counts;
}

/** Counts failed rows, and says when there are more than a run may have. */
export class FailureBudget {
  readonly #limit: number;
  readonly #stop: (stop: Stop) => void;
  #counted = 0;
  #refused = 0;
  readonly #expected = new Set<string>();

  /** @param rows how many rows are worked on: what a percentage is of */
  constructor(limit: FailureLimit | undefined, rows: number, stop: (stop: Stop) => void) {
    const share =
      limit === undefined
        ? Number.POSITIVE_INFINITY
        : "rows" in limit
          ? limit.rows
          : (rows * limit.percent) / 100;
    this.#limit = share;
    this.#stop = stop;
  }

  /** So many rows have failed for what they say or for whom they name. */
  count(rows: number): void {
    this.#counted = rows;
    this.#check();
  }

  /**
   * The platform refused several requests together, which tells only later which of them. A row counts at once: nothing
   * is gained by sending all other groups first.
   */
  expect(group: string): void {
    if (this.#expected.has(group)) return;
    this.#expected.add(group);
    this.#refused += 1;
    this.#check();
  }

  /**
   * The platform refused a request that so many rows ask for.
   * @param group of which that was expected, if it was
   */
  refuse(rows: number, group: string): void {
    this.#refused += this.#expected.delete(group) ? rows - 1 : rows;
    this.#check();
  }

  #check(): void {
    const failed = this.#counted + this.#refused;
    if (failed <= this.#limit) return;
    this.#stop({
      code: "too_many_failures",
      reason: `${failed} rows have failed, and --max-failures allows ${Math.floor(this.#limit)}; nothing more was sent`,
    });
  }
}
