import type { Verb } from "./operation.ts";

/** What is to be done to the resources of one kind, and what of it is not. */
export interface PlannedKind {
  readonly kind: string;
  readonly verb: Verb;
  /** Operations to be sent, the calls that carry them, and how many subjects they are about. */
  readonly operations: number;
  readonly calls: number;
  readonly subjects: number;
  /** What rows ask for and subjects have already, so that it is not sent. */
  readonly held: number;
  /** What is not sent for another reason, by the code of its problem. */
  readonly withheld: Readonly<Record<string, number>>;
  /** A digest of the keys of what is to be sent, in order: equal when the same would be sent. */
  readonly digest: string;
}

/** What one platform is about to be asked for. It is a value: it can be printed, kept, and compared with a later one. */
export interface PlatformPlan {
  readonly platform: string;
  /** What the platform is called in sentences. */
  readonly title: string;
  readonly kinds: readonly PlannedKind[];
}

/** What is about to be sent everywhere. */
export interface Plan {
  readonly platforms: readonly PlatformPlan[];
}

/** How many operations a plan sends; of one platform, or of all. */
export function operationsIn(plan: Plan | PlatformPlan): number {
  return kindsIn(plan).reduce((sum, { operations }) => sum + operations, 0);
}

/** How many operations of a plan are not sent, since what they are for is held already. */
export function heldIn(plan: Plan | PlatformPlan): number {
  return kindsIn(plan).reduce((sum, { held }) => sum + held, 0);
}

/** The kinds of a plan, platform by platform. */
export function kindsIn(plan: Plan | PlatformPlan): readonly PlannedKind[] {
  return "platforms" in plan ? plan.platforms.flatMap(({ kinds }) => kinds) : plan.kinds;
}

/** Whether a plan is within a limit; without a limit every plan is. */
export function isWithin(plan: Plan, mostOperations: number | undefined): boolean {
  return mostOperations === undefined || operationsIn(plan) <= mostOperations;
}

/** One kind of resource of which two plans would send something else. */
export interface PlanDifference {
  readonly kind: string;
  readonly verb: Verb;
  readonly before: number;
  readonly after: number;
}

/** In which kinds two plans differ by what they would send; none when sending either has the same effect. */
export function differencesBetween(before: Plan, after: Plan): readonly PlanDifference[] {
  const [older, newer] = [byName(before), byName(after)];
  return [...new Set([...older.keys(), ...newer.keys()])].flatMap((name) => {
    const [one, other] = [older.get(name), newer.get(name)];
    const known = one ?? other;
    if (known === undefined || (one?.digest ?? nothing) === (other?.digest ?? nothing)) return [];
    const { kind, verb } = known;
    return [{ kind, verb, before: one?.operations ?? 0, after: other?.operations ?? 0 }];
  });
}

/** The digest of no keys at all: a kind that is in one plan only differs by what it sends. */
const nothing = "";

function byName(plan: Plan): ReadonlyMap<string, PlannedKind> {
  return new Map(kindsIn(plan).map((planned) => [`${planned.kind} ${planned.verb}`, planned]));
}
