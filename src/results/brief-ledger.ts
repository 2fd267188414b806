import stringWidth from "string-width";
import { requestedAt, type LedgerEntry } from "../ledger/entry.ts";
import { entryLabel } from "../platforms/catalog.ts";

/** Who a request is for, where a roster says so. */
export interface EntrySubject {
  readonly row: number;
  readonly who: string;
}

const dayMs = 86_400_000;
/** At least this much of a name or a status is shown. */
const least = 8;

/** The columns of the ledger for people at a terminal. */
export const briefColumns = ["state", "request", "status", "days", "who", "row"] as const;

/** An entry in few words: state, request, status, age in days, whom it is for. */
export function briefLine(
  entry: LedgerEntry,
  subject: EntrySubject | undefined,
  now: number,
): readonly string[] {
  const since = requestedAt(entry);
  return [
    entry.standing,
    entryLabel(entry),
    entry.status ?? "",
    since === undefined ? "" : String(Math.max(0, Math.floor((now - since) / dayMs))),
    subject?.who ?? entry.subject.slice(0, least),
    subject === undefined ? "" : String(subject.row),
  ];
}

/** Whether a person may have to settle it, and so needs its key. */
export function isUnsettled({ standing }: LedgerEntry): boolean {
  return standing === "in_doubt" || standing === "intended";
}

/** Lines of equal columns that fit a width: what is too long is cut, the longest column first. */
export function fitted(lines: readonly (readonly string[])[], width: number): readonly string[] {
  const count = lines[0]?.length ?? 0;
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...lines.map((line) => stringWidth(line[index] ?? ""))),
  );
  const whole = (): number => widths.reduce((sum, one) => sum + one + 2, -2);
  while (whole() > width) {
    const longest = widths.indexOf(Math.max(...widths));
    if ((widths[longest] ?? 0) <= least) break;
    widths[longest] = Math.max(least, (widths[longest] ?? 0) - (whole() - width));
  }
  return lines.map((line) =>
    line
      .map((cell, index) => padded(clipped(cell, widths[index] ?? 0), widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function clipped(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let shown = "";
  for (const letter of text) {
    if (stringWidth(`${shown}${letter}`) > width - 1) break;
    shown += letter;
  }
  return `${shown}…`;
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}
