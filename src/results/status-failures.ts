import { statusKinds } from "../platforms/catalog.ts";
import type { StatusKind } from "../platforms/status-source.ts";
import type { StatusFailures } from "./summary.ts";

/** The sources of which statuses could not be read, and how many. */
export function failedSources(
  summary: StatusFailures,
): readonly (StatusKind["failures"] & { readonly count: number })[] {
  return statusKinds
    .map(({ failures }) => ({ ...failures, count: summary[failures.field] ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** The fields of all sources, with nothing in them. */
export const noStatusFailures: StatusFailures = Object.fromEntries(
  statusKinds.map(({ failures }) => [failures.field, 0]),
);
