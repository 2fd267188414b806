import { counted, number } from "../counted.ts";
import { html } from "../html.ts";
import type { ReportData } from "../report-data.ts";
import { requestList } from "./request-list.ts";
import type { Section } from "./section.ts";

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
