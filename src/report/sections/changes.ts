import { barsHeight, labelledBars } from "../../page/charts/bars.ts";
import { figure } from "../../page/charts/figure.ts";
import { counted, number, filled, html, type Html, type Section } from "../../page/html.ts";
import {
  dayCell,
  quoted,
  word,
  fold,
  groupCell,
  groupColumn,
  table,
  partyTag,
} from "../../page/tables/table.ts";
import { meaningOf } from "../../platforms/catalog.ts";
import { partyNames, parties, type Party } from "../../requests/party.ts";
import type { Changes } from "../gather/work.ts";
import { type ReportData, requestName } from "../report-data.ts";
import { categories } from "./categories.ts";
import { requestList } from "./every-request.ts";

/** What was denied, closed, canceled or stopped on the platforms, with their reasons; no section when nothing was. */
export function ended({ work, summary, groupedBy }: ReportData, today: number): Section | undefined {
  const requests = work.lists.ended;
  if (requests.count === 0) return undefined;
  const fresh = work.endedNow === 0 ? "None" : number(work.endedNow);
  return {
    id: "ended",
    title: "Ended without success",
    short: "Ended without success",
    body: html`<p>
        ${counted(requests.count, "request was", "requests were")} denied, closed, canceled or stopped on the
        platform. ${fresh} of them since the last run. They are not requested again automatically: when you
        want one again, run <code>roster-sync ledger resolve KEY --as again</code> with the key from the
        ledger list.
      </p>
      ${requestList(
        {
          id: "ended-list",
          caption: "Requests that ended without success",
          order: "new ones first",
          requests,
          action: true,
        },
        today,
        summary.results,
        groupedBy,
      )}`,
  };
}

/** What changed since the last run, and whose move it is now. */
export function changes({ changes: moved, summary, groupedBy }: ReportData): Section {
  const { count } = moved.list;
  const now = moved.parties.map((one) => `${number(one.count)} ${inSentence(partyNames[one.party])}`);
  return {
    id: "changes",
    title: "What changed since the last run",
    short: "What changed",
    body:
      count === 0
        ? html`<p class="nothing">No status changed since the last run.</p> `
        : html`<p>
              ${counted(count, "status", "statuses")}
              changed.${now.length === 0 ? "" : ` Of the requests among them are now: ${now.join(", ")}.`}
            </p>
            ${fold(counted(count, "change"), moved.list.items.length, changesTable(moved, summary.results, groupedBy))}`,
  };
}

function inSentence(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function changesTable({ list }: Changes, results: string, groupedBy: string | undefined): Html {
  return table({
    id: "changes-table",
    caption: "Statuses that changed",
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Request" },
      { title: "From" },
      { title: "To" },
      { title: "Now", choice: true },
      { title: "Seen" },
    ],
    rows: list.items.map(({ row, who, group, request, from, to, seenAt, party }) => [
      row,
      quoted(who),
      ...groupCell(groupedBy, group),
      quoted(requestName(request)),
      word(filled(from)) ?? "none",
      word(filled(to)) ?? "none",
      party === undefined ? undefined : partyTag(party),
      dayCell(filled(seenAt)),
    ]),
    outOf: { count: list.count, where: results },
  });
}

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
