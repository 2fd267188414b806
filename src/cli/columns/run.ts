import wrapAnsi from "wrap-ansi";
import { exitCodes, type ExitCode } from "../../errors.ts";
import { columnGroups, resultColumnTexts, rosterColumnTexts } from "../../roster/column-texts.ts";
import { askingColumns, type RosterColumn } from "../../roster/columns.ts";
import { otherNames } from "../../roster/other-names.ts";
import type { Output } from "../../runtime.ts";

/** Prints what every column means: for people in paragraphs, for programs as one object. */
export async function explainColumns(json: boolean, stdout: Output): Promise<ExitCode> {
  const text = json ? `${JSON.stringify(asObject(), undefined, 2)}\n` : forPeople(widthOf(stdout));
  await stdout.writeAll(text);
  return exitCodes.done;
}

function widthOf({ isTerminal, columns }: Output): number {
  return Math.max(60, Math.min(isTerminal ? columns : 100, 110));
}

function asObject(): object {
  const roster = columnGroups.flatMap(({ title, columns }) =>
    columns.map((column) => ({
      column,
      group: title,
      specs: specs(column),
      ...plainTexts(column),
      otherNames: otherNames[column],
    })),
  );
  const results = Object.entries(resultColumnTexts).map(([column, meaning]) => ({
    column,
    meaning: plain(meaning),
  }));
  return { roster, results };
}

function specs(column: RosterColumn): boolean {
  return (askingColumns as readonly RosterColumn[]).includes(column);
}

function plainTexts(column: RosterColumn): { meaning: string; accepted: string; example: string } {
  const { meaning, accepted, example } = rosterColumnTexts[column];
  return { meaning: plain(meaning), accepted: plain(accepted), example };
}

function forPeople(width: number): string {
  const put = (text: string, indent: number): string =>
    wrapAnsi(text, width - indent)
      .split("\n")
      .map((line) => `${" ".repeat(indent)}${line}\n`)
      .join("");
  const roster = columnGroups.map(({ title, columns }) => {
    const entries = columns.map((column) => {
      const { meaning, accepted, example } = plainTexts(column);
      const names = otherNames[column];
      return (
        `  ${column}\n` +
        put(`${meaning}${specs(column) ? " (asks for something)" : ""}`, 6) +
        put(`accepts: ${accepted}; for example: ${example}`, 6) +
        (names.length === 0 ? "" : put(`also called: ${names.join(", ")}`, 6))
      );
    });
    return `${title}\n${entries.join("")}`;
  });
  const results = Object.entries(resultColumnTexts).map(
    ([column, meaning]) => `  ${column}\n${put(plain(meaning), 6)}`,
  );
  return [
    put(
      "Roster columns. A header is one of these names regardless of letter case, spaces, _, - and punctuation, or one of the other names. " +
        "Only a column that asks for something makes requests; none of them is for what a provider already has.",
      0,
    ),
    ...roster,
    put(
      "Results columns, added at the right. They are recognized only by these exact names, and only in a file that has sync_result.",
      0,
    ) + results.join(""),
  ].join("\n");
}

/** Without the signs of Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
}
