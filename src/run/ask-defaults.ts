import type { Settings } from "../config/settings.ts";
import type { SpecDefaults } from "../roster/spec-defaults.ts";

/** What counts where a cell is blank; today is the earlier of the local and the UTC day. */
export function specDefaults(settings: Settings, nowMs: number): SpecDefaults {
  const now = new Date(nowMs);
  const utc = now.toISOString().slice(0, 10);
  const local = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  return {
    isMedallionOwned: settings.isMedallionOwned,
    isSelfManaged: settings.isSelfManaged,
    today: local < utc ? local : utc,
  };
}
