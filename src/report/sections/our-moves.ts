import { counted, filled } from "../counted.ts";
import { dayNumber } from "../days.ts";
import type { Kept } from "../gather/keeper.ts";
import { html, type Html } from "../html.ts";
import { platformName, requestName } from "../lines-of-work.ts";
import type { Listed, ReportRequest } from "../report-rows.ts";
import { dayCell, quoted, rowNumbers, twoLines, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { table, type SortedCell } from "../tables/table.ts";

/** What waits for us, the longest first. */
export function ourMoves(
  { items, count }: Listed<Kept<ReportRequest>>,
  today: number,
  results: string,
): Html {
  if (count === 0) {
    return html`<p class="nothing">No request is waiting for us or for a provider.</p> `;
  }
  const list = table({
    id: "ours",
    caption: "Waiting for us, the longest first",
    unseen: true,
    columns: [
      { title: "Who", head: true },
      { title: "Request" },
      { title: "Status" },
      { title: "Requested" },
      { title: "Days ago", kind: "number" },
      { title: "Row", kind: "number" },
    ],
    rows: items.map(({ item, rows }) => [
      quoted(item.who),
      twoLines(quoted(requestName(item.label)), quoted(item.payer) ?? platformName(item.platform)),
      twoLines(word(item.status), word(item.statusReason ?? item.fileStatus)),
      dayCell(filled(item.requestedAt)),
      daysAgo(dayNumber(item.requestedAt), today),
      rowNumbers(rows),
    ]),
    outOf: { count, where: results },
  });
  return fold(`${counted(count, "request")}, the longest first`, items.length, list, "action");
}

function daysAgo(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -1 };
  const days = Math.max(0, today - day);
  return { content: days, sort: days };
}
