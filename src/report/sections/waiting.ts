import { barsHeight, labelledBars } from "../charts/bars.ts";
import { figure } from "../charts/figure.ts";
import { counted, number } from "../counted.ts";
import { html, type Html } from "../html.ts";
import type { ReportData } from "../report-data.ts";
import { table } from "../tables/table.ts";
import { parties, partyMeanings, partyNames, type Party } from "../waiting/party.ts";
import { partyTag } from "../waiting/party-tag.ts";
import { categories } from "./categories.ts";
import { ourMoves } from "./our-moves.ts";
import type { Section } from "./section.ts";

/** Whose move it is, for every request that is on a platform. */
export function waiting({ work, summary }: ReportData, today: number): Section {
  const all = work.statuses.reduce((sum, { count }) => sum + count, 0);
  return {
    id: "waiting",
    title: "Waiting for whom",
    short: "Waiting for whom",
    body:
      all === 0
        ? html`<p class="nothing">No request is on a platform yet.</p> `
        : html`<p>
              ${counted(all, "request is", "requests are")} on the platforms, sorted by the platforms' own
              categories or, where they send none, by the status.
            </p>
            ${byParty(work.statuses, all)}
            <h3 id="waiting-us">Waiting for us or the provider</h3>
            ${ourMoves(work.ours, today, summary.results)}
            <h3>By the platforms' own categories</h3>
            ${categories(work.statuses)}`,
  };
}

function byParty(statuses: ReportData["work"]["statuses"], all: number): Html {
  const countOf = (party: Party): number =>
    statuses.reduce((sum, { item, count }) => sum + (item.standing.party === party ? count : 0), 0);
  const lines = parties
    .map((party) => ({ party, count: countOf(party) }))
    .filter(({ party, count }) => party === "us" || count > 0);
  const chart = figure({
    id: "waiting-chart",
    title: "Requests by whose move it is",
    description: `${lines.map(({ party, count }) => `${partyNames[party]}: ${number(count)}`).join(". ")}.`,
    height: barsHeight(lines.length),
    drawing: labelledBars(
      lines.map(({ party, count }) => ({ label: partyNames[party], count, tone: `party-${party}` })),
    ),
  });
  const numbers = table({
    id: "parties",
    caption: "Whose move it is",
    still: true,
    columns: [
      { title: "Whose move", head: true },
      { title: "What that means", wide: true },
      { title: "Requests", kind: "number" },
    ],
    rows: lines.map(({ party, count }) => [partyTag(party), partyMeanings[party], number(count)]),
    foot: ["All", "", number(all)],
  });
  return html`<div class="beside">${chart}${numbers}</div> `;
}
