import type { RequestRecord } from "./records.ts";
import { nextStage, stageOf, trackFor } from "./track.ts";
import type { Path } from "./track.ts";

/** How a request begins. */
export interface Beginning {
  readonly id: string;
  readonly origin: "world" | "posted";
  readonly createdMs: number;
  readonly visibleFromMs: number;
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
  readonly sinceMs?: number | undefined;
}

/** The common part of a new record; the stages before a given status are in its history. */
export function begin(paths: readonly [Path, ...Path[]], beginning: Beginning): RequestRecord {
  const { id, origin, createdMs, visibleFromMs } = beginning;
  const track = trackFor(paths, id, beginning.status);
  const passed = track.path.slice(0, track.step).map((stage) => ({
    status: stage.status,
    reason: stage.reason ?? null,
    atMs: createdMs,
  }));
  const stage = stageOf(track);
  const current = {
    status: stage.status,
    reason: beginning.reason ?? stage.reason ?? null,
    atMs: beginning.sinceMs ?? createdMs,
  };
  const history = [...passed, current];
  return { id, origin, createdMs, visibleFromMs, status: stage.status, history, track };
}

/** The record one stage on, or undefined when it stays where it is that day. */
export function moveOn<T extends RequestRecord>(record: T, day: number, nowMs: number): T | undefined {
  const track = nextStage(record.track, record.id, day);
  if (track === undefined) return undefined;
  const stage = stageOf(track);
  const mark = { status: stage.status, reason: stage.reason ?? null, atMs: nowMs };
  return { ...record, status: stage.status, history: [...record.history, mark], track };
}

/** When the record first came to one of the statuses. */
export function reachedMs(record: RequestRecord, ...statuses: readonly string[]): number | undefined {
  return record.history.find((mark) => statuses.includes(mark.status))?.atMs;
}

/** When the record came to its present status. */
export function changedMs(record: RequestRecord): number {
  return record.history.at(-1)?.atMs ?? record.createdMs;
}

/** Why the record is in its present status, where the platform says so. */
export function reasonOf(record: RequestRecord): string | null {
  return record.history.at(-1)?.reason ?? null;
}
