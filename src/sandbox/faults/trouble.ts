import { listTroubleKinds, type ListTrouble, type ListTroubleKind } from "../http/list-trouble.ts";
import {
  type PlatformName,
  type Platform,
  jsonBody,
  type Call,
  empty,
  json,
  type Reply,
  html,
} from "../http/platform.ts";
import { diceFrom } from "../seeded.ts";
import type { Fault, FaultKind, FaultMatch } from "./fault.ts";
import { rewritten } from "./rewritten.ts";

/** What a rule looks at in a call. */
interface CallFacts {
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
interface Drawn {
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

/** What a success says that made nothing. */
export const promises = ["nothing", "accepted", "failure", "echo"] as const;

/** One of `promises`. */
export type Promised = (typeof promises)[number];

/** A success of the 2xx class for a call that is not carried out. */
function emptyPromise(says: Promised, call: Call): Reply {
  switch (says) {
    case "nothing":
      return json(200, {});
    case "accepted":
      return empty(202);
    case "failure":
      return json(200, { success: false, errors: [{ message: "The organization is over its quota." }] });
    case "echo": {
      const body = jsonBody(call);
      return json(201, body.ok ? body.value : {});
    }
  }
}

/**
 * The body of a grouped license call with the first half of its states alone, as a server without transactions may
 * carry it out before it meets what it does not like. Undefined for a call that is no group.
 */
function firstPart(call: Call): string | undefined {
  const body = jsonBody(call);
  if (!body.ok || typeof body.value !== "object" || body.value === null) return undefined;
  const lists = Object.entries(body.value as Record<string, unknown>).filter(
    (entry): entry is [string, readonly unknown[]] => entry[0].endsWith("_states") && Array.isArray(entry[1]),
  );
  const all = lists.flatMap(([kind, states]) => states.map((state) => ({ kind, state })));
  if (all.length < 2) return undefined;
  const kept = all.slice(0, Math.floor(all.length / 2));
  const halves = lists.map(([kind]) => [
    kind,
    kept.filter((one) => one.kind === kind).map(({ state }) => state),
  ]);
  return JSON.stringify({ ...body.value, ...Object.fromEntries(halves) });
}

/** How a call ends. */
export type Ending =
  | { readonly kind: "answer"; readonly reply: Reply }
  /** Half of the body; `abrupt` breaks the connection with it. */
  | { readonly kind: "cut"; readonly reply: Reply; readonly abrupt: boolean }
  /** The connection ends without an answer; `reset` says so rudely. */
  | { readonly kind: "drop"; readonly reset: boolean }
  /** Nothing, for as long as the client waits. */
  | { readonly kind: "silence" };

/** What a struck call can make use of. */
interface Stage {
  readonly platform: Platform;
  readonly call: Call;
  /** Carries the call out, with its own body or another one, and gives its proper answer. */
  readonly execute: (text?: string) => Reply;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => number;
}

/** Plays the trouble out; calls `execute` at most once, and only where the fault says so. */
export async function makeTrouble(fault: Fault, stage: Stage): Promise<Ending> {
  const { platform, execute } = stage;
  const early = fault.commits === true ? execute() : undefined;
  switch (fault.kind) {
    case "lost-answer":
      execute();
      return { kind: "drop", reset: false };
    case "bad-gateway-after-commit":
      execute();
      return answer(html(502, "502 Bad Gateway"));
    case "hang":
      return { kind: "silence" };
    case "reset-before":
      return { kind: "drop", reset: true };
    case "429":
    case "429-bare":
    case "429-date":
      return answer(tooMany(fault, stage));
    case "500":
      return answer(platform.refusal(500, "Something went wrong."));
    case "503-retry-after":
      return answer(withHeader(platform.refusal(503, "Down for maintenance."), String(secondsOf(fault))));
    case "truncated":
      return { kind: "cut", reply: execute(), abrupt: fault.abrupt === true };
    case "html":
      return answer(html(200, "Please sign in"));
    case "busy-page":
      return answer(withHeader(html(503, "503 Service Temporarily Unavailable"), String(secondsOf(fault))));
    case "blank":
      return answer(empty(200));
    case "no-content":
      return answer(empty(204));
    case "null":
      return answer(json(200, null));
    case "maintenance":
      return answer(json(200, { detail: "maintenance" }));
    case "redirect":
      return answer(empty(302, { location: "/sign-in" }));
    case "slow":
      await stage.sleep(fault.ms ?? 0);
      return answer(early ?? execute());
    case "unauthorized":
      return answer(platform.refusal(fault.status ?? platform.lockedOut, "Credentials refused."));
    case "lagging-list":
    case "reordered-list":
    case "shifted-list":
    case "empty-page":
    case "self-naming-page":
    case "lost-next":
    case "lying-total":
      return answer(execute());
    case "rewritten":
      return answer(rewritten(execute()));
    case "half-made":
      return answer(halfMade(stage));
    case "empty-promise":
      return answer(emptyPromise(fault.says ?? "nothing", stage.call));
  }
}

function halfMade({ platform, call, execute }: Stage): Reply {
  const part = firstPart(call);
  if (part === undefined) return execute();
  execute(part);
  return platform.refusal(400, "One of the states is not accepted.");
}

function answer(reply: Reply): Ending {
  return { kind: "answer", reply };
}

function tooMany(fault: Fault, { platform, now }: Stage): Reply {
  const refusal = platform.refusal(429, "Too many requests.");
  if (fault.kind === "429-bare") return refusal;
  const seconds = secondsOf(fault);
  if (fault.kind === "429") return withHeader(refusal, String(seconds));
  // Header dates have whole seconds; rounding up keeps the wait at least as long as asked for.
  const until = Math.ceil(now() / 1000 + seconds) * 1000;
  return withHeader(refusal, new Date(until).toUTCString());
}

function secondsOf(fault: Fault): number {
  return fault.retryAfterSeconds ?? 1;
}

function withHeader(reply: Reply, retryAfter: string): Reply {
  return { ...reply, headers: { ...reply.headers, "retry-after": retryAfter } };
}
