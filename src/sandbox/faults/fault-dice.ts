import type { PlatformName } from "../http/platform.ts";
import { listTroubleKinds } from "../http/list-trouble.ts";
import type { ListTrouble, ListTroubleKind } from "../http/list-trouble.ts";
import { diceFrom } from "../seeded.ts";
import type { Fault, FaultKind, FaultMatch } from "./fault.ts";

/** What a rule looks at in a call. */
export interface CallFacts {
  readonly platform: PlatformName;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Decides which calls are struck, and by what. The same calls in the same order are struck alike. */
export class FaultDice {
  readonly #rules: readonly Rule[];

  constructor(faults: readonly Fault[], seed: number) {
    this.#rules = faults.map((fault, index) => ({
      fault,
      fits: matcher(fault.match ?? {}),
      roll: diceFrom(seed * 1000 + index),
      seen: 0,
      struck: 0,
    }));
  }

  /** The trouble for this call, at most one of each: lag and what befalls lists go together with any other. */
  draw(facts: CallFacts): Drawn {
    let trouble: Fault | undefined;
    let lagMs = 0;
    const listTroubles: ListTrouble[] = [];
    for (const rule of this.#rules) {
      if (!rule.fits(facts)) continue;
      rule.seen += 1;
      // Rolled for every fitting call, so that one rule's luck does not move another's.
      const hit = rule.roll() < (rule.fault.rate ?? 1);
      if (!hit || rule.seen <= (rule.fault.after ?? 0)) continue;
      if (rule.struck >= (rule.fault.times ?? Infinity)) continue;
      if (rule.fault.kind === "lagging-list") {
        rule.struck += 1;
        lagMs = Math.max(lagMs, rule.fault.ms ?? 0);
      } else if (isListTrouble(rule.fault.kind)) {
        rule.struck += 1;
        listTroubles.push({ kind: rule.fault.kind, roll: rule.roll() });
      } else if (trouble === undefined) {
        rule.struck += 1;
        trouble = rule.fault;
      }
    }
    return { trouble, lagMs, listTroubles };
  }
}

/** What befalls one call. */
export interface Drawn {
  readonly trouble: Fault | undefined;
  readonly lagMs: number;
  /** For the page that it asks for, if it asks for one. */
  readonly listTroubles: readonly ListTrouble[];
}

function isListTrouble(kind: FaultKind): kind is ListTroubleKind {
  return listTroubleKinds.some((each) => each === kind);
}

interface Rule {
  readonly fault: Fault;
  readonly fits: (facts: CallFacts) => boolean;
  readonly roll: () => number;
  seen: number;
  struck: number;
}

function matcher(match: FaultMatch): (facts: CallFacts) => boolean {
  const path = match.path === undefined ? undefined : new RegExp(match.path, "i");
  return (facts) =>
    (match.platform === undefined || match.platform === facts.platform) &&
    (match.method === undefined || match.method.toUpperCase() === facts.method) &&
    (path === undefined || path.test(facts.path)) &&
    (match.access === undefined || match.access === accessOf(facts)) &&
    (match.page === undefined || match.page === pageOf(facts));
}

/** Lists go on by an offset or by a cursor. */
function pageOf({ query }: CallFacts): "first" | "further" {
  return Number(query.get("offset") ?? 0) > 0 || (query.get("cursor") ?? "") !== "" ? "further" : "first";
}

function accessOf({ platform, method, path }: CallFacts): "read" | "write" | "sign-in" {
  if (platform === "verifiable" && path.startsWith("/auth/")) return "sign-in";
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
