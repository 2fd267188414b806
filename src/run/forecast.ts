import { pagesOf } from "../lists/whole.ts";
import type { Rate } from "../text/counts.ts";

/** What is known of one kind of request when everything has been read and nothing sent. */
export interface KindCounts {
  readonly kind: string;
  /** Requests to be created, and the calls that carry them. */
  readonly creates: number;
  readonly createCalls: number;
  /** Providers, groups or facilities that they are about. */
  readonly subjects: number;
  /** How long the platform's list is now. */
  readonly listed: number | undefined;
  /** The answer to a submission holds id and status, so that nothing has to be read afterwards. */
  readonly returnsFinalState: boolean;
}

/** What one call per thing would cost: look-ups and checks for each request of each row, as scripts do it. */
export interface OneByOne {
  readonly lookUps: number;
  readonly checks: number;
  readonly submissions: number;
  readonly statuses: number;
}

/** What is still to come on a platform. */
export interface Forecast {
  readonly submit: number;
  readonly confirm: number;
  /** How long all calls of the run take at the platform's pace: those already made and those to come. */
  readonly seconds: number;
}

/** Foretells the calls that sending and confirming take. Pure. */
export function forecast(kinds: readonly KindCounts[], callsMade: number, rate: Rate): Forecast {
  const submit = kinds.reduce((sum, { createCalls }) => sum + createCalls, 0);
  const confirm = kinds.reduce((sum, kind) => sum + confirmCalls(kind), 0);
  return { submit, confirm, seconds: secondsAt(callsMade + submit + confirm, rate) };
}

function confirmCalls({ creates, subjects, listed, returnsFinalState }: KindCounts): number {
  if (creates === 0 || returnsFinalState) return 0;
  return Math.min(pagesOf((listed ?? 0) + creates), subjects);
}

/** The least time that so many calls take: the first window's worth at once, then as places come free. */
export function secondsAt(calls: number, { calls: allowed, perMs }: Rate): number {
  if (calls <= 0) return 0;
  return (Math.floor((calls - 1) / allowed) * perMs) / 1000;
}

/** All of it as one number. */
export function oneByOneCalls({ lookUps, checks, submissions, statuses }: OneByOne): number {
  return lookUps + checks + submissions + statuses;
}
