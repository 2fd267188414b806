import { counted, html, type Html, type Listed, type Section } from "../../page/html.ts";
import { quoted, twoLines, fold, groupCell, groupColumn, table, type Cell } from "../../page/tables/table.ts";
import { titleOf } from "../../platforms/catalog.ts";
import { adviceOn, troubles, type Case, type Reason, type Trouble } from "../reasons/reasons.ts";
import { requestName } from "../report-data.ts";

const headings: Readonly<Record<Trouble, string>> = {
  failed: "Failed: to fix",
  unknown: "Not confirmed yet: to settle",
  notReached: "Not requested yet",
  remark: "Done, with a note",
};

/** Everything that went wrong by reason, with what to do about it. */
export function trouble(reasons: readonly Reason[], results: string, groupedBy: string | undefined): Section {
  return {
    id: "trouble",
    title: "What went wrong, and what to do",
    short: "Problems",
    body:
      reasons.length === 0
        ? html`<p class="nothing">Nothing went wrong.</p> `
        : troubles.map((kind) => ofKind(kind, reasons, results, groupedBy)),
  };
}

function ofKind(
  kind: Trouble,
  all: readonly Reason[],
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  const reasons = all.filter((reason) => reason.trouble === kind);
  if (reasons.length === 0) return undefined;
  return html`<h3 id="${kind}">${headings[kind]}</h3>
    ${reasons.map((reason, index) => reasonMarkup(reason, `${kind}-${index + 1}`, results, groupedBy))}`;
}

function reasonMarkup(
  { trouble: kind, code, cases, rows }: Reason,
  id: string,
  results: string,
  groupedBy: string | undefined,
): Html {
  const { title, remedy } = adviceOn(code);
  const whole = cases.items.every(({ request }) => request === undefined);
  const size = whole ? counted(rows, "row") : `${counted(cases.count, "request")} in ${counted(rows, "row")}`;
  return html`<article class="reason ${kind}" aria-labelledby="${id}-title">
    <h4 id="${id}-title">${title} <code>${code}</code></h4>
    <p class="remedy">${remedy}</p>
    ${fold(size, cases.items.length, casesTable(id, title, cases, results, groupedBy))}
  </article> `;
}

function casesTable(
  id: string,
  title: string,
  { items, count }: Listed<Case>,
  results: string,
  groupedBy: string | undefined,
): Html {
  return table({
    id,
    caption: title,
    unseen: true,
    columns: [
      { title: "Row", kind: "number" },
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Request" },
      { title: "Message", wide: true },
    ],
    rows: items.map(({ row, who, group, request, sentence }): readonly Cell[] => [
      row,
      quoted(who),
      ...groupCell(groupedBy, group),
      request === undefined
        ? "the whole row"
        : twoLines(quoted(requestName(request.label)), quoted(request.payer) ?? titleOf(request.platform)),
      quoted(sentence),
    ]),
    outOf: { count, where: results },
  });
}
