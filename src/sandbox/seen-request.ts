import type { FaultKind } from "./faults/fault.ts";
import {
  headerOf,
  jsonBody,
  mediaType,
  type Call,
  type Platform,
  type PlatformName,
} from "./http/platform.ts";

/** One request that reached the sandbox. The last five fields are filled in when it ends. */
export interface SeenRequest {
  /** `none` when the path belongs to no platform. */
  readonly platform: PlatformName | "none";
  readonly method: string;
  /** Without the platform's prefix and without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** By lower-case name; a header with a secret holds `ok` or `not ok` instead. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as parsed, a form as a record, other text as it came; secrets as in `headers`. */
  readonly body: unknown;
  readonly atMs: number;
  /** Undefined as long as there is no answer, and for ever when there was none. */
  readonly status: number | undefined;
  /** The trouble that struck the call. */
  readonly fault: FaultKind | undefined;
  /** What it creates stays out of lists so much longer. */
  readonly lagMs: number;
  /** Whether the platform acted on the call, whatever became of the answer. */
  readonly executed: boolean;
  /** The rows of a list answer. */
  readonly rows: number | undefined;
}

/** A seen request while its ending is still open. */
export type OpenRequest = { -readonly [Key in keyof SeenRequest]: SeenRequest[Key] };

/** Notes a call down without its secrets. */
export function noteDown(call: Call, platform: Platform | undefined, atMs: number): OpenRequest {
  return {
    platform: platform?.name ?? "none",
    method: call.method,
    path: call.path,
    query: queryOf(call.query),
    headers: headersOf(call, platform),
    body: bodyOf(call, platform),
    atMs,
    status: undefined,
    fault: undefined,
    lagMs: 0,
    executed: false,
    rows: undefined,
  };
}

function queryOf(query: URLSearchParams): Record<string, readonly string[]> {
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
}

function headersOf(call: Call, platform: Platform | undefined): Record<string, string> {
  const verdict = platform?.knows(call) === true ? "ok" : "not ok";
  return Object.fromEntries(
    Object.keys(call.headers).map((name) => [
      name,
      name === "authorization" || name === "x-api-key" ? verdict : headerOf(call, name),
    ]),
  );
}

function bodyOf(call: Call, platform: Platform | undefined): unknown {
  if (call.text === "") return undefined;
  if (mediaType(call) === "application/x-www-form-urlencoded") {
    return withoutSecrets(Object.fromEntries(new URLSearchParams(call.text)), platform);
  }
  const parsed = jsonBody(call);
  if (!parsed.ok) return call.text;
  const { value } = parsed;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? withoutSecrets(value, platform) : value;
}

function withoutSecrets(body: object, platform: Platform | undefined): object {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]: readonly [string, unknown]) => {
      const right = platform?.isRightSecret(key, typeof value === "string" ? value : "");
      return [key, right === undefined ? value : right ? "ok" : "not ok"];
    }),
  );
}
