import type { Problem } from "../staging/staged-rows.ts";

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

/** That something on the platform may be the request, and only a person can tell. */
export function likeProblem(
  { key, id, platform }: { readonly key: string; readonly id: string; readonly platform: string },
  line: ResolveLine,
): Problem {
  const what = id === "" ? "a request whose id cannot be read" : `the request ${id}`;
  return {
    code: "outcome_unknown",
    problem: `The request was sent but is not confirmed, and ${platform} shows something like it: ${what}. It is not sent again. Look at it there. If it is the same request, run: ${line(key, `created --id ${id === "" ? "ID" : id}`)} ; if it is a different one, run: ${line(key, "absent")}`,
  };
}

function timesOf(sends: number): string {
  if (sends === 1) return "";
  return sends === 2 ? " twice" : ` ${sends} times`;
}

/** That it was lost, and is not sent again in this run: mostly since it was sent once more already. */
export function lostProblem(
  {
    key,
    sends,
    reason,
  }: { readonly key: string; readonly sends: number; readonly reason: string | undefined },
  line: ResolveLine,
): Problem {
  const why = reason === undefined ? "" : ` (the last time: ${reason.replace(/\.$/, "")})`;
  return {
    code: "outcome_unknown",
    problem: `The request was sent${timesOf(sends)}, and no answer or list showed it in time${why}. Run again, or look for it on the platform. If it is there, run: ${line(key, "created --id ID")} ; if it is not, run: ${line(key, "absent")}`,
  };
}

/** That the platform took it and does not show it. */
export function unlistedProblem(key: string, line: ResolveLine): Problem {
  return {
    code: "not_listed",
    problem: `The platform accepted the request but does not list it. The next run looks again and, if it is still not there, requests it again. If you find it there, run: ${line(key, "created --id ID")}`,
  };
}

/** That a person said that it is there, and the platform does not show it. It is not sent again on that word. */
export function vouchedProblem(key: string, line: ResolveLine): Problem {
  return {
    code: "not_listed",
    problem: `The ledger says that the request exists, because someone settled it that way, but the platform does not list it. Look it up there. To give its id, run: ${line(key, "created --id ID")} ; if it is not there, run: ${line(key, "absent")}`,
  };
}

/** That the platform said no in a way that proved nothing, and lists nothing like it. */
export function conflictProblem(reason: string): Problem {
  return {
    code: "refused",
    problem: `The platform did not accept the request (${reason}), and lists nothing like it. Ask the platform.`,
  };
}
