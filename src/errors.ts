/** What a run says to the shell when it ends (the table in the README). */
export const exitCodes = {
  done: 0,
  rowsFailed: 1,
  unusable: 2,
  stoppedEarly: 3,
  ledgerHeld: 4,
  held: 5,
  interrupted: 130,
  terminated: 143,
} as const;

/** One of the documented exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * A failure that a person can do something about: it is printed as its sentence and its remedy, without a
 * stack, and ends the program with its exit code. Everything else that is thrown is a mistake in the program.
 */
export class UserError extends Error {
  readonly exitCode: ExitCode;
  readonly remedy: string | undefined;

  constructor(message: string, exitCode: ExitCode, remedy?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.exitCode = exitCode;
    this.remedy = remedy;
  }
}

/** A flag, a setting or the configuration file is wrong; nothing was sent. */
export class UsageError extends UserError {
  constructor(message: string, remedy?: string) {
    super(message, exitCodes.unusable, remedy);
  }
}

/** The file cannot be read as a roster; nothing was sent. */
export class RosterFileError extends UserError {
  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, exitCodes.unusable, remedy, options);
  }
}

/** The ledger cannot be opened or trusted; nothing was sent. */
export class LedgerFileError extends UserError {
  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, exitCodes.unusable, remedy, options);
  }
}

/** The ledger stopped taking records in the middle of a run; nothing was sent after that. */
export class LedgerWriteError extends UserError {
  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, exitCodes.stoppedEarly, remedy, options);
  }
}

/** Another run works with this ledger. */
export class LedgerHeldError extends UserError {
  constructor(holder: string) {
    super(
      `Another run holds this ledger: ${holder}.`,
      exitCodes.ledgerHeld,
      "Wait for it to finish, or use another ledger with --ledger.",
    );
  }
}

/** A file that the program was asked to write could not be written. */
export class OutputError extends UserError {
  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, exitCodes.stoppedEarly, remedy, options);
  }
}

/** Whoever read what the program printed went away, as `head` does when it has seen enough. */
export class ReaderGoneError extends OutputError {}

/**
 * The program itself failed, in the middle of a run: what was done until then is in the ledger and, as far as that was
 * possible, in the results.
 */
export class ProgramMistake extends UserError {
  constructor(cause: unknown) {
    super(
      `Internal error: roster-sync ended early (${nameAndMessage(cause)}).`,
      exitCodes.stoppedEarly,
      "Everything requested so far is in the ledger. Run the same command again; nothing is requested twice. Please report this with the version and the log.",
      { cause },
    );
  }
}

/** Where in the program something was thrown: names of functions and files, and nothing of the data at hand. */
export function placesOf(thrown: unknown): readonly string[] {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}

const longestMessage = 200;

function nameAndMessage(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length <= longestMessage ? line : `${line.slice(0, longestMessage - 1)}…`;
}

/** The sentence of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The run was held: more would change than was allowed, a person said no, or the canary has been sent. */
export class HeldError extends UserError {
  /** @param exitCode another one when it was held because something else had stopped */
  constructor(message: string, remedy?: string, exitCode: ExitCode = exitCodes.held) {
    super(message, exitCode, remedy);
  }
}
