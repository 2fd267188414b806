import { errorText } from "./error-text.ts";
import { retryAfterMs } from "./retry-after.ts";

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
 * - `unknown`: a write may or may not have been carried out; a read told nothing.
 * - `not-sent`: this program did not let it out.
 */
export type Reply =
  | { readonly kind: "ok"; readonly status: number; readonly body: unknown }
  | { readonly kind: "refused"; readonly status: number; readonly reason: string }
  | { readonly kind: "forbidden"; readonly status: number; readonly reason: string }
  | {
      readonly kind: "not-processed";
      readonly reason: string;
      /** The platform said 429 or asked to wait, as opposed to not being there. */
      readonly throttled: boolean;
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "not-sent"; readonly stop: Stop };

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The platform's own clock, in milliseconds since the epoch. */
  readonly serverTime: number | undefined;
  /** What the platform calls this call in its own logs. */
  readonly requestId: string | undefined;
  readonly text: string;
}

/**
 * Sorts an answer by what may be done about it (docs/decisions/0002). Statuses that no document names are
 * sorted by their class.
 */
export function replyOf(answer: WireAnswer, write: boolean, nowMs: number): Reply {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return readableReply(answer);
  const reason = `${status}: ${errorText(text)}`;
  if (status === 401 || status === 403) return { kind: "forbidden", status, reason };
  const wait = retryAfterMs(answer.retryAfter, nowMs);
  if (status === 429 || (status === 503 && wait !== undefined)) {
    return { kind: "not-processed", reason, throttled: true, retryAfterMs: wait };
  }
  if (status === 408 || status === 425 || status >= 500) return { kind: "unknown", reason };
  if (status < 400 && write) {
    return { kind: "unknown", reason: `${status}: redirected, which is never followed` };
  }
  if (status < 400)
    return { kind: "refused", status, reason: `${status}: redirected, which is never followed` };
  return { kind: "refused", status, reason };
}

function readableReply({ status, text }: WireAnswer): Reply {
  if (text.trim() === "") return { kind: "ok", status, body: undefined };
  try {
    return { kind: "ok", status, body: JSON.parse(text) as unknown };
  } catch {
    return { kind: "unknown", reason: `${status} with a body that is not JSON: ${errorText(text)}` };
  }
}

/** Failures that come before the first byte of a request has left. */
const beforeSending = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Sorts a call that brought no answer. What failed while connecting was not carried out; all else may have been. */
export function replyOfFailure(error: unknown): Reply {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  const word = typeof code === "string" ? code : String(name);
  if (beforeSending.has(word) || isCertificateFailure(word)) {
    return {
      kind: "not-processed",
      reason: `no connection (${word})`,
      throttled: false,
      retryAfterMs: undefined,
    };
  }
  if (name === "TimeoutError") return { kind: "unknown", reason: "no answer in time" };
  return { kind: "unknown", reason: `the connection broke (${word === "Error" ? String(message) : word})` };
}

function isCertificateFailure(word: string): boolean {
  return word.startsWith("ERR_TLS_") || word.startsWith("ERR_SSL_") || word.includes("CERT");
}
