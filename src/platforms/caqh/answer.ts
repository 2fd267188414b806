import { objectIn, textIn } from "../reading.ts";

/** What a status check said, in one spelling. Words are CAQH's own; absent means that the answer does not say. */
export interface StatusAnswer {
  readonly found: boolean;
  readonly caqhProviderId: string | undefined;
  readonly rosterStatus: string | undefined;
  readonly authorized: boolean | undefined;
  readonly providerStatus: string | undefined;
  /** `YYYY-MM-DD` when it is a day, else as it came. */
  readonly statusDate: string | undefined;
  readonly practiceState: string | undefined;
}

/** What is wrong with an answer that cannot be used. */
export interface UnusableAnswer {
  readonly code: "bad_response" | "mismatched_response";
  readonly problem: string;
}

/** Keys arrive as `provider_status`, `Provider_Status` or `providerStatus`: all are the same word. */
function folded(body: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(body).map(([key, value]) => [key.toLowerCase().replaceAll(/[^a-z]/g, ""), value]),
  );
}

/**
 * Reads the answer to a status check. Keys of any casing, numbers or text. An answer about another provider or
 * another plan than was asked about is not used.
 */
export function readStatusAnswer(
  body: unknown,
  asked: { readonly caqhProviderId: string | undefined; readonly organizationId: string },
): StatusAnswer | UnusableAnswer {
  const object = objectIn(Array.isArray(body) && body.length === 1 ? body[0] : body);
  if (object === undefined) return { code: "bad_response", problem: "the answer is empty or not an object" };
  const fields = folded(object);
  const text = (key: string): string | undefined => textIn(fields.get(key));
  const caqhProviderId = text("caqhproviderid");
  const organizationId = text("organizationid");
  if (asked.caqhProviderId !== undefined && differs(caqhProviderId, asked.caqhProviderId)) {
    return { code: "mismatched_response", problem: "the answer is about another provider" };
  }
  if (differs(organizationId, asked.organizationId)) {
    return { code: "mismatched_response", problem: "the answer is about another organization" };
  }
  const flag = flagIn(fields.get("providerfoundflag"));
  const rosterStatus = text("rosterstatus");
  const found = flag ?? (caqhProviderId !== undefined || rosterStatus !== undefined ? true : undefined);
  if (found === undefined)
    return { code: "bad_response", problem: "the answer does not say whether the provider was found" };
  return {
    found,
    caqhProviderId,
    rosterStatus,
    authorized: flagIn(fields.get("authorizationflag")),
    providerStatus: text("providerstatus"),
    statusDate: dayIn(text("providerstatusdate")),
    practiceState: text("providerpracticestate"),
  };
}

/** Ids may have come as numbers, which have no leading zeros. */
function differs(answered: string | undefined, asked: string): boolean {
  const plain = (id: string): string => id.replace(/^0+/, "");
  return answered !== undefined && plain(answered) !== plain(asked);
}

/** Y or N in any spelling; anything else says nothing. */
function flagIn(value: unknown): boolean | undefined {
  const word = typeof value === "boolean" ? String(value) : textIn(value)?.toLowerCase();
  if (word === "y" || word === "yes" || word === "true" || word === "1") return true;
  if (word === "n" || word === "no" || word === "false" || word === "0") return false;
  return undefined;
}

/** `YYYYMMDD` by the specification; other common spellings are taken, and what is no day stays as it came. */
export function dayIn(text: string | undefined): string | undefined {
  if (text === undefined || /^0+$/.test(text)) return undefined;
  const [year, month, day] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)?.slice(1) ??
    /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text)?.slice(1) ??
    american(text) ??
    ([] as readonly (string | undefined)[]);
  if (year === undefined || month === undefined || day === undefined) return text;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? date.toISOString().slice(0, 10) : text;
}

function american(text: string): readonly [string, string, string] | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text);
  return match === null ? undefined : [match[3] ?? "", match[1] ?? "", match[2] ?? ""];
}
