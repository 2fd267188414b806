import { duration, type Summary } from "../../results/summary.ts";
import { number } from "../counted.ts";
import { longMoment } from "../days.ts";
import { endingOf, purposeOf } from "../ending.ts";
import { html, type Content, type Html } from "../html.ts";
import { platformName } from "../lines-of-work.ts";
import type { ReportData } from "../report-data.ts";
import type { Section } from "./section.ts";

/** The top of the page: which roster, when, what was run and how it ended. */
export function masthead(data: ReportData): Html {
  const { roster, summary } = data;
  const { mood, sentence } = endingOf(summary);
  return html`<header class="masthead">
    <div class="page">
      <p class="kicker">Roster report</p>
      <h1><bdi>${roster}</bdi></h1>
      <p class="ending ${mood}">${sentence}</p>
      ${stops(summary)}${numbers(data)}
      <dl class="facts">
        ${fact("Run", html`<strong>${summary.command}</strong>: ${purposeOf(summary.command)}`)}
        ${fact("Ended", longMoment(summary.ended_at))}${fact("Took", took(summary))}
        ${fact("Results", html`<bdi>${summary.results}</bdi>`)}
      </dl>
    </div>
  </header> `;
}

/** The sums that everybody asks for first. */
function numbers({ summary, requests }: ReportData): Html {
  const count = (outcome: string): number => requests.filter((one) => one.outcome === outcome).length;
  const planned = count("planned");
  return html`<dl class="numbers">
    ${fact("Rows", number(summary.rows))}${fact("Requests", number(requests.length))}
    ${
      summary.command === "plan"
        ? fact("Would be requested", number(planned))
        : fact("Newly requested", number(count("created")))
    }
    ${fact("Requested before", number(count("exists")))}${fact("Statuses moved", number(summary.changes))}
  </dl>`;
}

function fact(name: string, value: Content): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div> `;
}

function took({ started_at, ended_at }: Summary): string {
  const seconds = (Date.parse(ended_at) - Date.parse(started_at)) / 1000;
  return Number.isFinite(seconds) ? duration(seconds) : "not known";
}

function stops({ platforms }: Summary): Html | undefined {
  const all = platforms.flatMap(({ platform, stops: own }) =>
    own.map(({ reason }) => html`<li>${platformName(platform)}: <bdi>${reason}</bdi></li> `),
  );
  if (all.length === 0) return undefined;
  return html`<ul class="stops">
    ${all}
  </ul> `;
}

/** The list of contents. */
export function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents">
    <ul class="page">
      ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li> `)}
    </ul>
  </nav> `;
}
