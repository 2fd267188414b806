import { counted, number, html, type Content, type Html, type Section } from "../../page/html.ts";
import { titleOf } from "../../platforms/catalog.ts";
import type { Outcome } from "../../results/outcome.ts";
import type { Summary } from "../../results/summary.ts";
import { longMoment } from "../../text/days.ts";
import { endingOf } from "../collect.ts";
import type { ReportData } from "../report-data.ts";

/** The top of the page: which roster, when, how the run ended, and the sums that everybody asks for first. */
export function masthead(data: ReportData): Html {
  const { roster, summary } = data;
  const { mood, sentence } = endingOf(summary);
  return html`<header class="masthead">
    <div class="page">
      <p class="kicker">Roster report, <time>${longMoment(summary.ended_at)}</time></p>
      <h1><bdi>${roster}</bdi></h1>
      <p class="ending ${mood}">${sentence}${alsoEnded(data)}</p>
      ${stops(summary)}${numbers(data)}
    </div>
  </header> `;
}

/** The run went well, but not everything that it found did. */
function alsoEnded({ work }: ReportData): Html | undefined {
  const { count } = work.lists.ended;
  if (count === 0) return undefined;
  return html` <a href="#ended">${counted(count, "request has", "requests have")} ended without success.</a>`;
}

function numbers({ summary, work }: ReportData): Html {
  const count = (outcome: Outcome): number =>
    work.lines.reduce((sum, { outcomes }) => sum + outcomes[outcome], 0);
  const facts: readonly (readonly [string, number])[] = [
    ["Rows", summary.rows],
    summary.command === "plan" ? ["Requests planned", count("planned")] : ["New requests", count("created")],
    ["Earlier requests", count("exists")],
    ["Statuses changed", summary.changes],
  ];
  return html`<dl class="numbers">${facts.map(([name, value]) => fact(name, number(value)))}</dl>`;
}

/** A name and what it stands for, in a list of such. */
export function fact(name: string, value: Content): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div> `;
}

function stops({ platforms }: Summary): Html | undefined {
  const all = platforms.flatMap(({ platform, stops: own }) =>
    own.map(({ reason }) => html`<li>${titleOf(platform)}: <bdi>${reason}</bdi></li> `),
  );
  if (all.length === 0) return undefined;
  return html`<ul class="stops">
    ${all}
  </ul> `;
}

/** The list of contents. */
export function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents">
    <ul>
      ${sections.map(({ id, short }) => html`<li><a href="#${id}">${short}</a></li> `)}
    </ul>
  </nav> `;
}
