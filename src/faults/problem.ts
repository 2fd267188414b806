/**
 * Why something did not go as wanted, in one shape for rows, requests, runs and errors. What decides looks at the
 * code, and at the facts where they are (an answer's status, a ledger's entry); the message and the remedy are for
 * people, and nothing reads them back.
 */
export interface Problem {
  /** A word that scripts may rely on (docs/errors.md). */
  readonly code: string;
  /** What is the matter: one or more whole sentences. */
  readonly message: string;
  /** What to do about it, as sentences of their own; undefined when there is nothing, or the message says it. */
  readonly remedy?: string | undefined;
}

/** All that a problem has to say to a person, on one line. */
export function textOfProblem({ message, remedy }: Pick<Problem, "message" | "remedy">): string {
  return remedy === undefined ? message : `${message} ${remedy}`;
}

/** Why calls are not made any more, as a problem of what they were for. */
export function problemOfStop({ code, reason }: { readonly code: string; readonly reason: string }): Problem {
  return { code, message: sentence(reason) };
}

/** Makes a whole sentence of a clause: a capital first, a full stop last. */
export function sentence(clause: string): string {
  const text = clause.slice(0, 1).toUpperCase() + clause.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}

/** A sentence as it is quoted inside another one, in brackets: without its full stop. */
export function quotedReason(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}
