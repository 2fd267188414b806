import type { Settings } from "../config/resolve.ts";
import { platforms } from "../platforms/index.ts";
import type { ParseRules } from "../platforms/request-kind.ts";
import { addedIdentityColumns, identityColumns } from "../roster/columns.ts";

/** What the reading of a row depends on beside its cells; today is the earlier of the local and the UTC day. */
export function parseRules({ defaults }: Pick<Settings, "defaults">, nowMs: number): ParseRules {
  const now = new Date(nowMs);
  const utc = now.toISOString().slice(0, 10);
  const local = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  return { defaults, today: local < utc ? local : utc, ...sharedRules };
}

/** What all platforms together have to say of it. */
export const sharedRules: Pick<ParseRules, "choices" | "personIds"> = {
  choices: (column) => platforms.flatMap(({ choices }) => choices?.[column] ?? []),
  personIds: identityColumns.filter((column) => addedIdentityColumns.includes(column)),
};
