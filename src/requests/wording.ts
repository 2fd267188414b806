import { quotedReason, type Problem } from "../faults/problem.ts";

/** What is to be said of an operation that ends; the words are made where the platform and the command are known. */
export type Saying =
  | "alike"
  | "cannot-be-looked-for"
  | "conflict"
  | "doubted-as-another"
  | "elsewhere"
  | "gone"
  | "lost"
  | "nothing-to-change"
  | "refused"
  | "still-shown"
  | "unchanged"
  | "unlisted"
  | "vouched";

/** Writes the command by which a person settles a request, ready to be typed. */
export type ResolveLine = (key: string, truth: string) => string;

/** @param ledger the ledger of this run; undefined when a command finds it by itself */
export function resolveLineFor(ledger: string | undefined): ResolveLine {
  const where = ledger === undefined ? "" : ` --ledger ${quoted(ledger)}`;
  return (key, truth) => `roster-sync ledger resolve ${quoted(key)} --as ${truth}${where}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What the words for an operation's end are made of; each of them needs some of it, and throws where that is missing. */
export interface Subject {
  readonly key: string;
  /** What the platform is called in sentences. */
  readonly platform?: string;
  readonly line?: ResolveLine;
  /** The id that it has, or that something like it has; undefined where that cannot be read. */
  readonly id?: string | undefined;
  /** How often it was sent. */
  readonly sends?: number | undefined;
  /** The platform's words. */
  readonly reason?: string | undefined;
  /** The HTTP status that they came with. */
  readonly status?: number | undefined;
  /** Whom it is for, and whom the platform has it for. */
  readonly wantedFor?: string;
  readonly listedFor?: string;
}

/** Puts into words how an operation ended. */
export function problemFor(say: Saying, about: Subject): Problem {
  const { key, id, sends = 2, reason = "", status } = about;
  const platform = (): string => needed(about.platform, say);
  const line = (truth: string): string => needed(about.line, say)(key, truth);
  switch (say) {
    case "alike": {
      const what = id === undefined ? "a request whose id cannot be read" : `the request ${id}`;
      return {
        code: "outcome_unknown",
        message: `The request was sent but is not confirmed, and ${platform()} shows something like it: ${what}. It is not sent again. Look at it there. If it is the same request, run: ${line(`created --id ${id ?? "ID"}`)} ; if it is a different one, run: ${line("absent")}`,
      };
    }
    case "lost": {
      const why = about.reason === undefined ? "" : ` (the last time: ${quotedReason(reason)})`;
      return {
        code: "outcome_unknown",
        message: `The request was sent${timesOf(sends)}, and no answer or list showed it in time${why}. Run again, or look for it on the platform. If it is there, run: ${line("created --id ID")} ; if it is not, run: ${line("absent")}`,
      };
    }
    case "unlisted":
      return {
        code: "not_listed",
        message: `The platform accepted the request but does not list it. The next run looks again and, if it is still not there, requests it again. If you find it there, run: ${line("created --id ID")}`,
      };
    case "vouched":
      return {
        code: "not_listed",
        message: `The ledger says that the request exists, because someone settled it that way, but the platform does not list it. Look it up there. To give its id, run: ${line("created --id ID")} ; if it is not there, run: ${line("absent")}`,
      };
    case "conflict":
      return {
        code: "refused",
        message: `The platform did not accept the request (${reason}), and lists nothing like it. Ask the platform.`,
      };
    case "refused":
      return {
        code: "refused",
        message:
          status === 404
            ? `${platform()} refused the request (${reason}). Something that it names may no longer exist or may not be visible to these credentials.`
            : `${platform()} refused the request (${reason}).`,
      };
    case "elsewhere":
      return {
        code: "request_gone",
        message: `The request ${id} is now for ${about.listedFor} on the platform, not for ${about.wantedFor}. Ask the platform; to request it again, settle it with roster-sync ledger resolve.`,
      };
    case "gone":
      return {
        code: "request_gone",
        message: `The request ${id} is no longer on the platform, or not visible to these credentials. Ask the platform; to request it again, settle it with roster-sync ledger resolve 'KEY' --as absent.`,
      };
    case "still-shown":
      return {
        code: "removal_not_shown",
        message: `An earlier run removed this, but ${platform()} still shows it. Run again later. If it was not removed, settle it with roster-sync ledger resolve '${key}' --as absent.`,
      };
    case "unchanged":
      return {
        code: "change_not_shown",
        message: `${platform()} accepted the change but does not show it. Look there. To have it sent once more, settle it with roster-sync ledger resolve '${key}' --as absent.`,
      };
    case "doubted-as-another":
      return {
        code: "outcome_unknown",
        message:
          "An earlier run sent this request under the name that the roster used then, and the platform has not confirmed it yet. Run again once that is settled.",
      };
    case "cannot-be-looked-for":
      return {
        code: "cannot_be_looked_for",
        message: `${platform()} has no way to show whether this is requested already, so it is not requested. If it is not there, request it by hand.`,
      };
    case "nothing-to-change":
      return {
        code: "nothing_to_change",
        message: `${platform()} does not show what is to be changed. Request it first, or correct the row.`,
      };
  }
}

function needed<T>(part: T | undefined, say: Saying): T {
  if (part === undefined) throw new Error(`the words for ${say} need more than they are given`);
  return part;
}

function timesOf(sends: number): string {
  if (sends === 1) return "";
  return sends === 2 ? " twice" : ` ${sends} times`;
}
