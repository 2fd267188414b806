import { counted, filled } from "../counted.ts";
import { dayNumber } from "../days.ts";
import { html, type Html } from "../html.ts";
import { platformName } from "../lines-of-work.ts";
import { dayCell, quoted, rowNumbers, twoLines, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { table, type SortedCell } from "../tables/table.ts";
import type { PlacedRequest } from "../waiting/placed-requests.ts";

/** What waits for us, the longest first. */
export function ourMoves(ours: readonly PlacedRequest[], today: number): Html {
  if (ours.length === 0) {
    return html`<p class="nothing">No request is waiting for us or for a provider.</p> `;
  }
  const since = ({ request }: PlacedRequest): number => dayNumber(request.requestedAt) ?? Infinity;
  const longestFirst = ours.toSorted((one, other) => {
    const [first, second] = [since(one), since(other)];
    return first === second ? one.request.row - other.request.row : first - second;
  });
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
    rows: longestFirst.map(({ request, rows }) => {
      const day = dayNumber(request.requestedAt);
      return [
        quoted(request.who),
        twoLines(quoted(request.label), quoted(request.payer) ?? platformName(request.platform)),
        twoLines(word(request.status), word(request.statusReason)),
        dayCell(filled(request.requestedAt)),
        daysAgo(day, today),
        rowNumbers(rows),
      ];
    }),
  });
  return fold(`${counted(ours.length, "request")}, the longest first`, ours.length, list);
}

function daysAgo(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -1 };
  const days = Math.max(0, today - day);
  return { content: days, sort: days };
}
