import { columns, columnsHeight } from "../../../page/charts/bars.ts";
import { figure } from "../../../page/charts/figure.ts";
import { filled, counted, number, html, type Html, type Section } from "../../../page/html.ts";
import {
  barTable,
  quoted,
  rowNumbers,
  word,
  fold,
  groupCell,
  groupColumn,
  table,
  type SortedCell,
} from "../../../page/tables/table.ts";
import type { Tallied } from "../../../page/top-list.ts";
import { dueSpans, spanNames, spanOf, away, isoDay, longDay, shortDay } from "../../../text/days.ts";
import { reportPart, type ReportPart, type Step, type PageContext } from "../../report-part.ts";
import type { StatusAnswer } from "../../status-source.ts";
import { dueDayOf } from "../answer.ts";
import { dueIn, CaqhGathering, type CaqhFacts, type ReportCaqh, dueByWeek, isForSomebody } from "./gather.ts";
import {
  actionWords,
  authorizationWords,
  profileWords,
  rosterWords,
  caqhUnread,
  everyoneAtCaqh,
} from "./lists.ts";

/** The run ended before it came to this provider. */
const notAsked = "Not read in this run. Run again: it picks up where it stopped.";

/** CAQH on the page for people. */
export const caqhReport: ReportPart = reportPart<ReportCaqh, CaqhFacts>({
  itemOf: ({ answers: known }: StatusAnswer, answers, person) => ({
    ...person,
    caqhId: known["caqh_provider_id"] ?? answers["caqh_provider_id"],
    found: known["caqh_found"],
    rosterStatus: known["caqh_roster_status"],
    authorizationFlag: known["caqh_authorization_flag"],
    providerStatus: known["caqh_provider_status"],
    providerStatusDate: known["caqh_provider_status_date"],
    practiceState: known["caqh_practice_state"],
    attestationDue: known["caqh_attestation_due"],
    nextAction: known["caqh_next_action"],
    error: Object.keys(known).length === 0 ? notAsked : known["caqh_error"],
  }),
  deadlineOf: (person) => {
    const due = dueDayOf(person);
    return due === undefined ? undefined : { ...due, who: filled(person.caqhId) };
  },
  gatherer: (today) => new CaqhGathering(today),
  section: caqhSection,
  steps,
});

function steps({ dueDays, facets, unread }: CaqhFacts, today: number): readonly Step[] {
  return [
    {
      count: dueIn(dueDays, "overdue", today),
      one: "CAQH attestation is overdue.",
      many: "CAQH attestations are overdue.",
      section: "due",
      link: "Whose",
    },
    {
      count: dueIn(dueDays, "within30", today),
      one: "CAQH attestation is due within 30 days.",
      many: "CAQH attestations are due within 30 days.",
      section: "due",
      link: "Whose, and when",
    },
    {
      count: facets.action.reduce(
        (sum, { item, count }) => sum + (isForSomebody(filled(item.nextAction)) ? count : 0),
        0,
      ),
      one: "provider needs something else at CAQH.",
      many: "providers need something else at CAQH.",
      section: "caqh-standing",
      link: "What",
    },
    {
      count: unread.count,
      one: "CAQH status could not be read.",
      many: "CAQH statuses could not be read.",
      section: "unread",
      link: "Why not",
    },
  ];
}

/** What CAQH says about the providers; no section when it was not asked. */
function caqhSection(
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

/** Who has to attest again and when: by span, by week, and one by one. */
export function attestations(
  attributes: CaqhFacts,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html {
  if (attributes.due.count === 0) {
    return html`<p class="nothing">CAQH gives no attestation due dates.</p> `;
  }
  return html`<p>Counted from ${longDay(today)}. An attestation lasts 120 days, in Illinois 180.</p>
    <div class="beside">
      ${barTable(
        "Attestations by when they are due",
        "Due",
        "Providers",
        dueSpans.map((span) => ({
          label: spanNames[span],
          count: dueIn(attributes.dueDays, span, today),
          tone: `due-${span}`,
        })),
      )}${byWeek(attributes, today)}
    </div>
    ${list(attributes, today, results, groupedBy)}`;
}

function byWeek({ dueDays }: CaqhFacts, today: number): Html {
  const weeks = dueByWeek(dueDays, today);
  const busiest = weeks.reduce((one, other) => (other.count > one.count ? other : one));
  const sum = weeks.reduce((total, { count }) => total + count, 0);
  const numbers = table({
    id: "weeks",
    caption: "Attestations due in each week",
    unseen: true,
    still: true,
    columns: [
      { title: "Week from Monday", head: true },
      { title: "Due", kind: "number" },
    ],
    rows: weeks.map(({ monday, count }) => [isoDay(monday), number(count)]),
    foot: ["All", number(sum)],
  });
  return html`<div>
    ${figure({
      id: "weeks-chart",
      title: "Attestations due in the next 90 days, by week",
      description:
        sum === 0
          ? "None is due in the next 90 days."
          : `${number(sum)} in all. The busiest week begins on ${longDay(busiest.monday)}: ${number(busiest.count)}.`,
      height: columnsHeight,
      drawing: columns(
        weeks.map(({ monday, count }) => ({
          label: shortDay(monday),
          name: `Week from ${longDay(monday)}`,
          count,
          tone: "due-week",
        })),
      ),
    })}${fold("The numbers of this chart", weeks.length, numbers, "detail")}
  </div> `;
}

function list(
  { due, dueDays }: CaqhFacts,
  today: number,
  results: string,
  groupedBy: string | undefined,
): Html | undefined {
  const urgent = due.items.filter(({ item }) => spanOf(item.due, today) !== "later");
  if (urgent.length === 0) return undefined;
  const count = dueSpans
    .filter((span) => span !== "later")
    .reduce((sum, span) => sum + dueIn(dueDays, span, today), 0);
  const rows = urgent.map(({ item: { caqh, due: by }, rows: named }) => {
    const span = spanOf(by, today);
    return [
      quoted(caqh.who),
      ...groupCell(groupedBy, caqh.group),
      html`<span class="tag due-${span}">${spanNames[span]}</span>`,
      attestBy(by.day, by.lapsed),
      daysCell(by.day, today),
      word(filled(caqh.providerStatus)),
      word(filled(caqh.rosterStatus)),
      rowNumbers(named),
    ];
  });
  const attestationsTable = table({
    id: "due-list",
    caption: "Attestations, the soonest first",
    unseen: true,
    columns: [
      { title: "Who", head: true },
      ...groupColumn(groupedBy),
      { title: "Due", choice: true },
      { title: "Attest by" },
      { title: "Days left", kind: "number" },
      { title: "Profile" },
      { title: "Roster" },
      { title: "Row", kind: "number" },
    ],
    rows,
    outOf: { count, where: results },
  });
  const summary = `${counted(count, "attestation")} overdue or due within 90 days`;
  return fold(summary, rows.length, attestationsTable, "action");
}

function attestBy(day: number | undefined, lapsed: boolean): SortedCell {
  if (day === undefined) return { content: "lapsed", sort: "0000" };
  return { content: html`${lapsed ? "lapsed " : ""}<time>${isoDay(day)}</time>`, sort: isoDay(day) };
}

function daysCell(day: number | undefined, today: number): SortedCell {
  if (day === undefined) return { content: "not known", sort: -Infinity };
  return { content: away(day - today), sort: day - today };
}
