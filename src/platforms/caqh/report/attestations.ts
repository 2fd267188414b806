import { dueByWeek, dueIn } from "./due-counts.ts";
import { dueSpans, spanNames, spanOf } from "../../../text/due.ts";
import { columns, columnsHeight } from "../../../page/charts/columns.ts";
import { figure } from "../../../page/charts/figure.ts";
import { counted, filled, number } from "../../../page/counted.ts";
import { away, isoDay, longDay, shortDay } from "../../../text/days.ts";
import type { CaqhFacts } from "./gather.ts";
import { html, type Html } from "../../../page/html.ts";
import { barTable } from "../../../page/tables/bar-table.ts";
import {
  quoted,
  rowNumbers,
  word,
  fold,
  groupCell,
  groupColumn,
  table,
  type SortedCell,
} from "../../../page/tables/table.ts";

/** Who has to attest again and when: by span, by week, and one by one. */
export function attestations(
  attributes: CaqhFacts,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html {
  if (attributes.due.count === 0) {
    return html`<p class="nothing">CAQH gives no attestation due dates.</p> `;
  }
  return html`<p>Counted from ${longDay(today)}. An attestation lasts 120 days, in Illinois 180.</p>
    <div class="beside">
      ${barTable(
        "Attestations by when they are due",
        "Due",
        "Providers",
        dueSpans.map((span) => ({
          label: spanNames[span],
          count: dueIn(attributes.dueDays, span, today),
          tone: `due-${span}`,
        })),
      )}${byWeek(attributes, today)}
    </div>
    ${list(attributes, today, results, groupedBy)}`;
}

function byWeek({ dueDays }: CaqhFacts, today: number): Html {
  const weeks = dueByWeek(dueDays, today);
  const busiest = weeks.reduce((one, other) => (other.count > one.count ? other : one));
  const sum = weeks.reduce((total, { count }) => total + count, 0);
  const numbers = table({
    id: "weeks",
    caption: "Attestations due in each week",
    unseen: true,
    still: true,
    columns: [
      { title: "Week from Monday", head: true },
      { title: "Due", kind: "number" },
    ],
    rows: weeks.map(({ monday, count }) => [isoDay(monday), number(count)]),
    foot: ["All", number(sum)],
  });
  return html`<div>
    ${figure({
      id: "weeks-chart",
      title: "Attestations due in the next 90 days, by week",
      description:
        sum === 0
          ? "None is due in the next 90 days."
          : `${number(sum)} in all. The busiest week begins on ${longDay(busiest.monday)}: ${number(busiest.count)}.`,
      height: columnsHeight,
      drawing: columns(
        weeks.map(({ monday, count }) => ({
          label: shortDay(monday),
          name: `Week from ${longDay(monday)}`,
          count,
          tone: "due-week",
        })),
      ),
    })}${fold("The numbers of this chart", weeks.length, numbers, "detail")}
  </div> `;
}

function list(
  { due, dueDays }: CaqhFacts,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  const urgent = due.items.filter(({ item }) => spanOf(item.due, today) !== "later");
  if (urgent.length === 0) return undefined;
  const count = dueSpans
    .filter((span) => span !== "later")
    .reduce((sum, span) => sum + dueIn(dueDays, span, today), 0);
  const rows = urgent.map(({ item: { caqh, due: by }, rows: named }) => {
    const span = spanOf(by, today);
    return [
      quoted(caqh.who),
      ...groupCell(groupedBy, caqh.group),
      html`<span class="tag due-${span}">${spanNames[span]}</span>`,
      attestBy(by.day, by.lapsed),
      daysCell(by.day, today),
      word(filled(caqh.providerStatus)),
      word(filled(caqh.rosterStatus)),
      rowNumbers(named),
    ];
  });
  const attestationsTable = table({
    id: "due-list",
    caption: "Attestations, the soonest first",
    unseen: true,
    columns: [
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Due", choice: true },
      { title: "Attest by" },
      { title: "Days left", kind: "number" },
      { title: "Profile" },
      { title: "Roster" },
      { title: "Row", kind: "number" },
    ],
    rows,
    outOf: { count, where: results },
  });
  const summary = `${counted(count, "attestation")} overdue or due within 90 days`;
  return fold(summary, rows.length, attestationsTable, "action");
}

function attestBy(day: number | undefined, lapsed: boolean): SortedCell {
  if (day === undefined) return { content: "lapsed", sort: "0000" };
  return { content: html`${lapsed ? "lapsed " : ""}<time>${isoDay(day)}</time>`, sort: isoDay(day) };
}

function daysCell(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -Infinity };
  return { content: away(day - today), sort: day - today };
}
