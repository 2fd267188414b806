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

/** In which kinds two plans of a platform differ by what they would send; none when sending either has the same effect. */
export function differencesBetween(before: PlatformPlan, after: PlatformPlan): readonly string[] {
  const sends = ({ operations, calls, subjects }: PlannedKind): string =>
    [operations, calls, subjects].join();
  const older = new Map(before.kinds.map((planned) => [nameOf(planned), sends(planned)]));
  const newer = new Map(after.kinds.map((planned) => [nameOf(planned), sends(planned)]));
  const nothing = [0, 0, 0].join();
  return [...new Set([...older.keys(), ...newer.keys()])].filter(
    (name) => (older.get(name) ?? nothing) !== (newer.get(name) ?? nothing),
  );
}

function nameOf({ verb, kind }: PlannedKind): string {
  return `${verb} ${kind}`;
}
