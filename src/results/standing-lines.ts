import { nameOfKind, requestKinds } from "../platforms/catalog.ts";
import type { Summary } from "./summary.ts";
import { counted, thousands } from "../text/counts.ts";

const manyOf: ReadonlyMap<string, string> = new Map(
  requestKinds.map(({ kind, words }) => [nameOfKind(kind), words.many]),
);

/** For example: `5 requests ended without success (2 since the last run): 3 enrollments panel_closed, 2 licenses inactive`. */
export function endedLines({ ended }: Pick<Summary, "ended">): readonly string[] {
  if (ended.count === 0) return [];
  const fresh = ended.new === 0 ? "" : ` (${thousands(ended.new)} since the last run)`;
  const statuses = ended.statuses.map(
    ({ kind, status, count }) => `${counted(count, kind, manyOf.get(kind) ?? kind)} ${status}`,
  );
  return [`${counted(ended.count, "request")} ended without success${fresh}: ${statuses.join(", ")}`];
}

/** For example: `waiting: 3 for us, 2 for the provider, 10 for the platform`. */
export function waitingLines({ waiting }: Pick<Summary, "waiting">): readonly string[] {
  const parts = (Object.keys(waitingFor) as (keyof Summary["waiting"])[])
    .filter((party) => waiting[party] > 0)
    .map((party) => `${thousands(waiting[party])} ${waitingFor[party]}`);
  return parts.length === 0 ? [] : [`waiting: ${parts.join(", ")}`];
}

const waitingFor: Readonly<Record<keyof Summary["waiting"], string>> = {
  us: "for us",
  provider: "for the provider",
  platform: "for the platform",
  outside: "for a payer, board or committee",
  another: "for another request",
  hold: "on hold",
};
