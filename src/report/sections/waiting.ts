import { barsHeight, labelledBars } from "../../page/charts/bars.ts";
import { figure } from "../../page/charts/figure.ts";
import { counted, number } from "../../page/counted.ts";
import { html, type Html } from "../../page/html.ts";
import type { ReportData } from "../report-data.ts";
import { table, partyTag } from "../../page/tables/table.ts";
import { meaningOf } from "../../platforms/catalog.ts";
import { parties, partyNames, type Party } from "../../requests/party.ts";
import { categories } from "./categories.ts";
import { requestList } from "./every-request.ts";
import type { Section } from "../../page/section.ts";

/** Whose move it is, for every request that is on a platform. */
export function waiting({ work, summary, groupedBy }: ReportData, today: number): Section {
  const all = work.statuses.reduce((sum, { count }) => sum + count, 0);
  return {
    id: "waiting",
    title: "Waiting on whom",
    short: "Waiting on whom",
    body:
      all === 0
        ? html`<p class="nothing">No request is on a platform yet.</p> `
        : html`<p>
              ${counted(all, "request is", "requests are")} on the platforms, sorted by the platforms' own
              categories or, where they send none, by the status.
            </p>
            ${byParty(work.statuses, all)}
            ${waitingLists.map((party) => waitingFor(party, work, today, summary.results, groupedBy))}
            <h3>By the platforms' own categories</h3>
            ${categories(work.statuses)}`,
  };
}

/** For whom requests wait, in the order in which the page lists them. */
const waitingLists = ["us", "provider", "hold", "another", "outside", "platform"] as const;

function waitingFor(
  party: (typeof waitingLists)[number],
  work: ReportData["work"],
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  const requests = work.lists[party];
  const isOurs = party === "us" || party === "provider";
  if (requests.count === 0 && !isOurs) return undefined;
  const list = {
    id: `waiting-${party}-list`,
    caption: `${partyNames[party]}, the longest first`,
    order: "the longest first",
    requests,
    action: isOurs,
  };
  const nothing = html`<p class="nothing">
    No request is waiting for ${party === "us" ? "us" : "a provider"}.
  </p> `;
  return html`<h3 id="waiting-${party}">${partyNames[party]}</h3>
    ${requestList(list, today, results, groupedBy) ?? nothing}`;
}

function byParty(statuses: ReportData["work"]["statuses"], all: number): Html {
  const countOf = (party: Party): number =>
    statuses.reduce((sum, { item, count }) => sum + (item.standing.party === party ? count : 0), 0);
  const lines = parties
    .map((party) => ({ party, count: countOf(party) }))
    .filter(({ party, count }) => party === "us" || party === "provider" || count > 0);
  const chart = figure({
    id: "waiting-chart",
    title: "Requests by whom they are waiting on",
    description: `${lines.map(({ party, count }) => `${partyNames[party]}: ${number(count)}`).join(". ")}.`,
    height: barsHeight(lines.length),
    drawing: labelledBars(
      lines.map(({ party, count }) => ({ label: partyNames[party], count, tone: `party-${party}` })),
    ),
  });
  const numbers = table({
    id: "parties",
    caption: "Waiting on",
    still: true,
    columns: [
      { title: "Waiting on", head: true },
      { title: "What that means", wide: true },
      { title: "Requests", kind: "number" },
    ],
    rows: lines.map(({ party, count }) => [partyTag(party), meaningOf(party), number(count)]),
    foot: ["All", "", number(all)],
  });
  return html`<div class="beside">${chart}${numbers}</div> `;
}
