import type { RequestPlatform } from "./platforms/platform.ts";
import { requestWorkOf, type RequestsByWork } from "./results/request-words.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** What one platform is about to be asked for. */
export interface PlannedCreates {
  /** What the platform is called in sentences. */
  readonly platform: string;
  readonly requests: RequestsByWork;
}

/** What a lane is about to create. */
export function plannedCreates(
  title: string,
  platform: RequestPlatform,
  workspace: Workspace,
): PlannedCreates {
  const requests: Record<string, number> = {};
  for (const { kind } of platform.books) {
    const work = requestWorkOf(kind);
    requests[work] = (requests[work] ?? 0) + workspace.wants.count(kind, "create").wants;
  }
  return { platform: title, requests };
}

/** What all platforms together are about to be asked for. */
export function allRequests(plans: readonly PlannedCreates[]): RequestsByWork {
  const all: Record<string, number> = {};
  for (const { requests } of plans) {
    for (const [work, count] of Object.entries(requests)) all[work] = (all[work] ?? 0) + count;
  }
  return all;
}
