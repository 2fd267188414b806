import { counted, filled } from "../counted.ts";
import { isPlaced } from "../gather/work.ts";
import { html, type Content, type Html } from "../html.ts";
import { lineName, requestName } from "../lines-of-work.ts";
import { outcomeTag } from "../outcome-words.ts";
import type { ReportData } from "../report-data.ts";
import type { ReportRequest } from "../report-rows.ts";
import { dayCell, quoted, twoLines, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { groupCell, groupColumn } from "../tables/group-column.ts";
import { table, type Cell } from "../tables/table.ts";
import { partyTag } from "../tables/party-tag.ts";
import { standingOf } from "../../platforms/next-step/standing.ts";
import type { Section } from "./section.ts";

/** Every request of every row, to look somebody up. */
export function everyRequest({ work, summary, groupedBy }: ReportData): Section | undefined {
  const { items, count } = work.every;
  if (count === 0) return undefined;
  return {
    id: "requests",
    title: "Every request",
    short: "Every request",
    body: fold(
      `All ${counted(count, "request")} of all rows`,
      items.length,
      table({
        id: "all-requests",
        caption: "Every request, in the order of the roster",
        unseen: true,
        columns: [
          { title: "Row", kind: "number" },
          { title: "Who", head: true },
          ...groupColumn(groupedBy),
          { title: "Request" },
          { title: "Kind", choice: true },
          { title: "Outcome", choice: true },
          { title: "Status" },
          { title: "Waiting on", choice: true },
          { title: "Requested" },
          { title: "Request id" },
        ],
        rows: items.map((request) => line(request, groupedBy)),
        outOf: { count, where: summary.results },
      }),
    ),
  };
}

function line(request: ReportRequest, groupedBy: string | undefined): readonly Cell[] {
  return [
    request.row,
    quoted(request.who),
    ...groupCell(groupedBy, request.group),
    twoLines(quoted(requestName(request.label)), quoted(filled(request.payer))),
    lineName(request),
    outcomeTag(request.outcome),
    statusOf(request),
    isPlaced(request) ? partyTag(standingOf(request).party) : undefined,
    dayCell(filled(request.requestedAt)),
    idOf(request.requestId),
  ];
}

function statusOf({ status, statusReason, fileStatus, errorCode }: ReportRequest): Content {
  const code = filled(errorCode);
  const shown = word(filled(status)) ?? (code === undefined ? undefined : word(code));
  return twoLines(shown, word(filled(statusReason) ?? filled(fileStatus)));
}

function idOf(id: string | undefined): Html | undefined {
  const known = filled(id);
  return known === undefined ? undefined : html`<small class="id">${known}</small>`;
}
