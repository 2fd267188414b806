import { columns, columnsHeight } from "../../page/charts/bars.ts";
import { figure } from "../../page/charts/figure.ts";
import { counted, number, html, type Html, type Section } from "../../page/html.ts";
import { table, quoted } from "../../page/tables/table.ts";
import { statusKinds, titleOf, kindNames, nameOfKind, requestKinds } from "../../platforms/catalog.ts";
import type { PlatformSummary } from "../../results/summary.ts";
import { duration } from "../../text/counts.ts";
import { longMoment, isoDay, longDay, shortDay } from "../../text/days.ts";
import { purposeOf } from "../collect.ts";
import type { Duration, TrendWeek } from "../gather/history.ts";
import type { ReportedSummary, ReportData } from "../report-data.ts";
import { fact } from "./masthead.ts";

const purposeNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(statusKinds.map(({ purpose }) => [purpose.name, purpose.report])),
  "sign-in": "signing in",
  "look-up": "lookups",
  existing: "reading existing requests",
  submit: "requesting",
  settle: "confirming outcomes",
  status: "reading statuses",
  dates: "reading licenses and dates",
  files: "fetching files",
  export: "exporting",
};

function purposeName(purpose: string): string {
  return Object.entries(purposeNames).find(([known]) => known === purpose)?.[1] ?? purpose;
}

/** What was run, and what it cost in calls and time. */
export function calls(summary: ReportedSummary): Section {
  const seconds = (Date.parse(summary.ended_at) - Date.parse(summary.started_at)) / 1000;
  const used = summary.platforms.filter((one) => one.calls > 0 || one.to_come !== undefined);
  const all = used.reduce((sum, one) => sum + one.calls, 0);
  const singly = used.reduce((sum, one) => sum + one.one_by_one, 0);
  const saved =
    singly > all ? ` Without batching it would have taken ${counted(singly, "call")}.` : undefined;
  return {
    id: "calls",
    title: "About this run",
    short: "About this run",
    body: html`<dl class="facts">
        ${fact("Run", html`<strong>${summary.command}</strong>: ${purposeOf(summary.command)}`)}
        ${fact("Began", longMoment(summary.started_at))}${fact("Ended", longMoment(summary.ended_at))}
        ${fact("Results", html`<bdi>${summary.results}</bdi>`)}
      </dl>
      <p>
        ${counted(all, "call")} to the platforms in
        ${Number.isFinite(seconds) ? duration(seconds) : "an unknown time"}.${saved}
      </p>
      ${used.length === 0 ? undefined : callsTable(used)}${used.map(toCome)}`,
  };
}

function callsTable(platforms: readonly PlatformSummary[]): Html {
  return table({
    id: "calls-table",
    caption: "Calls by platform",
    still: true,
    columns: [
      { title: "Platform", head: true },
      { title: "Calls", kind: "number" },
      { title: "What for", wide: true },
      { title: "Rate-limited", kind: "number" },
      { title: "Without an answer", kind: "number" },
    ],
    rows: platforms.map((one) => [
      titleOf(one.platform),
      number(one.calls),
      Object.entries(one.byPurpose)
        .map(([purpose, count]) => `${purposeName(purpose)} ${number(count ?? 0)}`)
        .join(", "),
      number(one.throttled),
      number(one.failed),
    ]),
  });
}

function toCome({ platform, to_come, seconds_at_pace }: PlatformSummary): Html | undefined {
  if (to_come === undefined) return undefined;
  const more = to_come.submit + to_come.confirm;
  return html`<p>
    Carrying out this plan would take ${counted(more, "more call")} to ${titleOf(platform)}, at its rate limit
    ${duration(seconds_at_pace)} in all.
  </p> `;
}

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
