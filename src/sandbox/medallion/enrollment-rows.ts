import type { SandboxContext } from "../context.ts";
import { changedMs, reasonOf } from "../state/sandbox-state.ts";
import type { Enrollment } from "../state/records.ts";
import { microsOf } from "../when.ts";
import { statusCategories } from "./enrollment-codes.ts";
import { enrollmentVariants } from "./enrollment-variants.ts";
import { reachedDay } from "./service-request-rows.ts";

/** An enrollment request on the wire; the list and the single one show the same. */
export function enrollmentRow(context: SandboxContext, enrollment: Enrollment): unknown {
  const variant = enrollmentVariants[enrollment.resourcetype];
  return {
    id: enrollment.id,
    resourcetype: enrollment.resourcetype,
    [variant?.subject ?? "provider"]: enrollment.subject,
    payer_name: enrollment.payerName,
    payer_entity: enrollment.payerEntity,
    payer_id: enrollment.payerId,
    state: enrollment.state,
    is_medallion_owned: enrollment.isMedallionOwned,
    status: enrollment.status,
    status_reason: reasonOf(enrollment),
    status_category: statusCategories[enrollment.status] ?? "medallion_processing",
    status_update_time: microsOf(changedMs(enrollment)),
    par_status: enrollment.parStatus,
    dependency_status: "met",
    app_submission_date: reachedDay(enrollment, "application_submitted", "roster_submitted"),
    intake_complete_date: reachedDay(enrollment, "intake_complete"),
    tracking_number: enrollment.trackingNumber,
    payer_enrollment: enrollment.payerEnrollment,
    created: microsOf(enrollment.createdMs),
    practices: practicesOf(context, enrollment),
    ...(variant?.takesParGroup === false ? {} : { par_group: enrollment.parGroup }),
    ...(variant?.takesLines === false
      ? {}
      : { lines_of_business: linesOf(context, enrollment.linesOfBusiness) }),
    ...(variant?.needsEnrollment === true && variant.takesLines ? noChanges : {}),
  };
}

/** The lines of business with their labels; ids that the world does not know are left out. */
export function linesOf(context: SandboxContext, ids: readonly string[]): readonly unknown[] {
  return context.world.medallion.linesOfBusiness.filter(({ id }) => ids.includes(id));
}

/** The practices with their addresses. */
export function practicesOf(context: SandboxContext, enrollment: Enrollment): readonly unknown[] {
  return context.world.medallion.practices
    .filter(({ id }) => enrollment.practices.includes(id))
    .map((practice) => ({
      id: practice.id,
      name: practice.name,
      country: "US",
      city: practice.city,
      line_1: practice.line1,
      line_2: "",
      postal_code: practice.postalCode,
      postal_code_plus_4: null,
      address_state: practice.state,
    }));
}

const noChanges = {
  added_practices: [],
  removed_practices: [],
  added_lines_of_business: [],
  removed_lines_of_business: [],
};
