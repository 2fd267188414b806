import { attestationsDue, dueSpans, spanNames, type Due } from "../caqh/due.ts";
import { dueByWeek } from "../caqh/weeks.ts";
import { columns, columnsHeight } from "../charts/columns.ts";
import { figure } from "../charts/figure.ts";
import { counted, filled, number } from "../counted.ts";
import { away, isoDay, longDay, shortDay } from "../days.ts";
import { html, type Html } from "../html.ts";
import type { ReportCaqh } from "../report-data.ts";
import { barTable } from "../tables/bar-table.ts";
import { quoted, rowNumbers, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { table, type SortedCell } from "../tables/table.ts";

/** Who has to attest again and when: by span, by week, and one by one. */
export function attestations(entries: readonly ReportCaqh[], today: number): Html {
  const due = attestationsDue(entries, today);
  if (due.length === 0) {
    return html`<p class="nothing">CAQH names no day by which anybody has to attest.</p> `;
  }
  const urgent = due.filter(({ span }) => span !== "later");
  return html`<p>Counted from ${longDay(today)}. An attestation lasts 120 days, in Illinois 180.</p>
    <div class="beside">
      ${byWeek(due, today)}${barTable(
        "Attestations by when they are due",
        "Due",
        "Providers",
        dueSpans.map((span) => ({
          label: spanNames[span],
          count: due.filter((one) => one.span === span).length,
          tone: `due-${span}`,
        })),
      )}
    </div>
    ${urgent.length === 0 ? undefined : list(urgent, today)}`;
}

function byWeek(due: readonly Due[], today: number): Html {
  const weeks = dueByWeek(due, today);
  const busiest = weeks.reduce((one, other) => (other.count > one.count ? other : one));
  const sum = weeks.reduce((total, { count }) => total + count, 0);
  const numbers = table({
    id: "weeks",
    caption: "Attestations due in each week",
    unseen: true,
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
    })}${fold("The numbers of this chart", Infinity, numbers)}
  </div> `;
}

function list(due: readonly Due[], today: number): Html {
  return fold(
    `${counted(due.length, "attestation")} overdue or due within 90 days`,
    due.length,
    table({
      id: "due-list",
      caption: "Attestations, the soonest first",
      unseen: true,
      columns: [
        { title: "Who", head: true },
        { title: "Attest by" },
        { title: "When", choice: true },
        { title: "Days left", kind: "number" },
        { title: "Profile" },
        { title: "Roster" },
        { title: "Row", kind: "number" },
      ],
      rows: due.map(({ caqh, rows, day, span, lapsed }) => [
        quoted(caqh.who),
        attestBy(day, lapsed),
        html`<span class="tag due-${span}">${spanNames[span]}</span>`,
        daysCell(day, today),
        word(filled(caqh.providerStatus)),
        word(filled(caqh.rosterStatus)),
        rowNumbers(rows),
      ]),
    }),
  );
}

function attestBy(day: number | undefined, lapsed: boolean): SortedCell {
  if (day === undefined) return { content: "lapsed", sort: "0000" };
  return { content: html`${lapsed ? "lapsed " : ""}<time>${isoDay(day)}</time>`, sort: isoDay(day) };
}

function daysCell(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -Infinity };
  return { content: away(day - today), sort: day - today };
}
