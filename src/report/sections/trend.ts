import { kindNames, nameOfKind, requestKinds } from "../../platforms/catalog.ts";
import { columns, columnsHeight } from "../../page/charts/columns.ts";
import { figure } from "../../page/charts/figure.ts";
import { number } from "../../page/counted.ts";
import type { Duration, TrendWeek } from "../gather/history.ts";
import { html, type Html } from "../../page/html.ts";
import type { ReportData } from "../report-data.ts";
import { isoDay, longDay, shortDay } from "../../text/days.ts";
import { quoted, table } from "../../page/tables/table.ts";
import type { Section } from "../../page/section.ts";

/** The last weeks, and how long things take; no section while the ledger knows too little. */
export function trend({ history: { weeks, durations } }: ReportData): Section | undefined {
  if (weeks.length === 0 && durations.length === 0) return undefined;
  return {
    id: "trend",
    title: "The last weeks",
    short: "The last weeks",
    body: html`${weeks.length === 0 ? undefined : byWeek(weeks)}${
      durations.length === 0 ? undefined : howLong(durations)
    }`,
  };
}

function openIn({ open }: TrendWeek): number {
  return Object.values(open ?? {}).reduce((sum, count) => sum + count, 0);
}

function byWeek(weeks: readonly TrendWeek[]): Html {
  const newest = weeks.findLast(({ open }) => open !== undefined);
  return html`${figure({
    id: "trend-chart",
    title: "Open requests at the end of each week",
    description:
      newest === undefined
        ? "No run has counted them."
        : `${number(openIn(newest))} in the week from ${longDay(newest.monday)}.`,
    height: columnsHeight,
    drawing: columns(
      weeks.map((week) => ({
        label: shortDay(week.monday),
        name: `Week from ${longDay(week.monday)}`,
        count: openIn(week),
        tone: "due-week",
      })),
    ),
  })}${table({
    id: "trend-table",
    caption: "Week by week",
    still: true,
    columns: [
      { title: "Week from Monday", head: true },
      ...kindNames.map((kind) => ({ title: `Open ${manyOf.get(kind) ?? kind}`, kind: "number" as const })),
      { title: "Requested", kind: "number" },
      { title: "Completed", kind: "number" },
      { title: "Ended without success", kind: "number" },
      { title: "Attestations overdue or due in 30 days", kind: "number" },
    ],
    rows: weeks.map((week) => [
      isoDay(week.monday),
      ...openCells(week),
      number(week.made),
      number(week.completed),
      number(week.ended),
      week.open === undefined ? "no run" : number(week.lapsing),
    ]),
  })}`;
}

function openCells({ open }: TrendWeek): readonly string[] {
  return kindNames.map((kind) => (open === undefined ? "no run" : number(open[kind] ?? 0)));
}

const byNames = { kind: "All", payer: "Payer", state: "State" } as const;
/** Several requests of a kind: `enrollments`. */
const manyOf: ReadonlyMap<string, string> = new Map(
  requestKinds.map(({ kind, words }) => [nameOfKind(kind), words.many]),
);

function headingOf(kind: string): string {
  const words = manyOf.get(kind) ?? kind;
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function howLong(durations: readonly Duration[]): Html {
  return html`<h3 id="durations">How long requests took</h3>
    <p>Median days from the request to its completion, of the requests that this ledger followed.</p>
    ${table({
      id: "durations-table",
      caption: "Median days from request to completion",
      unseen: true,
      columns: [
        { title: "Kind", choice: true },
        { title: "By", choice: true },
        { title: "Name", head: true },
        { title: "Completed", kind: "number" },
        { title: "Median days", kind: "number" },
      ],
      rows: durations.map(({ by, name, kind, count, medianDays }) => [
        headingOf(kind),
        byNames[by],
        by === "kind" ? "all of them" : quoted(name),
        number(count),
        {
          content: medianDays < 10 ? medianDays.toFixed(1) : number(Math.round(medianDays)),
          sort: medianDays,
        },
      ]),
    })}`;
}
