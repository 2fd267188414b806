import type { CaqhPerson } from "../caqh/caqh-people.ts";
import { authorizationWords, profileWords, rosterWords } from "../caqh/caqh-words.ts";
import { nextActionWords } from "../caqh/next-actions.ts";
import { counted, filled } from "../counted.ts";
import { html, type Html } from "../html.ts";
import { dayCell, quoted, rowNumbers } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { table } from "../tables/table.ts";

/** Everyone with a CAQH status, to look somebody up. */
export function everyoneAtCaqh(people: readonly CaqhPerson[]): Html {
  const list = table({
    id: "caqh-all",
    caption: "Every provider at CAQH",
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      { title: "Roster", choice: true },
      { title: "Authorization", choice: true },
      { title: "Profile", choice: true },
      { title: "Since" },
      { title: "Attest by" },
      { title: "Next action", choice: true },
    ],
    rows: people.map(({ caqh, rows }) => [
      rowNumbers(rows),
      quoted(caqh.who),
      rosterWords(caqh),
      authorizationWords(caqh),
      profileWords(caqh),
      dayCell(filled(caqh.providerStatusDate)),
      dayCell(filled(caqh.attestationDue)),
      nextActionWords(filled(caqh.nextAction) ?? ""),
    ]),
  });
  return fold(`All ${counted(people.length, "provider")}`, people.length, list);
}

/** Whose CAQH status could not be read, and why. */
export function caqhUnread(people: readonly CaqhPerson[]): Html | undefined {
  if (people.length === 0) return undefined;
  const list = table({
    id: "caqh-unread",
    caption: "CAQH statuses that could not be read",
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      { title: "What it says", wide: true },
    ],
    rows: people.map(({ caqh, rows }) => [rowNumbers(rows), quoted(caqh.who), quoted(caqh.error)]),
  });
  return html`<h3 id="unread">Statuses that could not be read</h3>
    ${fold(counted(people.length, "provider"), people.length, list)}`;
}
