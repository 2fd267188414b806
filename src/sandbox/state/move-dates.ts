import type { Stores } from "../context.ts";
import { hashOf } from "../seeded.ts";
import { dayMs } from "../when.ts";

/** Licenses are renewed for so long, and so long before they end. */
const renewal = { forMs: 730 * dayMs, aheadMs: 30 * dayMs };

/**
 * What a day does to what people have: licenses are renewed a month before they end, or lapse, one in four;
 * enrollments are revalidated for three years; profiles are filled in, a to-do every third day. Days count from the
 * start, whatever the clock says.
 */
export function moveDates(stores: Stores, day: number, nowMs: number): void {
  const today = nowMs + day * dayMs;
  for (const license of stores.licensesOnFile.rows) {
    const { expiresMs, status } = license;
    if (expiresMs === null || status !== "active") continue;
    const isRenewed = hashOf(`renewed ${license.id}`) % 4 !== 0;
    if (isRenewed && expiresMs - today <= renewal.aheadMs && expiresMs > today) {
      stores.licensesOnFile.put({ ...license, expiresMs: expiresMs + renewal.forMs, modifiedMs: nowMs });
    }
    if (expiresMs < today) stores.licensesOnFile.put({ ...license, status: "inactive", modifiedMs: nowMs });
  }
  for (const license of stores.verifiableLicenses.rows) {
    const { expiresMs } = license;
    if (expiresMs === null || expiresMs - today > renewal.aheadMs || expiresMs < today) continue;
    if (hashOf(`renewed ${license.id}`) % 4 === 0) continue;
    stores.verifiableLicenses.put({ ...license, expiresMs: expiresMs + renewal.forMs });
  }
  for (const enrollment of stores.enrollmentsOnFile.rows) {
    const { revalidationMs } = enrollment;
    if (revalidationMs === null || revalidationMs > today) continue;
    stores.enrollmentsOnFile.put({
      ...enrollment,
      revalidationMs: revalidationMs + 1095 * dayMs,
      updatedMs: nowMs,
    });
  }
  for (const profile of stores.profiles.rows) {
    if (profile.todos === 0 || (day + hashOf(profile.id)) % 3 !== 0) continue;
    const todos = profile.todos - 1;
    const percent = todos === 0 ? 100 : profile.percent + Math.floor((100 - profile.percent) / profile.todos);
    stores.profiles.put({ ...profile, todos, percent, updatedMs: nowMs });
  }
}
