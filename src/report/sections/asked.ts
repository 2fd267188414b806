import type { Outcome } from "../../results/ask-outcome.ts";
import { figure } from "../charts/figure.ts";
import { legend } from "../charts/legend.ts";
import { stackedBars, stackedHeight, type StackedBar } from "../charts/stacked-bars.ts";
import { counted, number, tallied } from "../counted.ts";
import { html, type Html } from "../html.ts";
import { kindName, linesOfWork, platformName, type LineOfWork } from "../lines-of-work.ts";
import { outcomeNames, outcomes, rowOutcomeNames } from "../outcome-words.ts";
import type { ReportData } from "../report-data.ts";
import { barTable } from "../tables/bar-table.ts";
import { table } from "../tables/table.ts";
import type { Section } from "./section.ts";

/** What the roster asks for, and what came of it: rows, and requests by platform and kind. */
export function asked({ summary, requests, faultyRows }: ReportData): Section {
  const lines = linesOfWork(requests);
  const rows = outcomes.filter((outcome) => summary.outcomes[outcome] > 0);
  const faulty =
    faultyRows.length === 0
      ? undefined
      : ` ${counted(faultyRows.length, "row")} could not be worked on at all.`;
  return {
    id: "asked",
    title: "What was asked, and what came of it",
    body: html`<p>${counted(summary.rows, "row")} with ${counted(requests.length, "request")}.${faulty}</p>
      ${lines.length === 0 ? undefined : requestsByLine(lines)}${barTable(
        "Rows of the roster",
        "What came of the row",
        "Rows",
        rows.map((outcome) => ({
          label: rowOutcomeNames[outcome],
          count: summary.outcomes[outcome],
          tone: outcome,
        })),
      )}`,
  };
}

function requestsByLine(lines: readonly LineOfWork[]): Html {
  const bars = lines.map((line): StackedBar<Outcome> => {
    const counts = tallied(line.requests, ({ outcome }) => outcome);
    const parts: Record<Outcome, number> = {
      created: counts.get("created") ?? 0,
      exists: counts.get("exists") ?? 0,
      planned: counts.get("planned") ?? 0,
      failed: counts.get("failed") ?? 0,
      unknown: counts.get("unknown") ?? 0,
      skipped: counts.get("skipped") ?? 0,
    };
    return { label: `${kindName(line.kind)}, ${platformName(line.platform)}`, parts };
  });
  const sumOf = (outcome: Outcome): number => bars.reduce((sum, { parts }) => sum + parts[outcome], 0);
  const present = outcomes
    .filter((outcome) => sumOf(outcome) > 0)
    .map((part) => ({ part, name: outcomeNames[part] }));
  const wholes = bars.map(({ parts }) => present.reduce((sum, { part }) => sum + parts[part], 0));
  const all = wholes.reduce((sum, whole) => sum + whole, 0);
  const inWords = bars.map(({ label, parts }) => {
    const shown = present.filter(({ part }) => parts[part] > 0);
    return `${label}: ${shown.map(({ part, name }) => `${number(parts[part])} ${name.toLowerCase()}`).join(", ")}.`;
  });
  return html`<div class="beside roomy">
    ${figure({
      id: "asked-chart",
      title: "Requests by kind, divided by what came of them",
      description: inWords.join(" "),
      height: stackedHeight(bars.length),
      drawing: stackedBars(bars, present),
      legend: legend(present),
    })}${table({
      id: "asked-table",
      caption: "Requests by kind and outcome",
      columns: [
        { title: "Kind", head: true },
        ...present.map(({ name }) => ({ title: name, kind: "number" as const })),
        { title: "All", kind: "number" as const },
      ],
      rows: bars.map(({ label, parts }, index) => [
        label,
        ...present.map(({ part }) => number(parts[part])),
        number(wholes[index] ?? 0),
      ]),
      foot: ["All", ...present.map(({ part }) => number(sumOf(part))), number(all)],
    })}
  </div> `;
}
