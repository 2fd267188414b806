import type { Summary } from "../results/summary.ts";

/** What the run was to do. */
export function purposeOf(command: Summary["command"]): string {
  switch (command) {
    case "sync":
      return "request what is missing, and read every status";
    case "plan":
      return "show what would be requested; nothing is sent";
    case "status":
      return "read every status; nothing is requested";
  }
}

/** How a run ended. */
export interface Ending {
  /** `good` needs nobody, `look` needs somebody to read on, `stopped` needs another run. */
  readonly mood: "good" | "look" | "stopped";
  readonly sentence: string;
}

/** How a run ended, from its exit code (the table in the README). */
export function endingOf({ exit_code, command }: Pick<Summary, "exit_code" | "command">): Ending {
  switch (exit_code) {
    case 0:
      return { mood: "good", sentence: doneSentence(command) };
    case 1:
      return {
        mood: "look",
        sentence: "Finished, but some rows failed or are not confirmed yet. What to do is below.",
      };
    case 2:
      return { mood: "stopped", sentence: "Nothing was sent: a setting or the roster could not be used." };
    case 3:
      return {
        mood: "stopped",
        sentence: "Stopped early. What was done is listed below; the next run picks up from there.",
      };
    case 4:
      return { mood: "stopped", sentence: "Nothing was sent: another run was using the same ledger." };
    case 5:
      return {
        mood: "stopped",
        sentence: "Held: more would have changed than was allowed. Nothing further was sent.",
      };
    case 130:
    case 143:
      return {
        mood: "stopped",
        sentence: "Interrupted. What was done is listed below; the next run picks up from there.",
      };
    default:
      return { mood: "stopped", sentence: `Ended with the exit code ${exit_code}.` };
  }
}

function doneSentence(command: Summary["command"]): string {
  switch (command) {
    case "sync":
      return "Done: everything the roster asks for has been requested.";
    case "plan":
      return "The plan is complete, and every row of it can be carried out.";
    case "status":
      return "Done: every status has been read.";
  }
}
