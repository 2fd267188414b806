import type { RowCells } from "../../cells/cells.ts";
import { stateCode } from "../../cells/states.ts";

/** What became of an enrollment, as trackers write it. */
const outcome =
  "(?:in|non|not|never|already|currently|pending|is)?[ -]?(?:approved|active|inactive|par|participating|network|out of network|contracted|credentialed|enrolled|effective|linked|loaded|denied|rejected|closed|open|submitted|resubmitted|sent|received|requested|applied|complete|completed|done|finished|in progress|in process|in review|under review|started|pended|pending|awaiting|expired|terminated|termed|withdrawn|declined|deferred|delayed|cancell?ed|on hold|hold|later|tbd|tba|n/?a|eligible|delegated|accepted|needed|required|wanted|held)";

/** A day behind it, perhaps. */
const since = "(?:[ ,;:-]+(?:on|as of|eff\\w*\\.?|since|until|thru|through)?\\s*\\d[\\d/.-]*)?";

/** A whole cell that answers some other query than which payer. */
const noPayer: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [/^(?:yes|no|true|false|y|n|x+|\u2713|\u2714|\u2611|\u2610|\u2612|\u2717|\u2718)$/i, "is a yes or no"],
  [/^[\d\s.,/#-]+$/, "is a number or a date"],
  [
    /^\d{1,4}[-/ ][a-z]{3,9}[-/ ]\d{2,4}$|^[a-z]{3,9}\.? \d{1,2}, \d{4}$|^\d{4}-\d{2}-\d{2}[T ].*$/i,
    "is a number or a date",
  ],
  [new RegExp(`^[(\\[]?${outcome}${since}[)\\].]?$`, "i"), "is a status"],
  [
    /^(?:no(?![ -]fault\b)|not|none|n\/a|never|do not|do n[o']t|don['\u2019]?t|does not|doesn['\u2019]?t|won['\u2019]?t|without|no longer|already|opted? out)\b/i,
    "says that there is none",
  ],
  [
    /^(?:all|any|every|various|multiple|several|many|others?|same|etc|all of (?:the )?(?:above|them)|(?:all|any|every|various|multiple|several|many|other|new|our) (?:major |commercial |available )?(?:payers?|payors?|plans?|insurances?|carriers?|insurers?)|payers?|payors?|insurance|see .*|refer to .*|per .*)$/i,
    "leaves open which",
  ],
  [
    /^(?:self[ -]?pay|cash(?:[ -](?:pay|only|based))?|private[ -]pay|out[ -]of[ -]pocket)$/i,
    "is not a payer to enroll with",
  ],
];

/** A payer with a note behind its name, or in front of it. */
const notes = new RegExp(
  `[\\s]*(?:[(\\[]\\s*${outcome}${since}\\s*[)\\]]|\\s[-\\u2013\\u2014]+\\s*${outcome}|[:*]\\s*${outcome}|\\bTB[DA])[.!]*$|^(?:TB[DA]|hold|on hold|pending)\\b\\s*[-:\\u2013\\u2014]*\\s+\\S`,
  "i",
);

/** Payers that everybody knows; where two of them stand together, they are two. */
const known =
  /^(?:aetna|cigna|humana|uhc|united ?health ?care|united|medicare|medicaid|tricare|kaiser(?: permanente)?|molina(?: healthcare)?|ambetter|wellcare|optum|oscar(?: health)?|centene|multiplan|bcbs|blue cross(?: blue shield)?|anthem)$/i;

/**
 * The payer that a row names; undefined when the cell is blank or, with a fault, holds what is no payer's name: a yes
 * or no, a number, a date, a status, a note, several payers. A request would carry those words to the platform.
 */
export function payerNameOf(cells: RowCells): string | undefined {
  const text = cells.text("payer_name");
  if (text === "" || cells.hasNoValue("payer_name")) return undefined;
  const several = severalPayers(text);
  if (several.length > 1) {
    return cells.fault(
      "payer_name",
      "invalid_payer",
      "names several payers, and a row takes one",
      "Give each payer a row of its own.",
    );
  }
  const problem = problemOf(text);
  if (problem === undefined) return text;
  return cells.fault(
    "payer_name",
    "invalid_payer",
    problem,
    "Write the payer's name and nothing else, or leave the cell blank.",
  );
}

function problemOf(text: string): string | undefined {
  const found = noPayer.find(([pattern]) => pattern.test(text));
  if (found !== undefined) return `${found[1]}, not a payer`;
  if (text.length === 2 && stateCode(text) !== undefined) return "is a state, not a payer";
  if (/^\?|\?$/.test(text)) return "is a question";
  return notes.test(text) ? "says more than the payer's name" : undefined;
}

/** The payers that a cell names; commas and slashes stand in names too, so only well-known ones tell. */
function severalPayers(text: string): readonly string[] {
  const listed = text.split(/[;|\r\n]/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  if (listed.length > 1) return listed;
  const parts = text.split(/\s*(?:[,/&+]|\band\b)\s*/i).filter((part) => part !== "");
  return parts.length > 1 && parts.every((part) => known.test(part)) && !isOneFamily(parts) ? parts : [];
}

/** `Anthem/BCBS` is one, and so is `UHC/Optum`. */
function isOneFamily(names: readonly string[]): boolean {
  return [/^(?:bcbs|blue|anthem)/i, /^(?:uhc|united|optum)/i].some((family) =>
    names.every((name) => family.test(name)),
  );
}
