import { html, sectionMarkup, type Section } from "../page/html.ts";
import { page } from "../page/page.ts";
import { dayOfMoment } from "../text/days.ts";
import type { ReportData } from "./report-data.ts";
import { calls, trend } from "./sections/calls.ts";
import { changes, ended, waiting } from "./sections/changes.ts";
import { asked, everyRequest } from "./sections/every-request.ts";
import { lapses, groups } from "./sections/lapses.ts";
import { contents, masthead } from "./sections/masthead.ts";
import { nextSteps } from "./sections/next-steps.ts";
import { trouble } from "./sections/trouble.ts";

/**
 * The page for people: one HTML document with everything in it. Days are counted from the end of the run, so that
 * the same data always gives the same page.
 */
export function renderReport(data: ReportData): string {
  const { roster, summary, reasons } = data;
  const today = dayOfMoment(summary.ended_at) ?? 0;
  const context = { results: summary.results, groupedBy: data.groupedBy };
  const sections = [
    groups(data),
    asked(data),
    ended(data, today),
    trouble(reasons, summary.results, data.groupedBy),
    waiting(data, today),
    lapses(data, today),
    ...data.statuses.map(({ part, facts }) => part.section(facts, context, today)),
    changes(data),
    trend(data),
    everyRequest(data),
    calls(summary),
  ].filter((section): section is Section => section !== undefined);
  const next = sectionMarkup({ id: "next", title: "What to do next", body: nextSteps(data, today) });
  return page({
    title: `${roster}: roster-sync report`,
    top: masthead(data),
    main: [next, contents(sections), sections.map(sectionMarkup)],
    foot: html`<p>This page names providers. Protect it as you protect the roster.</p>
      <p>Written by roster-sync, run <code>${summary.run}</code>. Days are counted in UTC.</p> `,
  }).text;
}
