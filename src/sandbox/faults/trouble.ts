import type { Platform } from "../http/platform.ts";
import { empty, html, json } from "../http/reply.ts";
import type { Reply } from "../http/reply.ts";
import type { Call } from "../http/call.ts";
import { emptyPromise } from "./empty-promise.ts";
import type { Fault } from "./fault.ts";
import { firstPart } from "./half-made.ts";
import { rewritten } from "./rewritten.ts";

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
export interface Stage {
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
