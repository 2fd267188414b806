import { counted, grouped, number } from "../counted.ts";
import type { Html } from "../html.ts";
import { kindName, platformName } from "../lines-of-work.ts";
import { quoted, word } from "../tables/cells.ts";
import { fold } from "../tables/fold.ts";
import { table } from "../tables/table.ts";
import { parties } from "../waiting/party.ts";
import { partyTag } from "../waiting/party-tag.ts";
import type { PlacedRequest } from "../waiting/placed-requests.ts";

/** Every status that occurs, as the platform spells it, with its category and where the page sorts it. */
export function statusWords(placed: readonly PlacedRequest[]): Html {
  const groups = grouped(placed, ({ standing, request }) =>
    JSON.stringify([standing.party, request.platform, request.kind, standing.category, request.status]),
  );
  const lines = [...groups.values()]
    .flatMap((group) => (group[0] === undefined ? [] : [{ ...group[0], count: group.length }]))
    .toSorted(
      (one, other) =>
        parties.indexOf(one.standing.party) - parties.indexOf(other.standing.party) ||
        other.count - one.count,
    );
  const list = table({
    id: "statuses",
    caption: "Statuses as the platforms spell them",
    unseen: true,
    columns: [
      { title: "Status", head: true },
      { title: "Category" },
      { title: "Kind", choice: true },
      { title: "Whose move", choice: true },
      { title: "Requests", kind: "number" },
    ],
    rows: lines.map(({ standing, request, count }) => [
      word(request.status) ?? "none read",
      quoted(standing.category),
      `${kindName(request.kind)}, ${platformName(request.platform)}`,
      partyTag(standing.party),
      number(count),
    ]),
    foot: ["All", "", "", "", number(placed.length)],
  });
  return fold(counted(lines.length, "status", "statuses"), lines.length, list);
}
