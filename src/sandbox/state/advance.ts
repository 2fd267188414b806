import type { Stores } from "../context.ts";
import { hashOf, pickBy, uuidOf, dayMs } from "../seeded.ts";
import {
  moveOn,
  reachedMs,
  type Store,
  type Enrollment,
  type MedallionCredentialing,
  type RequestRecord,
} from "./sandbox-state.ts";

/** Licenses are renewed for so long, and so long before they end. */
const renewal = { forMs: 730 * dayMs, aheadMs: 30 * dayMs };

/**
 * What a day does to what people have: licenses are renewed a month before they end, or lapse, one in four;
 * enrollments are revalidated for three years; profiles are filled in, a to-do every third day. Days count from the
 * start, whatever the clock says.
 */
function moveDates(stores: Stores, day: number, nowMs: number): void {
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

/** Moves every request on by one day; what happens depends on the request's id and the day alone. */
export function advanceOneDay(stores: Stores, day: number, nowMs: number): void {
  advanceStore(stores.licenseRequests, day, nowMs, (record) => record);
  advanceStore(stores.enrollments, day, nowMs, enrollmentOutcome);
  advanceStore(stores.credentialing, day, nowMs, credentialingOutcome);
  advanceStore(stores.credentialingRequests, day, nowMs, (record) => record);
  moveDates(stores, day, nowMs);
}

/** An active enrollment gets an id of its own and a place in the network. */
export function enrollmentOutcome(enrollment: Enrollment): Enrollment {
  if (enrollment.status !== "active") return enrollment;
  const ofGroup = enrollment.resourcetype.includes("Group");
  return {
    ...enrollment,
    parStatus: enrollment.parStatus ?? (ofGroup ? "par" : "par_linked_to_group"),
    payerEnrollment: enrollment.payerEnrollment ?? uuidOf(`enrollment from ${enrollment.id}`),
  };
}

/** Once a credentialing file is ready, it says how it looks. */
export function credentialingOutcome(request: MedallionCredentialing): MedallionCredentialing {
  const ready = reachedMs(request, "ready_for_committee", "closed") !== undefined;
  if (!ready || request.credentialingStatus !== null) return request;
  const verdicts = ["clear", "clear", "needs_attention", "incomplete"] as const;
  return { ...request, credentialingStatus: pickBy(verdicts, `verdict ${request.id}`) };
}

function advanceStore<T extends RequestRecord>(
  store: Store<T>,
  day: number,
  nowMs: number,
  outcome: (record: T) => T,
): void {
  for (const record of store.rows) {
    const moved = moveOn(record, day, nowMs);
    if (moved !== undefined) store.put(outcome(moved));
  }
}
