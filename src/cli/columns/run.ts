import wrapAnsi from "wrap-ansi";
import { exitCodes, type ExitCode } from "../../errors.ts";
import type { ColumnSpec } from "../../platforms/column.ts";
import { columnSpecs, resultColumnTexts } from "../../roster/columns.ts";
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
  const roster = columnSpecs.map((spec) => ({
    column: spec.name,
    group: spec.group,
    asks: asks(spec),
    ...plainTexts(spec),
    otherNames: spec.otherNames,
  }));
  const results = Object.entries(resultColumnTexts).map(([column, meaning]) => ({
    column,
    meaning: plain(meaning),
  }));
  return { roster, results };
}

function asks({ role }: ColumnSpec): boolean {
  return role === "request";
}

function plainTexts({ text }: ColumnSpec): { meaning: string; accepted: string; example: string } {
  const { meaning, accepted, example } = text;
  return { meaning: plain(meaning), accepted: plain(accepted), example };
}

function forPeople(width: number): string {
  const put = (text: string, indent: number): string =>
    wrapAnsi(text, width - indent)
      .split("\n")
      .map((line) => `${" ".repeat(indent)}${line}\n`)
      .join("");
  const titles = [...new Set(columnSpecs.map(({ group }) => group))];
  const roster = titles.map((title) => {
    const entries = columnSpecs
      .filter(({ group }) => group === title)
      .map((spec) => {
        const { meaning, accepted, example } = plainTexts(spec);
        const names = spec.otherNames;
        return (
          `  ${spec.name}\n` +
          put(`${meaning}${asks(spec) ? " (asks for something)" : ""}`, 6) +
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
