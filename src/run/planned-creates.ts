import type { RequestPlatform } from "../platforms/platform.ts";
import { requestWorkOf, type RequestsByWork } from "../results/request-words.ts";
import type { Staging } from "../staging/staging.ts";

/** What one platform is about to be asked for. */
export interface PlannedCreates {
  /** What the platform is called in sentences. */
  readonly platform: string;
  readonly requests: RequestsByWork;
  /** What rows ask for and providers hold already, so that it is not requested. */
  readonly held: RequestsByWork;
}

/** What a platform run is about to create. */
export function plannedCreates(title: string, platform: RequestPlatform, staging: Staging): PlannedCreates {
  const requests: Record<string, number> = {};
  const held: Record<string, number> = {};
  for (const { kind } of platform.resources) {
    const work = requestWorkOf(kind);
    requests[work] = (requests[work] ?? 0) + staging.workItems.count(kind, "send").workItems;
    held[work] = (held[work] ?? 0) + staging.workItems.heldCount(kind);
  }
  return { platform: title, requests, held };
}

/** What all platforms together are about to be asked for. */
export function allRequests(plans: readonly PlannedCreates[]): RequestsByWork {
  return together(plans.map(({ requests }) => requests));
}

/** What all platforms together have already of what rows ask for. */
export function allHeld(plans: readonly PlannedCreates[]): RequestsByWork {
  return together(plans.map(({ held }) => held));
}

function together(counts: readonly RequestsByWork[]): RequestsByWork {
  const all: Record<string, number> = {};
  for (const each of counts) {
    for (const [work, count] of Object.entries(each)) all[work] = (all[work] ?? 0) + count;
  }
  return all;
}
