import { utcMonday } from "d3-time";
import { requestedAt, type LedgerEntry, type PastRun, type RunCounts } from "../../ledger/entry.ts";
import { kindNames, standingOf } from "../../platforms/catalog.ts";
import { msPerDay } from "../../text/days.ts";
import type { ReportRequest } from "../report-rows.ts";

/** What the last run of a week came to, and what happened in the whole week. */
export interface TrendWeek {
  /** Its Monday, days since 1970. */
  readonly monday: number;
  /** How many requests were open at the last run of the week, by kind; undefined when there was no run. */
  readonly open: Readonly<Record<ReportRequest["kind"], number>> | undefined;
  /** Requests made, completed and ended without success in the week. */
  readonly made: number;
  readonly completed: number;
  readonly ended: number;
  /** Attestations overdue or due within 30 days at the last run of the week. */
  readonly lapsing: number;
}

/** How long requests took from the request to the end, for one kind, state or payer. */
export interface Duration {
  readonly by: "kind" | "state" | "payer";
  readonly name: string;
  readonly kind: ReportRequest["kind"];
  /** How many were completed. */
  readonly count: number;
  readonly medianDays: number;
}

/** What the ledger remembers of earlier runs. */
export interface History {
  /** Oldest first; empty when fewer than two weeks have runs. */
  readonly weeks: readonly TrendWeek[];
  readonly durations: readonly Duration[];
}

/** How many weeks the page shows. */
const trendWeeks = 12;
/** A median of fewer says nothing. */
const enough = 5;

/** When the first week of the page begins, milliseconds since the epoch. */
export function trendStart(now: number): number {
  return utcMonday.offset(utcMonday.floor(new Date(now)), 1 - trendWeeks).getTime();
}

/**
 * The weeks up to now. How many are open is told by runs over a whole roster only, made by all of them.
 * @param now milliseconds since the epoch
 */
export function weeksOf(runs: readonly PastRun[], now: number): readonly TrendWeek[] {
  const counted = runs.flatMap(({ startedAt, counts }) =>
    counts === undefined ? [] : [{ at: startedAt, counts }],
  );
  const mondays = Array.from({ length: trendWeeks }, (_, index) => trendStart(now) + index * 7 * msPerDay);
  const weeks = mondays.map((monday) => {
    const own = counted.filter(({ at }) => at >= monday && at < monday + 7 * msPerDay);
    const newest = own.findLast(({ counts }) => counts["whole"] === 1)?.counts;
    return {
      monday: monday / msPerDay,
      open: newest === undefined ? undefined : openOf(newest),
      made: sumOf(own, "made"),
      completed: sumOf(own, "completed"),
      ended: sumOf(own, "ended"),
      lapsing: (newest?.["attestations overdue"] ?? 0) + (newest?.["attestations in 30 days"] ?? 0),
    };
  });
  const first = weeks.findIndex(({ open }) => open !== undefined);
  const shown = first === -1 ? [] : weeks.slice(first);
  return shown.filter(({ open }) => open !== undefined).length < 2 ? [] : shown;
}

function openOf(counts: RunCounts): Record<ReportRequest["kind"], number> {
  return Object.fromEntries(kindNames.map((kind) => [kind, counts[`open ${kind}`] ?? 0]));
}

function sumOf(runs: readonly { readonly counts: RunCounts }[], what: string): number {
  return runs.reduce(
    (sum, { counts }) => sum + kindNames.reduce((all, kind) => all + (counts[`${what} ${kind}`] ?? 0), 0),
    0,
  );
}

/** Median days from request to completion by kind, state and payer, where there are enough. */
export async function durationsOf(
  changed:
    | AsyncIterable<LedgerEntry & { readonly reachedAt: number }>
    | Iterable<LedgerEntry & { readonly reachedAt: number }>,
): Promise<readonly Duration[]> {
  const groups = new Map<string, Omit<Duration, "count" | "medianDays"> & { readonly days: number[] }>();
  for await (const entry of changed) {
    const began = requestedAt(entry);
    const kind = kindNames.find((known) => entry.kind.endsWith(`.${known}`));
    if (began === undefined || kind === undefined || !isDone(entry, kind)) continue;
    const days = Math.max(0, (entry.reachedAt - began) / msPerDay);
    for (const [by, name] of groupsOf(entry, kind)) {
      const key = `${by} ${kind} ${name}`;
      const known = groups.get(key) ?? { by, name, kind, days: [] };
      if (known.days.length === 0) groups.set(key, known);
      known.days.push(days);
    }
  }
  return [...groups.values()]
    .filter(({ days }) => days.length >= enough)
    .map(({ by, name, kind, days }) => ({ by, name, kind, count: days.length, medianDays: median(days) }))
    .toSorted(
      (one, other) =>
        kindNames.indexOf(one.kind) - kindNames.indexOf(other.kind) ||
        order.indexOf(one.by) - order.indexOf(other.by) ||
        other.medianDays - one.medianDays,
    );
}

const order = ["kind", "payer", "state"] as const;

function isDone({ platform, status, details }: LedgerEntry, kind: ReportRequest["kind"]): boolean {
  const statusCategory = details?.["status_category"];
  return standingOf({ platform, kind, status, statusCategory }).party === "done";
}

function groupsOf(
  { attributes }: LedgerEntry,
  kind: ReportRequest["kind"],
): readonly (readonly [Duration["by"], string])[] {
  const named = (by: Duration["by"], value: unknown): readonly (readonly [Duration["by"], string])[] =>
    typeof value === "string" && value !== "" ? [[by, value]] : [];
  return [
    ["kind", kind],
    ...named("state", attributes["state"]),
    ...named("payer", attributes["payer_name"]),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
