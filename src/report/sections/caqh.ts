import { caqhPeople, type CaqhPerson } from "../caqh/caqh-people.ts";
import { actionWords, authorizationWords, profileWords, rosterWords } from "../caqh/caqh-words.ts";
import { counted, filled, grouped } from "../counted.ts";
import { html, type Html } from "../html.ts";
import type { ReportCaqh, ReportData } from "../report-data.ts";
import { barTable } from "../tables/bar-table.ts";
import { attestations } from "./attestations.ts";
import { caqhUnread, everyoneAtCaqh } from "./caqh-lists.ts";
import type { Section } from "./section.ts";

/** What CAQH says about the providers; no section when it was not asked. */
export function caqh(data: ReportData, today: number): Section | undefined {
  if (data.caqh.length === 0) return undefined;
  const people = caqhPeople(data.caqh);
  const read = people.filter((person) => filled(person.caqh.error) === undefined);
  const unread = people.filter((person) => filled(person.caqh.error) !== undefined);
  return {
    id: "caqh",
    title: "CAQH",
    body: html`<p>
        ${counted(read.length, "provider")} with a CAQH status, each counted once however many rows name them.
      </p>
      <h3 id="due">Attestations due</h3>
      ${attestations(data.caqh, today)}${read.length === 0 ? undefined : standing(read)}${caqhUnread(unread)}`,
  };
}

function standing(people: readonly CaqhPerson[]): Html {
  return html`<h3>Where the providers stand</h3>
    <div class="beside">
      <div>
        ${shares("On our roster", "Roster status", people, rosterWords)}
        ${shares("Authorization", "May we read the profile?", people, authorizationWords)}
        ${shares("Profile", "Profile status", people, profileWords)}
      </div>
      ${shares("Next action", "What to do", people, actionWords)}
    </div>
    ${everyoneAtCaqh(people)}`;
}

function shares(
  caption: string,
  heading: string,
  people: readonly CaqhPerson[],
  wordsOf: (caqh: ReportCaqh) => Html | string,
): Html {
  const groups = grouped(
    people.map((person) => wordsOf(person.caqh)),
    (words) => (typeof words === "string" ? words : words.text),
  );
  const bars = [...groups.values()]
    .map((group) => ({ label: group[0], count: group.length }))
    .toSorted((one, other) => other.count - one.count);
  return barTable(caption, heading, "Providers", bars);
}
