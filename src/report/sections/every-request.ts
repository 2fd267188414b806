import { stackedBars, stackedHeight, type StackedBar } from "../../page/charts/bars.ts";
import { figure, legend } from "../../page/charts/figure.ts";
import {
  counted,
  filled,
  number,
  html,
  type Html,
  type Content,
  type Listed,
  type Section,
} from "../../page/html.ts";
import {
  dayCell,
  quoted,
  rowNumbers,
  twoLines,
  word,
  fold,
  groupCell,
  groupColumn,
  table,
  type SortedCell,
  type Cell,
  partyTag,
  barTable,
} from "../../page/tables/table.ts";
import type { Kept } from "../../page/top-list.ts";
import { titleOf, standingOf } from "../../platforms/catalog.ts";
import type { Outcome } from "../../results/outcome.ts";
import { dayNumber } from "../../text/days.ts";
import { isPlaced, type LineOfWork } from "../gather/work.ts";
import {
  requestName,
  lineName,
  outcomeTag,
  outcomeNames,
  outcomes,
  rowOutcomeNames,
  type ReportData,
} from "../report-data.ts";
import type { ReportRequest } from "../report-rows.ts";

/** A list of requests that have something in common, and what the reader is told about it. */
interface RequestList {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  /** In what order they stand, as the fold says it. */
  readonly order: string;
  readonly requests: Listed<Kept<ReportRequest>>;
  /** Lists that call for action are open unless they are very long. */
  readonly action: boolean;
}

/** A list of requests with who, what, status, reason and age; undefined when it is empty. */
export function requestList(
  { id, caption, order, requests: { items, count }, action }: RequestList,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  if (count === 0) return undefined;
  const list = table({
    id,
    caption,
    unseen: true,
    columns: [
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Request" },
      { title: "Status" },
      { title: "Requested" },
      { title: "Days ago", kind: "number" },
      { title: "Row", kind: "number" },
    ],
    rows: items.map(({ item, rows }) => [
      quoted(item.who),
      ...groupCell(groupedBy, item.group),
      twoLines(quoted(requestName(item.label)), quoted(item.payer) ?? titleOf(item.platform)),
      statusCell(item),
      dayCell(filled(item.requestedAt)),
      daysAgo(dayNumber(item.requestedAt), today),
      rowNumbers(rows),
    ]),
    outOf: { count, where: results },
  });
  return fold(`${counted(count, "request")}, ${order}`, items.length, list, action ? "action" : "reading");
}

function statusCell({ status, statusReason, fileStatus, isNew }: ReportRequest): Html {
  const fresh = isNew === true ? html` <span class="tag new">new</span>` : undefined;
  return html`${twoLines(word(status), word(filled(statusReason) ?? filled(fileStatus)))}${fresh}`;
}

function daysAgo(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -1 };
  const days = Math.max(0, today - day);
  return { content: days, sort: days };
}

/** Every request of every row, to look somebody up. */
export function everyRequest({ work, summary, groupedBy }: ReportData): Section | undefined {
  const { items, count } = work.every;
  if (count === 0) return undefined;
  return {
    id: "requests",
    title: "Every request",
    short: "Every request",
    body: fold(
      `All ${counted(count, "request")} of all rows`,
      items.length,
      table({
        id: "all-requests",
        caption: "Every request, in the order of the roster",
        unseen: true,
        columns: [
          { title: "Row", kind: "number" },
          { title: "Who", head: true },
          ...groupColumn(groupedBy),
          { title: "Request" },
          { title: "Kind", choice: true },
          { title: "Outcome", choice: true },
          { title: "Status" },
          { title: "Waiting on", choice: true },
          { title: "Requested" },
          { title: "Request id" },
        ],
        rows: items.map((request) => requestLine(request, groupedBy)),
        outOf: { count, where: summary.results },
      }),
    ),
  };
}

function requestLine(request: ReportRequest, groupedBy: string | undefined): readonly Cell[] {
  return [
    request.row,
    quoted(request.who),
    ...groupCell(groupedBy, request.group),
    twoLines(quoted(requestName(request.label)), quoted(filled(request.payer))),
    lineName(request),
    outcomeTag(request.outcome, request.verb),
    statusOf(request),
    isPlaced(request) ? partyTag(standingOf(request).party) : undefined,
    dayCell(filled(request.requestedAt)),
    idOf(request.requestId),
  ];
}

function statusOf({ status, statusReason, fileStatus, errorCode }: ReportRequest): Content {
  const code = filled(errorCode);
  const shown = word(filled(status)) ?? (code === undefined ? undefined : word(code));
  return twoLines(shown, word(filled(statusReason) ?? filled(fileStatus)));
}

function idOf(id: string | undefined): Html | undefined {
  const known = filled(id);
  return known === undefined ? undefined : html`<small class="id">${known}</small>`;
}

/** What the roster asks for, and what came of it: rows, and requests by platform and kind. */
export function asked({ summary, work, faultyRows }: ReportData): Section {
  const { lines } = work;
  const all = lines.reduce((sum, line) => sum + wholeOf(line), 0);
  const rows = outcomes.filter((outcome) => summary.outcomes[outcome] > 0);
  const faulty =
    faultyRows === 0 ? undefined : ` ${counted(faultyRows, "row")} could not be processed at all.`;
  const asking =
    all === 0
      ? "ask for no request"
      : `ask for ${counted(all, "request")}, each counted once however many rows ask for it`;
  return {
    id: "asked",
    title: "What was requested, and the result",
    short: "Requests",
    body: html`<p>
        ${summary.rows === 0 ? "The roster has no rows" : `${counted(summary.rows, "row")} ${asking}`}.${faulty}
      </p>
      ${roughly(work.roughly)}${lines.length === 0 ? undefined : requestsByLine(lines, all)}${
        rows.length === 0
          ? undefined
          : barTable(
              "Rows of the roster",
              "Result of the row",
              "Rows",
              rows.map((outcome) => ({
                label: rowOutcomeNames[outcome],
                count: summary.outcomes[outcome],
                tone: outcome,
              })),
            )
      }`,
  };
}

/** Past so many requests nobody remembers which were counted before. */
function roughly(is: boolean): Html | undefined {
  if (!is) return undefined;
  return html`<p class="note">
    The roster is so large that requests shared by several rows may be counted more than once.
  </p> `;
}

function wholeOf(line: LineOfWork): number {
  return outcomes.reduce((sum, outcome) => sum + line.outcomes[outcome], 0);
}

function requestsByLine(lines: readonly LineOfWork[], all: number): Html {
  const bars = lines.map((line): StackedBar<Outcome> => ({ label: lineName(line), parts: line.outcomes }));
  const sumOf = (outcome: Outcome): number => lines.reduce((sum, line) => sum + line.outcomes[outcome], 0);
  const present = outcomes
    .filter((outcome) => sumOf(outcome) > 0)
    .map((part) => ({ part, name: outcomeNames[part] }));
  const inWords = bars.map(({ label, parts }) => {
    const shown = present.filter(({ part }) => parts[part] > 0);
    return `${label}: ${shown.map(({ part, name }) => `${number(parts[part])} ${name.toLowerCase()}`).join(", ")}.`;
  });
  return html`${figure({
    id: "asked-chart",
    title: "Requests by kind and result",
    description: inWords.join(" "),
    height: stackedHeight(bars.length),
    drawing: stackedBars(bars, present),
    legend: legend(present),
  })}${table({
    id: "asked-table",
    caption: "Requests by kind and outcome",
    still: true,
    columns: [
      { title: "Kind", head: true },
      ...present.map(({ name }) => ({ title: name, kind: "number" as const })),
      { title: "All", kind: "number" as const },
    ],
    rows: lines.map((line) => [
      lineName(line),
      ...present.map(({ part }) => number(line.outcomes[part])),
      number(wholeOf(line)),
    ]),
    foot: ["All", ...present.map(({ part }) => number(sumOf(part))), number(all)],
  })}`;
}
