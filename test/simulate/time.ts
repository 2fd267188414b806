import type { Dice } from "./dice.ts";

/** A program that runs in the simulation. Once it is dead nothing that it waits for happens any more. */
export interface Process {
  readonly name: string;
  alive: boolean;
  /** How often it went on after having waited for something. */
  steps: number;
  /** How many calls it has sent that may make something. */
  writes: number;
}

/**
 * What kind of step a process takes; what befalls it may be aimed at one of them: an operation on the disk has ended, a
 * timer has run out, the next turn of the event loop has come, a write has just left, an answer has come.
 */
export type StepKind = "disk" | "timer" | "turn" | "sent" | "answer";

/** Something that will happen unless it is cancelled. */
export interface Task {
  readonly at: number;
  readonly place: number;
  readonly owner: Process | undefined;
  readonly kind: StepKind;
  readonly run: () => void;
}

/** What happens next was decided, and is about to happen. */
export type Watcher = (task: Task) => void;

const turn = setImmediate;

/**
 * Time and the order of all that happens in it. Nothing takes real time: when nobody has anything to do, the clock
 * jumps to whatever is due next. What is due at the same moment happens in an order that the dice decide, one thing
 * after the other, and each to its end.
 */
export class SimulatedTime {
  readonly #dice: Dice;
  #now: number;
  #ready: Task[] = [];
  #timers: Task[] = [];
  /** Whose code is running; undefined while it is nobody's. */
  running: Process | undefined;

  /** @param start milliseconds since the epoch */
  constructor(dice: Dice, start: number) {
    this.#dice = dice;
    this.#now = start;
  }

  /** Milliseconds since the epoch, as a clock that is right has them. */
  readonly now = (): number => this.#now;

  /** Lets something happen now, in its turn; for what a process has asked of the machine. */
  soon(owner: Process | undefined, kind: StepKind, run: () => void): void {
    if (owner?.alive === false) return;
    this.#ready.push({ at: this.#now, place: 0, owner, kind, run });
  }

  /** Lets something happen after so many milliseconds. */
  after(ms: number, owner: Process | undefined, kind: StepKind, run: () => void): Task {
    const task = { at: this.#now + Math.max(0, ms), place: this.#dice.roll(), owner, kind, run };
    if (owner?.alive === false) return task;
    const behind = this.#timers.findIndex((other) => isBefore(task, other));
    if (behind < 0) this.#timers.push(task);
    else this.#timers.splice(behind, 0, task);
    return task;
  }

  cancel(task: Task): void {
    const place = this.#timers.indexOf(task);
    if (place >= 0) this.#timers.splice(place, 1);
  }

  /** Sleeps in nobody's name: the platforms'. */
  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => void this.after(ms, undefined, "timer", resolve));

  /** Nothing that a process waits for will happen. */
  forget(process: Process): void {
    process.alive = false;
    this.#ready = this.#ready.filter(({ owner }) => owner !== process);
    this.#timers = this.#timers.filter(({ owner }) => owner !== process);
  }

  /** Lets the world go on until something is over. `watch` may kill a process before it takes its next step. */
  async runUntil(isOver: () => boolean, watch: Watcher = () => undefined): Promise<void> {
    await this.#settle(this.running);
    for (let steps = 0; !isOver(); steps += 1) {
      if (steps > mostSteps) throw new Error("it does not end");
      const task = this.#next(Number.POSITIVE_INFINITY);
      if (task === undefined) throw new Error("everybody waits for what will never happen");
      watch(task);
      await this.#carryOut(task);
    }
  }

  /** Lets so much time pass. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let task = this.#next(end); task !== undefined; task = this.#next(end)) await this.#carryOut(task);
    this.#now = end;
  }

  async #carryOut(task: Task): Promise<void> {
    if (task.owner?.alive === false) return;
    if (task.owner !== undefined) task.owner.steps += 1;
    this.running = task.owner;
    task.run();
    await this.#settle(task.owner);
  }

  /** Lets promises settle that wait for nothing but each other. */
  async #settle(owner: Process | undefined): Promise<void> {
    this.running = owner;
    await new Promise<void>((resolve) => void turn(resolve));
    this.running = undefined;
  }

  #next(until: number): Task | undefined {
    const count = this.#ready.length;
    if (count > 0) {
      const [task] = this.#ready.splice(count === 1 ? 0 : Math.floor(this.#dice.roll() * count), 1);
      return task;
    }
    const [timer] = this.#timers;
    if (timer === undefined || timer.at > until) return undefined;
    this.#timers.shift();
    this.#now = Math.max(this.#now, timer.at);
    return timer;
  }
}

/** A run of some rows takes a few hundred; a run that has lost its way takes them all. */
const mostSteps = 200_000;

function isBefore(one: Task, other: Task): boolean {
  return one.at < other.at || (one.at === other.at && one.place < other.place);
}
