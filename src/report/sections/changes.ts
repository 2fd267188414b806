import { counted, filled, tallied } from "../counted.ts";
import { html, type Html } from "../html.ts";
import type { ReportData } from "../report-data.ts";
import { dayCell, quoted, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { table } from "../tables/table.ts";
import { partyTag } from "../waiting/party-tag.ts";
import { parties, partyNames, type Party } from "../waiting/party.ts";
import { standingOf } from "../waiting/standing.ts";
import type { Section } from "./section.ts";

/** What moved since the last run, and whose move it is now. */
export function changes(data: ReportData): Section {
  const id = "changes";
  const title = "What moved since last time";
  const moved = data.changes;
  if (moved.length === 0) {
    const { changes: count } = data.summary;
    const text =
      count === 0
        ? "No status moved since the last run."
        : `${counted(count, "status", "statuses")} moved; they are in the results file.`;
    return { id, title, body: html`<p class="nothing">${text}</p> ` };
  }
  const now = nowOf(data);
  const counts = tallied(now, (party) => party);
  const sorted = parties.filter((party) => counts.has(party));
  const inWords = sorted.map((party) => `${counts.get(party)} ${partyNames[party].toLowerCase()}`).join(", ");
  return {
    id,
    title,
    body: html`<p>
        ${counted(moved.length, "status", "statuses")} moved${inWords === "" ? "" : `: now ${inWords}`}.
      </p>
      ${fold(counted(moved.length, "change"), moved.length, changesTable(data, now))}`,
  };
}

/** Whose move it is now, as far as the request is among those of the page. */
function nowOf({ changes: moved, requests }: ReportData): readonly (Party | undefined)[] {
  const byPlace = new Map(requests.map((request) => [`${request.row}|${request.label}`, request]));
  return moved.map(({ row, request, to }) => {
    const known = byPlace.get(`${row}|${request}`);
    if (known === undefined) return undefined;
    return standingOf(known.status === to ? known : { ...known, status: to, statusCategory: undefined })
      .party;
  });
}

function changesTable({ changes: moved }: ReportData, now: readonly (Party | undefined)[]): Html {
  return table({
    id: "changes-table",
    caption: "Statuses that moved",
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      { title: "Request" },
      { title: "From" },
      { title: "To" },
      { title: "Now", choice: true },
      { title: "Seen" },
    ],
    rows: moved.map(({ row, who, request, from, to, seenAt }, index) => {
      const party = now[index];
      return [
        row,
        quoted(who),
        quoted(request),
        word(filled(from)) ?? "none",
        word(filled(to)) ?? "none",
        party === undefined ? undefined : partyTag(party),
        dayCell(filled(seenAt)),
      ];
    }),
  });
}
