import { counted, filled } from "../counted.ts";
import { dayNumber } from "../../text/days.ts";
import type { Kept } from "../gather/keeper.ts";
import { html, type Html } from "../html.ts";
import { platformName, requestName } from "../lines-of-work.ts";
import type { Listed, ReportRequest } from "../report-rows.ts";
import { dayCell, quoted, rowNumbers, twoLines, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { groupCell, groupColumn } from "../tables/group-column.ts";
import { table, type SortedCell } from "../tables/table.ts";

/** A list of requests that have something in common, and what the reader is told about it. */
export interface RequestList {
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
      twoLines(quoted(requestName(item.label)), quoted(item.payer) ?? platformName(item.platform)),
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
