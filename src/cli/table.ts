import { gathered } from "../ledger/batches.ts";
import { beginOwnOutput, tellOfKept, type OwnOutputTools } from "../outputs/run-outputs.ts";
import { plainDialect } from "../results/csv-text.ts";
import { openSink } from "../results/open-results.ts";
import { escapeFormula } from "../roster/columns.ts";
import type { Runtime } from "../runtime.ts";
import { plainJson, plainText } from "../text/plain-text.ts";
import { pathOf } from "./path.ts";

/** The ways in which a table comes out. */
export type TableFormat = "table" | "csv" | "json";

/** Writes a table to stdout or to a file, line by line. A table for people has its columns as wide as their first lines. */
export async function writeTable(
  columns: readonly string[],
  lines: AsyncIterable<readonly string[]>,
  format: TableFormat,
  output: string | undefined,
  tools: OwnOutputTools,
): Promise<void> {
  const { runtime } = tools;
  switch (format) {
    case "csv":
      return writeCsv(columns, lines, output, tools);
    case "json":
      for await (const line of lines) {
        const object = Object.fromEntries(columns.map((column, index) => [column, line[index] ?? ""]));
        await runtime.stdout.writeAll(`${plainJson(JSON.stringify(object))}\n`);
      }
      return;
    case "table":
      return writeText(columns, lines, runtime);
  }
}

async function writeCsv(
  columns: readonly string[],
  lines: AsyncIterable<readonly string[]>,
  output: string | undefined,
  tools: OwnOutputTools,
): Promise<void> {
  const { runtime } = tools;
  const path = pathOf(output ?? "-", runtime.cwd);
  const sink = await openSink(await beginOwnOutput(path, tools), plainDialect);
  try {
    await sink.row(columns);
    for await (const line of lines) await sink.row(line.map((cell) => escapeFormula(plainText(cell))));
    tellOfKept(await sink.finish(), runtime);
  } finally {
    await sink.abandon();
  }
}

async function writeText(
  columns: readonly string[],
  lines: AsyncIterable<readonly string[]>,
  runtime: Runtime,
): Promise<void> {
  const page = [columns, ...(await gathered(lines))].map((line) => line.map(plainText));
  const shown = columns
    .map((_, index) => index)
    .filter((index) => page.slice(1).some((line) => (line[index] ?? "") !== ""));
  const widths = shown.map((index) => Math.max(...page.map((line) => (line[index] ?? "").length)));
  for (const line of page) {
    const cells = shown.map((index, place) => (line[index] ?? "").padEnd(widths[place] ?? 0));
    await runtime.stdout.writeAll(`${cells.join("  ").trimEnd()}\n`);
  }
}
