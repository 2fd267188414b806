import type { ResultColumn } from "../cells/cells.ts";
import { holdingKey, type Holding, type HoldingDay } from "../ledger/entry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { platformOf } from "../platforms/catalog.ts";
import type { HoldingSource } from "../platforms/holding-source.ts";
import { platforms } from "../platforms/index.ts";
import type { Moved } from "../requests/status-change.ts";
import type { Staging } from "../staging/staging.ts";
import type { RowAnswers } from "./layout.ts";
import { enrollmentDates, licenseDates } from "./license-dates.ts";
import type { AnsweredRequest } from "./row-answers.ts";

/** A day as a column tells it, with the holding that it is of. */
export interface ToldDay {
  readonly column: ResultColumn;
  /** What stands in front of it in the column; blank where it stands alone. */
  readonly label: string;
  /** What it is called among the changes: `expiration CA license`. */
  readonly name: string;
  readonly value: string;
  readonly holding: Holding;
  readonly day: HoldingDay;
}

/** What the people of a row have, and when it lapses. */
export interface DateAnswer {
  /** Who the row is about, as far as it was looked up for this. */
  readonly ids: RowAnswers;
  readonly answers: RowAnswers;
  readonly moved: readonly Moved[];
  /** The keys of the changes, to be marked as told. */
  readonly changeKeys: readonly string[];
  /** All that is known, of the platform that the row's requests go to first. */
  readonly holdings: readonly Holding[];
}

/** What telling the dates of a row needs. */
export interface DateTools {
  readonly staging: Staging;
  readonly ledger: Ledger;
  /** Something has moved that was not told yet. */
  readonly anyChange: boolean;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What the roster holds under a label of a column from an earlier run. */
  readonly previous: (column: ResultColumn, label: string) => string | undefined;
}

/** The columns of dates and readiness of a row; undefined when they are not wanted of it. */
export async function dateAnswer(
  row: number,
  specs: readonly AnsweredRequest[],
  tools: DateTools,
): Promise<DateAnswer | undefined> {
  const { staging, ledger, today } = tools;
  const dated = staging.holders.rowOf(row);
  if (dated === undefined) return undefined;
  const holdingsOf = async (platform: string, subject: string): Promise<readonly Holding[]> =>
    (await ledger.holdings.ofSubjects(platform, [subject])).get(subject) ?? [];
  const known = new Map<string, readonly Holding[]>();
  for (const { name } of platforms) {
    const subject = dated.who[name];
    if (subject !== undefined) known.set(name, await holdingsOf(name, subject));
  }
  const group = groupOf(specs);
  const ofGroup = group === undefined ? [] : await holdingsOf(group.platform, group.subject);
  const first = firstPlatform(specs);
  const holdings = [
    ...(known.get(first) ?? []),
    ...[...known].flatMap(([name, own]) => (name === first ? [] : own)),
  ];
  const licenses = licenseDates(dated.named, holdings, today);
  const enrollments = enrollmentDates(dated.named, [...holdings, ...ofGroup], today);
  const [recredentialing] = holdings.filter(({ kind }) => kind === "recredentialing");
  const [profile] = holdings.filter(({ kind }) => kind === "profile");
  const due = recredentialing?.due;
  const days: readonly ToldDay[] = [
    ...licenses.days,
    ...enrollments.days,
    ...(recredentialing === undefined || due === undefined
      ? []
      : [dayOfRecredentialing(recredentialing, due)]),
  ];
  const unread = new Set(staging.holders.unread.map(({ platform, kind }) => `${platform}.${kind}`));
  const answers: RowAnswers = {
    ...licenses.answers,
    ...enrollments.answers,
    recredentialing_due: due ?? "",
    profile_state: profile === undefined ? "" : profileState(profile),
  };
  return {
    ids: Object.fromEntries(
      platforms.flatMap(({ name, person }) => {
        const id = dated.who[name];
        return person === undefined || id === undefined ? [] : [[person.column, id]];
      }),
    ),
    answers: withoutUnread(
      answers,
      { ...dated.who, ...(group === undefined ? {} : { [group.platform]: group.subject }) },
      unread,
    ),
    ...(await movesOf(days, tools)),
    holdings: [...holdings, ...ofGroup],
  };
}

function dayOfRecredentialing(holding: Holding, value: string): ToldDay {
  return {
    column: "recredentialing_due",
    label: "",
    name: "recredentialing due",
    value,
    holding,
    day: "due",
  };
}

/** The platform that the row's requests go to; where they go to several, or to none, the one that is told first. */
function firstPlatform(specs: readonly AnsweredRequest[]): string {
  const asked = specs.map(({ staged }) => platformOf(staged.spec.kind));
  return (platforms.find(({ name }) => asked.includes(name)) ?? platforms[0])?.name ?? "";
}

function groupOf(
  specs: readonly AnsweredRequest[],
): { readonly platform: string; readonly subject: string } | undefined {
  const found = specs.find(({ staged: { spec } }) => "subject" in spec && spec.subject === "group");
  const subject = found?.workItem?.subject;
  return found === undefined || subject === undefined
    ? undefined
    : { platform: platformOf(found.staged.spec.kind), subject };
}

/** `complete`, or how much of it there is and what is open. */
function profileState({ status, attributes }: Holding): string {
  const { percent, todos } = attributes;
  if (status === "complete" || (status === undefined && percent === "100" && todos === "0"))
    return "complete";
  const parts = [
    ...(typeof percent === "string" ? [`${percent} %`] : []),
    ...(typeof todos === "string" ? [todos === "1" ? "1 to-do" : `${todos} to-dos`] : []),
  ];
  return parts.length === 0 ? (status ?? "") : parts.join(", ");
}

/** The lists that the columns are told from. */
const lists: readonly HoldingSource[] = platforms.flatMap(({ holdings = [] }) => holdings);

/** A column of which nothing could be read says nothing new: what an earlier run wrote there stays. */
function withoutUnread(
  answers: RowAnswers,
  who: Readonly<Record<string, string>>,
  unread: ReadonlySet<string>,
): RowAnswers {
  const kept: Record<string, string> = {};
  for (const [column, value] of Object.entries(answers)) {
    const isRead = lists.some(
      ({ platform, kind, columns }) =>
        columns.includes(column) && who[platform] !== undefined && !unread.has(`${platform}.${kind}`),
    );
    if (value !== "" || isRead) kept[column] = value;
  }
  return kept;
}

async function movesOf(
  days: readonly ToldDay[],
  { ledger, anyChange, previous }: DateTools,
): Promise<Pick<DateAnswer, "moved" | "changeKeys">> {
  const moved: Moved[] = [];
  const changeKeys: string[] = [];
  for (const told of days) {
    const { holding, day, column, label, value, name } = told;
    const key = holdingKey(holding, day);
    const unreported = anyChange ? ((await ledger.changes.unreportedOf([key])).get(key) ?? []) : [];
    if (unreported.length > 0) changeKeys.push(key);
    const isAlone = days.filter((other) => other.column === column && other.label === label).length === 1;
    const before = isAlone ? previous(column, label) : undefined;
    const from = before !== undefined && isDay.test(before) ? before : unreported[0]?.from;
    if (from === undefined || from === value) continue;
    moved.push({
      platform: holding.platform,
      request: name,
      from,
      to: value,
      seenAt: unreported.at(-1)?.seenAt,
    });
  }
  return { moved, changeKeys };
}

const isDay = /^\d{4}-\d{2}-\d{2}$/;
