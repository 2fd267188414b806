import { listTroubleKinds } from "../http/list-trouble.ts";
import type { PlatformName } from "../http/platform.ts";
import type { Promised } from "./trouble.ts";

/** The kinds of trouble that a sandbox can make. */
export const faultKinds = [
  /** Carried out; then the connection ends without an answer. */
  "lost-answer",
  /** Carried out; then a proxy's 502 page. */
  "bad-gateway-after-commit",
  /** Never answered. */
  "hang",
  /** The connection is reset before anything is done. */
  "reset-before",
  /** 429 with Retry-After in seconds; not carried out. */
  "429",
  /** 429 without Retry-After; not carried out. */
  "429-bare",
  /** 429 with Retry-After as a date; not carried out. */
  "429-date",
  /** A plain server error. */
  "500",
  /** 503 with Retry-After in seconds; not carried out. */
  "503-retry-after",
  /** Carried out and answered, but the body is cut in the middle. */
  "truncated",
  /** 200 with an HTML page, as from portals and firewalls. */
  "html",
  /** Not the platform: something before it answers 503 with a page and Retry-After in seconds. */
  "busy-page",
  /** 200 without a body. */
  "blank",
  /** 204. */
  "no-content",
  /** 200 with JSON that is nothing. */
  "null",
  /** 200 with JSON that says that nobody is there. */
  "maintenance",
  /** 302 to a page where people sign in. */
  "redirect",
  /** Answered late. */
  "slow",
  /** The credentials are turned away once; not carried out. */
  "unauthorized",
  /** What the call creates stays out of the lists for a while. */
  "lagging-list",
  /** Carried out; the answer says the same in other words. */
  "rewritten",
  /** Of a group the first half is carried out; then a 400 for all of it. */
  "half-made",
  /** A 2xx; not carried out. */
  "empty-promise",
  /** Lists only, and together with any other trouble: see list-trouble.ts. */
  ...listTroubleKinds,
] as const;

/** One of `faultKinds`. */
export type FaultKind = (typeof faultKinds)[number];

/** Which calls a rule is about; what is left out fits every call. */
export interface FaultMatch {
  readonly platform?: PlatformName;
  readonly method?: string;
  /** A regular expression for the path without the sandbox's prefix. */
  readonly path?: string;
  /** Sign-ins are neither reads nor writes. */
  readonly access?: "read" | "write" | "sign-in";
  /** `further`: a page of a list that is not its first. */
  readonly page?: "first" | "further";
}

/** One rule of trouble. The first rule that strikes wins. */
export interface Fault {
  readonly kind: FaultKind;
  readonly match?: FaultMatch;
  /** The share of matching calls that are struck, 0 to 1; default 1. */
  readonly rate?: number;
  /** Strikes at most so often; default without end. */
  readonly times?: number;
  /** Lets so many matching calls pass first; default 0. */
  readonly after?: number;
  /** `hang`, `500`, `html`, `busy-page`, `slow`: whether the call is carried out before the fault; default false. */
  readonly commits?: boolean;
  /** `slow`, `lagging-list`: for how long. */
  readonly ms?: number;
  /** `429`, `429-date`, `503-retry-after`, `busy-page`: the wait that it asks for; default 1. */
  readonly retryAfterSeconds?: number;
  /** `unauthorized`: another status than the platform's own. */
  readonly status?: 401 | 403;
  /** `truncated`: the connection breaks within the body, instead of ending as if it were whole. */
  readonly abrupt?: boolean;
  /** `empty-promise`: what the answer says; default `nothing`. */
  readonly says?: Promised;
}
