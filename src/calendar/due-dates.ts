import { createHash } from "node:crypto";
import { lapseName, lapseType, payerOf, type Lapse } from "../holdings/lapse.ts";
import { statusKinds, titleOf } from "../platforms/catalog.ts";
import type { ReportedRow } from "../results/reported-row.ts";
import { isoDay } from "../text/days.ts";
import type { DayEvent } from "./calendar-file.ts";

/**
 * The due dates of a row: what its provider or group has and when it lapses, and by when its provider has to do
 * something by what statuses say. Nobody is named but as the roster names them.
 */
export function dueDates(reported: ReportedRow, lapses: readonly Lapse[]): readonly DayEvent[] {
  const who = reported.who === "" ? `row ${reported.row}` : reported.who;
  return [...lapses.map((lapse) => eventOf(lapse, who)), ...deadlines(reported, who)];
}

function eventOf(lapse: Lapse, who: string): DayEvent {
  const { key, kind, day, holding } = lapse;
  const { state, number, status, platform } = holding;
  const name = lapseName(lapse);
  const type = lapseType(lapse);
  const what = [name, payerOf(lapse), state].filter(isReported).join(", ");
  const attributes = [
    number === undefined ? undefined : `Number: ${number}`,
    type === undefined ? undefined : `Type: ${type}`,
    status === undefined ? undefined : `Status: ${status}`,
    `Source: ${titleOf(platform)}`,
  ];
  return {
    uid: uidOf(key),
    ...daysOf(day),
    summary: `${what}: ${who}`,
    description: [sentences[kind], ...attributes.filter(isReported)].join("\n"),
    category: name,
  };
}

const sentences: Readonly<Record<Lapse["kind"], string>> = {
  license: "Expires; this is its last day.",
  enrollment: "The enrollment ends; this is its last day.",
  revalidation: "The payer wants the enrollment revalidated by this day.",
  recredentialing: "To be credentialed again by this day.",
};

function deadlines({ statuses, answers }: ReportedRow, who: string): readonly DayEvent[] {
  return statusKinds.flatMap(({ name, deadlineIn, deadlineWords }) => {
    const status = statuses.get(name);
    if (status === undefined || deadlineIn === undefined || deadlineWords === undefined) return [];
    const deadline = deadlineIn({ ...answers, ...status.answers });
    if (deadline?.day === undefined || (deadline.who ?? "") === "") return [];
    const { key, summary, description, category } = deadlineWords(deadline);
    return [
      { uid: uidOf(key), ...daysOf(deadline.day), summary: `${summary}: ${who}`, description, category },
    ];
  });
}

/** Ids of a platform are anything; a hash of one is the same every night and tells nothing. */
function uidOf(key: string): string {
  return `${createHash("sha256").update(key).digest("hex").slice(0, 32)}@roster-sync.invalid`;
}

function daysOf(day: number): Pick<DayEvent, "day" | "end"> {
  return { day: isoDay(day), end: isoDay(day + 1) };
}

function isReported(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
