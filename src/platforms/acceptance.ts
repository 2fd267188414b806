import type { RemoteState } from "../ledger/entry.ts";
import { objectIn, textIn } from "./reading.ts";

/**
 * What the answer to a submission proves: that the request is there, with what is known of it, or nothing, and why.
 * An answer without sense, with an error inside, or about somebody else proves nothing.
 */
export type Acceptance = { readonly remote: RemoteState } | { readonly doubt: string };

type Row = Readonly<Record<string, unknown>>;

/** Words by which an answer says that it went well or not, whatever its status. */
const verdicts = ["success", "succeeded", "successful", "ok", "created", "accepted"];
const complaints = [
  "error",
  "errors",
  "error_message",
  "errormessage",
  "error_code",
  "errorcode",
  "exception",
];

/** The answer as an object that complains of nothing; else why it proves nothing. */
export function soundAnswer(body: unknown): { readonly row: Row } | { readonly doubt: string } {
  const row = objectIn(body);
  if (row === undefined) return { doubt: "an answer that does not show the request" };
  for (const [name, value] of Object.entries(row)) {
    const key = name.toLowerCase();
    if (complaints.includes(key) && !isEmpty(value)) return { doubt: "an answer that contains an error" };
    if (verdicts.includes(key) && (value === false || value === "false"))
      return { doubt: "an answer that says it was not done" };
  }
  return { row };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  const whole = objectIn(value);
  return whole === undefined ? textIn(value) === undefined : Object.keys(whole).length === 0;
}

/** One thing that an answer may repeat of what was asked for. */
export interface Echo {
  /** For the sentence, for example `provider`. */
  readonly what: string;
  readonly asked: string | undefined;
  /** As the answer has it; undefined when it says nothing of it. */
  readonly said: string | undefined;
  /** Whether both may be the same; equality unless told otherwise. */
  readonly fits?: (asked: string, said: string) => boolean;
}

/** The first thing that the answer says otherwise than it was asked, if any. */
export function contradiction(echoes: readonly Echo[]): string | undefined {
  const other = echoes.find(
    ({ asked, said, fits = (one: string, two: string) => one === two }) =>
      asked !== undefined && said !== undefined && !fits(asked, said),
  );
  return other === undefined ? undefined : `an answer about another ${other.what}`;
}

/** Whether the answer repeats all of these. */
export function repeats(echoes: readonly Echo[]): boolean {
  return echoes.every(({ asked, said }) => asked !== undefined && said !== undefined);
}

/** That the answer shows too little of the request. */
export const unshown = "an answer that does not show the request";
