import type { Stores } from "../context.ts";
import { pickBy, uuidOf } from "../seeded.ts";
import { moveDates } from "./move-dates.ts";
import { moveOn, reachedMs } from "./begin.ts";
import type { Enrollment, MedallionCredentialing, RequestRecord } from "./records.ts";
import type { Store } from "./store.ts";

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
