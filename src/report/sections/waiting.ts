import { barsHeight, labelledBars } from "../charts/bars.ts";
import { figure } from "../charts/figure.ts";
import { counted, number, tallied } from "../counted.ts";
import { html, type Html } from "../html.ts";
import { table } from "../tables/table.ts";
import { parties, partyMeanings, partyNames } from "../waiting/party.ts";
import { partyTag } from "../waiting/party-tag.ts";
import { waitingFor, type PlacedRequest } from "../waiting/placed-requests.ts";
import { ourMoves } from "./our-moves.ts";
import type { Section } from "./section.ts";
import { statusWords } from "./status-words.ts";

/** Whose move it is, for every request that is on a platform. */
export function waiting(placed: readonly PlacedRequest[], today: number): Section {
  return {
    id: "waiting",
    title: "Waiting for whom",
    body:
      placed.length === 0
        ? html`<p class="nothing">No request is on a platform yet.</p> `
        : html`<p>
              ${counted(placed.length, "request")} on the platforms, each counted once however many rows ask
              for it.
            </p>
            ${byParty(placed)}
            <h3 id="waiting-us">Waiting for us</h3>
            ${ourMoves(waitingFor(placed, "us"), today)}
            <h3>In the platforms' own words</h3>
            ${statusWords(placed)}`,
  };
}

function byParty(placed: readonly PlacedRequest[]): Html {
  const counts = tallied(placed, ({ standing }) => standing.party);
  const lines = parties
    .filter((party) => party === "us" || counts.has(party))
    .map((party) => ({ party, count: counts.get(party) ?? 0 }));
  const chart = figure({
    id: "waiting-chart",
    title: "Requests by whose move it is",
    description: `${lines.map(({ party, count }) => `${partyNames[party]}: ${number(count)}`).join(". ")}.`,
    height: barsHeight(lines.length),
    drawing: labelledBars(
      lines.map(({ party, count }) => ({ label: partyNames[party], count, tone: `party-${party}` })),
    ),
  });
  const numbers = table({
    id: "parties",
    caption: "Whose move it is",
    columns: [
      { title: "Whose move", head: true },
      { title: "What that means", wide: true },
      { title: "Requests", kind: "number" },
    ],
    rows: lines.map(({ party, count }) => [partyTag(party), partyMeanings[party], number(count)]),
    foot: ["All", "", number(placed.length)],
  });
  return html`<div class="beside">${chart}${numbers}</div> `;
}
