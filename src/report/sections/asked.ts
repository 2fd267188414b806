import type { Outcome } from "../../results/outcome.ts";
import { figure } from "../../page/charts/figure.ts";
import { legend } from "../../page/charts/legend.ts";
import { stackedBars, stackedHeight, type StackedBar } from "../../page/charts/stacked-bars.ts";
import { counted, number } from "../../page/counted.ts";
import type { LineOfWork } from "../gather/work.ts";
import { html, type Html } from "../../page/html.ts";
import { lineName } from "../lines-of-work.ts";
import { outcomeNames, outcomes, rowOutcomeNames } from "../outcome-words.ts";
import type { ReportData } from "../report-data.ts";
import { barTable } from "../../page/tables/bar-table.ts";
import { table } from "../../page/tables/table.ts";
import type { Section } from "../../page/section.ts";

/** What the roster asks for, and what came of it: rows, and requests by platform and kind. */
export function asked({ summary, work, faultyRows }: ReportData): Section {
  const { lines } = work;
  const all = lines.reduce((sum, line) => sum + wholeOf(line), 0);
  const rows = outcomes.filter((outcome) => summary.outcomes[outcome] > 0);
  const faulty =
    faultyRows === 0 ? undefined : ` ${counted(faultyRows, "row")} could not be processed at all.`;
  const asking =
    all === 0
      ? "ask for no request"
      : `ask for ${counted(all, "request")}, each counted once however many rows ask for it`;
  return {
    id: "asked",
    title: "What was requested, and the result",
    short: "Requests",
    body: html`<p>
        ${summary.rows === 0 ? "The roster has no rows" : `${counted(summary.rows, "row")} ${asking}`}.${faulty}
      </p>
      ${roughly(work.roughly)}${lines.length === 0 ? undefined : requestsByLine(lines, all)}${
        rows.length === 0
          ? undefined
          : barTable(
              "Rows of the roster",
              "Result of the row",
              "Rows",
              rows.map((outcome) => ({
                label: rowOutcomeNames[outcome],
                count: summary.outcomes[outcome],
                tone: outcome,
              })),
            )
      }`,
  };
}

/** Past so many requests nobody remembers which were counted before. */
function roughly(is: boolean): Html | undefined {
  if (!is) return undefined;
  return html`<p class="note">
    The roster is so large that requests shared by several rows may be counted more than once.
  </p> `;
}

function wholeOf(line: LineOfWork): number {
  return outcomes.reduce((sum, outcome) => sum + line.outcomes[outcome], 0);
}

function requestsByLine(lines: readonly LineOfWork[], all: number): Html {
  const bars = lines.map((line): StackedBar<Outcome> => ({ label: lineName(line), parts: line.outcomes }));
  const sumOf = (outcome: Outcome): number => lines.reduce((sum, line) => sum + line.outcomes[outcome], 0);
  const present = outcomes
    .filter((outcome) => sumOf(outcome) > 0)
    .map((part) => ({ part, name: outcomeNames[part] }));
  const inWords = bars.map(({ label, parts }) => {
    const shown = present.filter(({ part }) => parts[part] > 0);
    return `${label}: ${shown.map(({ part, name }) => `${number(parts[part])} ${name.toLowerCase()}`).join(", ")}.`;
  });
  return html`${figure({
    id: "asked-chart",
    title: "Requests by kind and result",
    description: inWords.join(" "),
    height: stackedHeight(bars.length),
    drawing: stackedBars(bars, present),
    legend: legend(present),
  })}${table({
    id: "asked-table",
    caption: "Requests by kind and outcome",
    still: true,
    columns: [
      { title: "Kind", head: true },
      ...present.map(({ name }) => ({ title: name, kind: "number" as const })),
      { title: "All", kind: "number" as const },
    ],
    rows: lines.map((line) => [
      lineName(line),
      ...present.map(({ part }) => number(line.outcomes[part])),
      number(wholeOf(line)),
    ]),
    foot: ["All", ...present.map(({ part }) => number(sumOf(part))), number(all)],
  })}`;
}
