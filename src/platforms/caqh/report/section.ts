import { actionWords, authorizationWords, profileWords, rosterWords } from "./words.ts";
import { counted } from "../../../page/counted.ts";
import type { CaqhFacts } from "./gather.ts";
import type { Tallied } from "../../../page/top-list.ts";
import { html, type Html } from "../../../page/html.ts";
import type { ReportCaqh } from "./person.ts";
import { barTable } from "../../../page/tables/bar-table.ts";
import { attestations } from "./attestations.ts";
import { caqhUnread, everyoneAtCaqh } from "./lists.ts";
import type { Section } from "../../../page/section.ts";
import type { PageContext } from "../../report-part.ts";

/** What CAQH says about the providers; no section when it was not asked. */
export function caqhSection(
  attributes: CaqhFacts,
  { results, groupedBy }: PageContext,
  today: number,
): Section | undefined {
  const { people, unread } = attributes;
  if (people.count + unread.count === 0) return undefined;
  return {
    id: "caqh",
    title: "CAQH: roster, profiles and attestations",
    short: "CAQH",
    body: html`<p>${counted(people.count, "provider")}, each counted once however many rows name them.</p>
      ${
        people.count === 0
          ? undefined
          : html`<h3 id="due">Attestations due</h3>
              ${attestations(attributes, today, results, groupedBy)}${standing(attributes, results, groupedBy)}`
      }${caqhUnread(unread, results, groupedBy)}`,
  };
}

function standing({ facets, people }: CaqhFacts, results: string, groupedBy: string | undefined): Html {
  return html`<h3 id="caqh-standing">Where the providers stand</h3>
    <div class="beside">
      <div>
        ${shares("Next action", "What to do", facets.action, actionWords)}
        ${shares("On our roster", "Roster status", facets.roster, rosterWords)}
      </div>
      <div>
        ${shares("Profile", "Profile status", facets.profile, profileWords)}
        ${shares("Authorization", "Can we read the profile?", facets.authorization, authorizationWords)}
      </div>
    </div>
    ${everyoneAtCaqh(people, results, groupedBy)}`;
}

function shares(
  caption: string,
  heading: string,
  counts: readonly Tallied<ReportCaqh>[],
  wordsOf: (caqh: ReportCaqh) => Html | string,
): Html {
  const bars = counts.map(({ item, count }) => ({ label: wordsOf(item), count }));
  return barTable(caption, heading, "Providers", bars);
}
