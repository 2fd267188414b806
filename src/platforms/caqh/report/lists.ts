import { authorizationWords, profileWords, rosterWords } from "./words.ts";
import { nextActionWords } from "./next-actions.ts";
import { counted, filled } from "../../../page/counted.ts";
import type { Kept } from "../../../page/top-list.ts";
import { html, type Html } from "../../../page/html.ts";
import type { Listed } from "../../../page/listed.ts";
import type { ReportCaqh } from "./person.ts";
import {
  dayCell,
  quoted,
  rowNumbers,
  fold,
  groupCell,
  groupColumn,
  table,
} from "../../../page/tables/table.ts";

/** Everyone with a CAQH status, to look somebody up. */
export function everyoneAtCaqh(
  { items, count }: Listed<Kept<ReportCaqh>>,
  results: string,
  groupedBy: string | undefined,
): Html {
  const list = table({
    id: "caqh-all",
    caption: "Every provider at CAQH",
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Roster", choice: true },
      { title: "Authorization", choice: true },
      { title: "Profile", choice: true },
      { title: "Since" },
      { title: "Attest by" },
      { title: "Next action", choice: true },
    ],
    rows: items.map(({ item: caqh, rows }) => [
      rowNumbers(rows),
      quoted(caqh.who),
      ...groupCell(groupedBy, caqh.group),
      rosterWords(caqh),
      authorizationWords(caqh),
      profileWords(caqh),
      dayCell(filled(caqh.providerStatusDate)),
      dayCell(filled(caqh.attestationDue)),
      nextActionWords(filled(caqh.nextAction) ?? ""),
    ]),
    outOf: { count, where: results },
  });
  return fold(`All ${counted(count, "provider")}`, items.length, list);
}

/** Whose CAQH status could not be read, and why. */
export function caqhUnread(
  { items, count }: Listed<Kept<ReportCaqh>>,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  if (count === 0) return undefined;
  const list = table({
    id: "caqh-unread",
    caption: "CAQH statuses that could not be read",
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Message", wide: true },
    ],
    rows: items.map(({ item, rows }) => [
      rowNumbers(rows),
      quoted(item.who),
      ...groupCell(groupedBy, item.group),
      quoted(item.error),
    ]),
    outOf: { count, where: results },
  });
  return html`<h3 id="unread">Statuses that could not be read</h3>
    ${fold(counted(count, "provider"), items.length, list)}`;
}
