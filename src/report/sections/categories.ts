import { number, html, type Html } from "../../page/html.ts";
import { quoted, word, table, partyTag } from "../../page/tables/table.ts";
import type { Tallied } from "../../page/top-list.ts";
import { parties } from "../../requests/party.ts";
import { groupedBy } from "../../text/grouped.ts";
import type { StatusWord } from "../gather/work.ts";
import { lineName } from "../report-data.ts";

/** The requests by the platforms' own categories, with the statuses of each as the platform spells them. */
export function categories(statuses: readonly Tallied<StatusWord>[]): Html {
  const groups = groupedBy(statuses, ({ item: { standing, platform, kind } }) =>
    JSON.stringify([standing.party, platform, kind, standing.category]),
  );
  const lines = [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [{ group, ...group[0].item, count: sum(group) }]))
    .toSorted(
      (one, other) =>
        parties.indexOf(one.standing.party) - parties.indexOf(other.standing.party) ||
        other.count - one.count,
    );
  return table({
    id: "categories",
    caption: "Requests by the platforms' own categories",
    unseen: true,
    columns: [
      { title: "Waiting on", choice: true },
      { title: "Category", head: true },
      { title: "Requests", kind: "number" },
      { title: "Kind", choice: true },
      { title: "Statuses", wide: true },
    ],
    rows: lines.map(({ group, standing, platform, kind, count }) => [
      partyTag(standing.party),
      standing.category.includes("_") ? word(standing.category) : quoted(standing.category),
      number(count),
      lineName({ kind, platform }),
      wordsOf(group),
    ]),
    foot: ["", "All", number(sum(statuses)), "", ""],
  });
}

function wordsOf(group: readonly Tallied<StatusWord>[]): readonly (Html | string)[] {
  return group.map(({ item, count }, index) => {
    const comma = index === 0 ? "" : ", ";
    return html`${comma}${word(item.status) ?? "none read"} ${number(count)}`;
  });
}

function sum(group: readonly Tallied<StatusWord>[]): number {
  return group.reduce((total, { count }) => total + count, 0);
}
