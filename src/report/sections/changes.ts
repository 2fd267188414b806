import { counted, number, filled } from "../../page/counted.ts";
import { html, type Html } from "../../page/html.ts";
import type { ReportData } from "../report-data.ts";
import { requestList } from "./every-request.ts";
import type { Section } from "../../page/section.ts";
import type { Changes } from "../gather/changes.ts";
import { requestName } from "../lines-of-work.ts";
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
import { partyNames } from "../../requests/party.ts";

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
