import { counted, filled } from "../../page/counted.ts";
import { dayNumber } from "../../text/days.ts";
import type { Kept } from "../../page/top-list.ts";
import { html, type Html, type Content } from "../../page/html.ts";
import { requestName, lineName } from "../lines-of-work.ts";
import { titleOf, standingOf } from "../../platforms/catalog.ts";
import type { Listed } from "../../page/listed.ts";
import type { ReportRequest } from "../report-rows.ts";
import {
  dayCell,
  quoted,
  rowNumbers,
  twoLines,
  word,
  fold,
  groupCell,
  groupColumn,
  table,
  type SortedCell,
  type Cell,
  partyTag,
} from "../../page/tables/table.ts";
import { isPlaced } from "../gather/work.ts";
import { outcomeTag } from "../outcome-words.ts";
import type { ReportData } from "../report-data.ts";
import type { Section } from "../../page/section.ts";

/** A list of requests that have something in common, and what the reader is told about it. */
interface RequestList {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  /** In what order they stand, as the fold says it. */
  readonly order: string;
  readonly requests: Listed<Kept<ReportRequest>>;
  /** Lists that call for action are open unless they are very long. */
  readonly action: boolean;
}

/** A list of requests with who, what, status, reason and age; undefined when it is empty. */
export function requestList(
  { id, caption, order, requests: { items, count }, action }: RequestList,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  if (count === 0) return undefined;
  const list = table({
    id,
    caption,
    unseen: true,
    columns: [
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Request" },
      { title: "Status" },
      { title: "Requested" },
      { title: "Days ago", kind: "number" },
      { title: "Row", kind: "number" },
    ],
    rows: items.map(({ item, rows }) => [
      quoted(item.who),
      ...groupCell(groupedBy, item.group),
      twoLines(quoted(requestName(item.label)), quoted(item.payer) ?? titleOf(item.platform)),
      statusCell(item),
      dayCell(filled(item.requestedAt)),
      daysAgo(dayNumber(item.requestedAt), today),
      rowNumbers(rows),
    ]),
    outOf: { count, where: results },
  });
  return fold(`${counted(count, "request")}, ${order}`, items.length, list, action ? "action" : "reading");
}

function statusCell({ status, statusReason, fileStatus, isNew }: ReportRequest): Html {
  const fresh = isNew === true ? html` <span class="tag new">new</span>` : undefined;
  return html`${twoLines(word(status), word(filled(statusReason) ?? filled(fileStatus)))}${fresh}`;
}

function daysAgo(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -1 };
  const days = Math.max(0, today - day);
  return { content: days, sort: days };
}

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
