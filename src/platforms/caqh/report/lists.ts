import { filled, counted, html, type Html, type Listed } from "../../../page/html.ts";
import {
  word,
  dayCell,
  quoted,
  rowNumbers,
  fold,
  groupCell,
  groupColumn,
  table,
} from "../../../page/tables/table.ts";
import type { Kept } from "../../../page/top-list.ts";
import type { ReportCaqh } from "./gather.ts";

/** What stands where CAQH said nothing. */
const notTold = "Not given";

/** Whether the provider is on our roster, in CAQH's word. */
export function rosterWords({ found, rosterStatus }: ReportCaqh): Html | string {
  return word(filled(rosterStatus)) ?? (filled(found) === "N" ? "Not found at CAQH" : notTold);
}

/** How far the provider's profile is, in CAQH's word. */
export function profileWords({ found, providerStatus }: ReportCaqh): Html | string {
  return word(filled(providerStatus)) ?? (filled(found) === "N" ? "Not found at CAQH" : notTold);
}

/** Whether the provider lets us read the profile. */
export function authorizationWords({ authorizationFlag }: ReportCaqh): Html | string {
  const flag = filled(authorizationFlag);
  if (flag === "Y") return html`Authorized <code>Y</code>`;
  if (flag === "N") return html`Not authorized <code>N</code>`;
  return word(flag) ?? notTold;
}

/** What to do about the provider, with the word of the results file. */
export function actionWords({ nextAction }: ReportCaqh): Html | string {
  const action = filled(nextAction);
  return action === undefined ? notTold : html`${nextActionWords(action)} ${word(action)}`;
}

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

/** What CAQH's answer calls for, in plain words. */
const actions: Readonly<Record<string, string>> = {
  none: "Nothing to do",
  supply_caqh_id: "Add the provider's CAQH id or NPI to the roster",
  retry: "Try CAQH again later",
  fix_credentials: "Correct the CAQH credentials",
  verify_caqh_id: "Check the CAQH id with the provider",
  add_to_roster: "Add the provider to our CAQH roster",
  review_roster: "Find out why the provider is inactive on our roster",
  request_authorization: "Ask the provider to authorize us",
  provider_to_complete_profile: "Ask the provider to complete the profile",
  provider_to_reattest: "Ask the provider to attest again now",
  reattest_soon: "Remind the provider to attest again soon",
  documents_pending: "Wait for CAQH to approve the documents",
};

/** An action word in plain words: `stop_provider_retired` is one of many that begin with `stop_`. */
export function nextActionWords(action: string): string {
  if (Object.hasOwn(actions, action)) return actions[action] ?? action;
  if (action.startsWith("stop_")) return `Stop: ${action.slice(5).replaceAll("_", " ").trim()}`;
  return action;
}
