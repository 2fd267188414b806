import { hashOf } from "../seeded.ts";

/** One stage on a request's way. */
export interface Step {
  readonly status: string;
  readonly reason?: string;
}

/** The stages that a request goes through, first to last. */
export type Path = readonly [Step, ...Step[]];

/** Where a request stands on its way. */
export interface Track {
  readonly path: Path;
  readonly step: number;
}

/**
 * The way of a request, chosen by its id alone. A request that starts in the middle gets a way that
 * knows its status; with a status that no way knows it stays where it is.
 */
export function trackFor(paths: readonly [Path, ...Path[]], id: string, status?: string): Track {
  const own = paths[hashOf(id) % paths.length] ?? paths[0];
  if (status === undefined) return { path: own, step: 0 };
  for (const path of [own, ...paths]) {
    const step = path.findIndex((stage) => stage.status === status);
    if (step >= 0) return { path, step };
  }
  return { path: [{ status }], step: 0 };
}

/** The track one stage on, or undefined when the request rests that day or has arrived. */
export function nextStage(track: Track, id: string, day: number): Track | undefined {
  if (track.step >= track.path.length - 1 || rests(id, day)) return undefined;
  return { path: track.path, step: track.step + 1 };
}

/** The stage that the track points at. */
export function stageOf(track: Track): Step {
  return track.path[track.step] ?? track.path[0];
}

/** Every fourth day or so nothing happens, but never two days running. */
function rests(id: string, day: number): boolean {
  const idle = (on: number): boolean => hashOf(`${id} ${on}`) % 4 === 0;
  return idle(day) && !idle(day - 1);
}
