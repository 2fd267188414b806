import { counted, filled, number } from "../counted.ts";
import type { Changes } from "../gather/changes.ts";
import { html, type Html } from "../html.ts";
import { requestName } from "../lines-of-work.ts";
import type { ReportData } from "../report-data.ts";
import { dayCell, quoted, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { groupCell, groupColumn } from "../tables/group-column.ts";
import { table } from "../tables/table.ts";
import { partyTag } from "../tables/party-tag.ts";
import { partyNames } from "../../platforms/next-step/party.ts";
import type { Section } from "./section.ts";

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
