import { duration } from "../../text/duration.ts";
import type { PlatformSummary } from "../../results/summary.ts";
import { counted, number } from "../../page/counted.ts";
import { longMoment } from "../../text/days.ts";
import { purposeOf } from "../ending.ts";
import { html, type Html } from "../../page/html.ts";
import { statusKinds, titleOf } from "../../platforms/catalog.ts";
import type { ReportedSummary } from "../report-data.ts";
import { table } from "../../page/tables/table.ts";
import { fact } from "./masthead.ts";
import type { Section } from "../../page/section.ts";

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
