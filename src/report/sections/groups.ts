import { number } from "../../page/counted.ts";
import type { Group } from "../gather/groups.ts";
import { html } from "../../page/html.ts";
import type { ReportData } from "../report-data.ts";
import { quoted, table } from "../../page/tables/table.ts";
import type { Section } from "../../page/section.ts";

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
