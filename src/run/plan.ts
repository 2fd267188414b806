import { workOf } from "../platforms/catalog.ts";
import type { OpenPlatform } from "../platforms/definition.ts";
import { kindsIn, type PlatformPlan } from "../requests/plan.ts";
import type { RequestsByWork } from "../results/request-words.ts";
import type { Staging } from "../staging/staging.ts";

/**
 * What one platform is about to be asked for, as the work items stand now.
 * @param title what the platform is called in sentences
 */
export function planOf(
  title: string,
  { name, resources }: Pick<OpenPlatform, "name" | "resources">,
  { workItems }: Pick<Staging, "workItems">,
): PlatformPlan {
  return {
    platform: name,
    title,
    kinds: resources.map(({ kind, verb = "create" }) => {
      const { workItems: operations, batches: calls, subjects } = workItems.count(kind, "send");
      return { kind, verb, operations, calls, subjects, held: workItems.heldCount(kind) };
    }),
  };
}

/** What plans send, or what they do not send since it is held already, by the sort of work that people count. */
export function requestsByWork(
  platforms: readonly PlatformPlan[],
  what: "operations" | "held",
): RequestsByWork {
  const counts: Record<string, number> = {};
  for (const planned of kindsIn({ platforms })) {
    const work = workOf(planned.kind);
    counts[work] = (counts[work] ?? 0) + planned[what];
  }
  return counts;
}
