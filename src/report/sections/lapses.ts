import { lapseKinds, type LapseKind } from "../../holdings/lapse.ts";
import { counted, filled, number, html, type Html, type Section } from "../../page/html.ts";
import {
  quoted,
  rowNumbers,
  twoLines,
  fold,
  groupCell,
  groupColumn,
  table,
} from "../../page/tables/table.ts";
import { profilePlatforms, titleOf } from "../../platforms/catalog.ts";
import { type DueSpan, away, isoDay, longDay } from "../../text/days.ts";
import {
  lapseLists,
  noState,
  type LapseFacts,
  type LapseList,
  type SpanCounts,
  type Group,
} from "../gather/lapses.ts";
import type { ReportData } from "../report-data.ts";

/** What a span is called here: what is due is overdue, what ends has lapsed. */
const spanTitles: Readonly<Record<DueSpan, string>> = {
  overdue: "Lapsed or overdue",
  within30: "In the next 30 days",
  within60: "In 31 to 60 days",
  within90: "In 61 to 90 days",
  later: "Later",
};

/** The same at the head of a column. */
const columnTitles: Readonly<Record<DueSpan, string>> = {
  overdue: "Lapsed",
  within30: "In 30 days",
  within60: "31 to 60",
  within90: "61 to 90",
  later: "Later",
};

const kindTitles: Readonly<Record<LapseKind, string>> = {
  license: "Licenses and registrations",
  enrollment: "Enrollments that end",
  revalidation: "Enrollments to revalidate",
  recredentialing: "Recredentialing",
};

/** How many dates fall in a span, of all kinds. */
export function lapsesIn({ kinds }: LapseFacts, span: DueSpan): number {
  return lapseKinds.reduce((sum, kind) => sum + kinds[kind][span], 0);
}

/** What providers and groups have and when it lapses; no section when no date is known and no profile is waited for. */
export function lapses(
  { lapses: facts, summary, groupedBy }: ReportData,
  today: number,
): Section | undefined {
  const known = lapseColumns.reduce((sum, span) => sum + lapsesIn(facts, span), 0);
  if (known === 0 && facts.profiles.count === 0) return undefined;
  return {
    id: "lapses",
    title: "What lapses, and when",
    short: "What lapses",
    body: html`${known === 0 ? undefined : overview(facts, today)}
    ${lapseLists.map((span) => listOf(span, facts, today, summary.results, groupedBy))}
    ${known === 0 ? undefined : byState(facts)} ${profiles(facts, summary.results, groupedBy)}`,
  };
}

const lapseColumns = [...lapseLists, "later"] as const satisfies readonly DueSpan[];

const spanHeads = lapseColumns.map((span) => ({ title: columnTitles[span], kind: "number" as const }));

function spanCells(counts: SpanCounts): readonly string[] {
  return lapseColumns.map((span) => number(counts[span]));
}

function overview(facts: LapseFacts, today: number): Html {
  const sums = lapseColumns.map((span) => number(lapsesIn(facts, span)));
  return html`<p>
      Counted from ${longDay(today)}. What ends today has not lapsed yet. What was renewed under another
      number, given up, or has been over for more than a year is left out.
    </p>
    ${table({
      id: "lapse-kinds",
      caption: "What lapses, by kind and by how soon",
      unseen: true,
      still: true,
      columns: [{ title: "What", head: true }, ...spanHeads],
      rows: lapseKinds.map((kind) => [kindTitles[kind], ...spanCells(facts.kinds[kind])]),
      foot: ["All", ...sums],
    })}`;
}

function byState({ states }: LapseFacts): Html {
  const list = table({
    id: "lapse-states",
    caption: "What lapses, by state and by how soon",
    unseen: true,
    columns: [{ title: "State", head: true }, ...spanHeads],
    rows: states.map(({ state, counts }) => [quoted(state), ...spanCells(counts)]),
  });
  const summary = counted(states.filter(({ state }) => state !== noState).length, "state");
  return html`<h3 id="lapses-states">By state</h3>
    ${fold(summary, states.length, list, "action")}`;
}

function listOf(
  span: LapseList,
  { lists }: LapseFacts,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  const { items, count } = lists[span];
  if (count === 0) return undefined;
  const title = spanTitles[span];
  const list = table({
    id: `lapses-${span}-list`,
    caption: `${title}, the soonest first`,
    unseen: true,
    columns: [
      { title: "Date" },
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "What", choice: true },
      { title: "State", choice: true },
      { title: "Number or payer" },
      { title: "Days left", kind: "number" },
      { title: "Row", kind: "number" },
    ],
    rows: items.map(({ item, rows }) => [
      { content: html`<time>${isoDay(item.day)}</time>`, sort: isoDay(item.day) },
      quoted(item.who),
      ...groupCell(groupedBy, item.group),
      item.what,
      quoted(filled(item.state)) ?? "–",
      item.number === undefined ? quoted(item.detail) : twoLines(quoted(item.number), quoted(item.detail)),
      { content: away(item.day - today), sort: item.day - today },
      rowNumbers(rows),
    ]),
    outOf: { count, where: results },
  });
  return html`<h3 id="lapses-${span}">${title}</h3>
    ${fold(`${counted(count, "date")}, the soonest first`, items.length, list, "action")}`;
}

function profiles(
  { profiles: { items, count }, waitingRequests }: LapseFacts,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  if (count === 0) return undefined;
  const list = table({
    id: "lapse-profiles",
    caption: "Providers with an incomplete profile and open requests",
    unseen: true,
    columns: [
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Profile" },
      { title: "Row", kind: "number" },
    ],
    rows: items.map(({ item, rows }) => [
      quoted(item.who),
      ...groupCell(groupedBy, item.group),
      quoted(item.state),
      rowNumbers(rows),
    ]),
    outOf: { count, where: results },
  });
  return html`<h3 id="lapses-profiles">Requests that wait for a profile</h3>
    <p>
      ${counted(waitingRequests, "request is", "requests are")} open for ${counted(count, "provider")} whose
      ${profilePlatforms.map(titleOf).join(" or ")} profile is not complete.
    </p>
    ${fold(counted(count, "provider"), items.length, list, "action")}`;
}

const columns: readonly (readonly [title: string, count: (group: Group) => number])[] = [
  ["Rows", ({ rows }) => rows],
  ["Problems", ({ trouble }) => trouble],
  ["Ended without success", ({ ended }) => ended],
  ["Waiting for us", ({ us }) => us],
  ["Waiting for the provider", ({ provider }) => provider],
  ["Waiting for others", ({ others }) => others],
  ["Done", ({ done }) => done],
  ["Attestations overdue", ({ overdue }) => overdue],
  ["Attestations in 30 days", ({ within30 }) => within30],
  ["Lapsed", ({ lapsed }) => lapsed],
  ["Lapses in 30 days", ({ lapsing30 }) => lapsing30],
];

/** What each value of the roster's own column comes to; no section without `--report-by`. */
export function groups({ groupedBy, groups: all }: ReportData): Section | undefined {
  if (groupedBy === undefined || all.length === 0) return undefined;
  return {
    id: "groups",
    title: `By ${groupedBy}`,
    short: `By ${groupedBy}`,
    body: html`<p>
        Each request is counted once under each value. The lists below have a filter for
        <bdi>${groupedBy}</bdi>.
      </p>
      ${table({
        id: "groups-table",
        caption: `Requests, attestations and dates by ${groupedBy}`,
        unseen: true,
        columns: [
          { title: groupedBy, head: true },
          ...columns.map(([title]) => ({ title, kind: "number" as const })),
        ],
        rows: all.map((group) => [quoted(group.name), ...columns.map(([, count]) => number(count(group)))]),
      })}`,
  };
}
