import { isWrite, type Call } from "./call.ts";
import { NotConnectedError } from "./connector.ts";
import { errorText, longestExplanation, correlationIdIn } from "./error-text.ts";
import { KeptBackError } from "./intent-age.ts";

/** Why a call was never made. */
export interface Stop {
  readonly code: StopCode;
  /** One sentence for a person. */
  readonly reason: string;
}

/** The ways in which a platform's work, or the whole run, ends before all is done. */
export type StopCode =
  | "interrupted"
  | "too_many_failures"
  | "credentials_refused"
  | "proxy_refused"
  | "forbidden"
  | "operation_gone"
  | "platform_unavailable"
  | "held"
  | "ledger_failed";

/**
 * What became of one call.
 * - `ok`: carried out, and the answer can be read.
 * - `refused`: the platform said no; a write was not carried out.
 * - `forbidden`: the credentials do not allow it; not carried out.
 * - `not-processed`: certainly not carried out, may be tried again.
 * - `put-off`: somebody asked to wait, and it may not have been the platform: a write may have been carried out.
 * - `unknown`: a write may or may not have been carried out; a read told nothing.
 * - `not-sent`: this program did not let it out.
 */
export type Reply =
  | {
      readonly kind: "ok";
      readonly status: number;
      readonly body: unknown;
      /** The answer as it came, where the call asked for that. */
      readonly text?: string;
    }
  | { readonly kind: "refused"; readonly status: number; readonly reason: string }
  | { readonly kind: "forbidden"; readonly status: number; readonly reason: string }
  | {
      readonly kind: "not-processed";
      readonly reason: string;
      /** The platform said 429 or asked to wait, as opposed to not being there. */
      readonly throttled: boolean;
      readonly retryAfterMs: number | undefined;
      /** A proxy on the way said no, which asking again does not change. */
      readonly byProxy?: boolean;
    }
  | {
      readonly kind: "put-off";
      readonly status: number;
      readonly reason: string;
      readonly retryAfterMs: number | undefined;
    }
  | {
      readonly kind: "unknown";
      readonly reason: string;
      /** There was an answer, and it is no answer to this. */
      readonly unreadable?: boolean;
      /** A read is made again so often at most; undefined for as often as the retry policy allows. */
      readonly repeats?: number;
    }
  | { readonly kind: "not-sent"; readonly stop: Stop };

/** An answer as it came over the wire. */
export interface TransportAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The platform's own clock, in milliseconds since the epoch. */
  readonly serverTime: number | undefined;
  /** What the platform calls this call in its own logs. */
  readonly requestId: string | undefined;
  readonly contentType: string | undefined;
  /** Undefined when it is packed in a way that cannot be undone. */
  readonly text: string | undefined;
}

/**
 * Sorts an answer by what may be done about it (docs/decisions/0002). Statuses that no document names are
 * sorted by their class.
 */
export function replyOf(answer: TransportAnswer, call: Call, nowMs: number): Reply {
  const { status } = answer;
  const text = answer.text ?? "";
  const success = status >= 200 && status < 300;
  if (success && (call.only200 !== true || status === 200)) return readableReply(answer, call);
  if (success) return { kind: "refused", status, reason: `${status}: ${wordsOf(answer)}` };
  if (status >= 300 && status < 400) return redirected(status, call);
  const reason = `${status}: ${errorText(text)}`;
  if (status === 401) return { kind: "forbidden", status, reason };
  const retryAfter = retryAfterMs(answer.retryAfter, answer.serverTime ?? nowMs);
  if (status === 429 || (status === 503 && retryAfter !== undefined)) {
    // no platform documents a 503 for what we write, and every gateway sends it
    return status === 429 && isPlatformsOwn(text)
      ? { kind: "not-processed", reason, throttled: true, retryAfterMs: retryAfter }
      : { kind: "put-off", status, reason, retryAfterMs: retryAfter };
  }
  if (status === 408 || status === 425 || status >= 500) return { kind: "unknown", reason };
  // the list has begun to come, so it is neither gone nor forbidden
  if (call.furtherPage === true) return { kind: "unknown", reason };
  return { kind: status === 403 ? "forbidden" : "refused", status, reason };
}

/** The successes of the standard carry data, which nobody quotes; those of a host's own carry its words. */
function wordsOf(answer: TransportAnswer): string {
  return answer.status <= 226 ? `not a provider status (${describe(answer)})` : errorText(answer.text ?? "");
}

/** A sign-in page that is put before a platform for a moment is passing; a wrong address is not. */
const redirectRepeats = 2;

function redirected(status: number, call: Call): Reply {
  const reason = `${status}: redirected, which is never followed`;
  if (isWrite(call)) return { kind: "unknown", reason };
  if (call.only200 === true) return { kind: "refused", status, reason };
  return { kind: "unknown", reason, unreadable: true, repeats: redirectRepeats };
}

/**
 * The platforms say why under `detail` or `title`. What stands before
 * them says it as a page, as JSON of its own such as `{"message": "Too Many Requests"}`, or not at all.
 */
function isPlatformsOwn(text: string): boolean {
  if (text.length > longestExplanation) return false;
  try {
    const body = JSON.parse(text) as unknown;
    return saysWhy(body);
  } catch {
    return false;
  }
}

function saysWhy(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  return Object.entries(body).some(
    ([name, why]) => (name === "detail" || name === "title") && typeof why === "string" && why.trim() !== "",
  );
}

/** What is in a success is about somebody, and possibly about somebody else than asked: nobody quotes it. */
function readableReply(answer: TransportAnswer, call: Call): Reply {
  const { status, text } = answer;
  const unreadable = (what: string): Reply => ({
    kind: "unknown",
    unreadable: true,
    ...(call.only200 === true ? { repeats: 1 } : {}),
    reason: `${status} with ${what} (${describe(answer)})`,
  });
  if (text === undefined) return unreadable("a body that cannot be unpacked");
  const blank = text.trim() === "";
  if (blank && !isWrite(call)) return unreadable("no body");
  if (blank) return { kind: "ok", status, body: undefined };
  const parsed = parsedJson(text);
  if (parsed === undefined) return unreadable("a body that is not JSON");
  if (call.fits?.(parsed.body) === false) return unreadable("JSON that is not an answer to this call");
  return { kind: "ok", status, ...parsed, ...(call.keepText === true ? { text } : {}) };
}

/** A body of brackets takes seconds and gigabytes to parse; nothing that a platform says is nested so deep. */
const deepest = 1_000_000;

function parsedJson(text: string): { readonly body: unknown } | undefined {
  if (text.length > deepest && isDeeperThan(deepest, text)) return undefined;
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function isDeeperThan(most: number, text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === openBracket || letter === openBrace) depth += 1;
    else if (letter === closeBracket || letter === closeBrace) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

function describe({ contentType, text }: TransportAnswer): string {
  const type = /^\s*([\w.+-]{1,40}\/[\w.+-]{1,40})/.exec(contentType ?? "")?.[1] ?? "no content type";
  return text === undefined ? type : `${type}, ${text.length} characters`;
}

/** Sorts a call that brought no answer. What failed while connecting was not carried out; all else may have been. */
export function replyOfFailure(error: unknown): Reply {
  if (error instanceof KeptBackError) {
    return error.stop === undefined
      ? { kind: "not-processed", reason: error.message, throttled: false, retryAfterMs: undefined }
      : { kind: "not-sent", stop: error.stop };
  }
  if (error instanceof NotConnectedError) {
    return {
      kind: "not-processed",
      reason: sentenceOf(error),
      throttled: false,
      retryAfterMs: undefined,
      ...(error.stage === "refused" ? { byProxy: true } : {}),
    };
  }
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === "TimeoutError") return { kind: "unknown", reason: "no answer in time" };
  return {
    kind: "unknown",
    reason: `the connection broke (${typeof code === "string" ? code : String(name)})`,
  };
}

/** Why a connection could not be opened, in a few words. */
export function sentenceOf({ stage, word, proxy }: NotConnectedError): string {
  switch (stage) {
    case "direct":
      return `no connection (${word})`;
    case "to-proxy":
      return `no connection to the proxy ${proxy} (${word})`;
    case "refused":
      return `the proxy ${proxy} refused the connection (${word})`;
    case "beyond":
      return `no connection through the proxy ${proxy} (${word})`;
  }
}

/** The longest wait that a header may ask for; what asks for more is asked again after this. */
export const longestWaitMs = 60 * 60_000;

/** Nobody means to be waited for longer than this: such a number is a mistake, and says nothing. */
const absurdWaitMs = 7 * 24 * 60 * 60_000;

/** A number that lies so near to now, read as a moment, is one. */
const nearNowMs = 24 * 60 * 60_000;

/**
 * Reads a `Retry-After` header, which gives seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now: 0 to
 * one hour. Limiters that write the moment instead, in seconds or milliseconds since the epoch, are understood too.
 * Undefined when there is none or it cannot be meant.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (text === "") return undefined;
  if (/^\d{1,16}(\.\d{1,9})?$/.test(text)) return ofNumber(Number(text), nowMs);
  // a date has the letters of its month or of its time zone; what else is no plain number is a mistake
  return /[a-z]/i.test(text) ? bounded(Date.parse(text.slice(0, 64)) - nowMs) : undefined;
}

function ofNumber(number: number, nowMs: number): number | undefined {
  const moment = [number * 1000, number].find((each) => Math.abs(each - nowMs) < nearNowMs);
  return bounded(moment === undefined ? number * 1000 : moment - nowMs);
}

function bounded(wait: number): number | undefined {
  if (Number.isNaN(wait) || wait > absurdWaitMs) return undefined;
  return Math.min(Math.max(wait, 0), longestWaitMs);
}

/** What one attempt was and how it went; never a body, a header or a query. */
export interface CallEvent {
  readonly platform: string;
  readonly method: string;
  readonly route: string;
  readonly purpose: string;
  readonly outcome: Reply["kind"];
  readonly status: number | undefined;
  /** What broke, where no answer came; the words of an answer may hold personal data and are left out. */
  readonly failure: string | undefined;
  readonly ms: number;
  /** 1 for the first try. */
  readonly attempt: number;
  readonly requestId: string | undefined;
  /** By how much the platform's clock is ahead of ours; a little is the time that the answer took. */
  readonly clockAheadMs: number | undefined;
  readonly rows: (() => readonly number[]) | undefined;
}

/** What may be logged of a reply that is no success: never the platform's sentence, which may quote what was sent. */
export function failureOf(
  reply: Reply,
  answered: TransportAnswer | undefined,
): Pick<CallEvent, "failure" | "requestId"> {
  if (!("reason" in reply)) return { failure: undefined, requestId: answered?.requestId };
  if (answered === undefined) return { failure: reply.reason, requestId: undefined };
  const { status, requestId, text = "" } = answered;
  // of a success nothing is quoted
  const said = status < 300 ? undefined : correlationIdIn(text);
  return { failure: String(status), requestId: requestId ?? said };
}
