import type { SandboxContext } from "../context.ts";
import { contains, equals, fromDay, untilDay, type Filters, json, type Route } from "../http/platform.ts";
import { dayMs, dayOf, microsOf } from "../seeded.ts";
import type { EnrollmentOnFile } from "../state/on-file.ts";
import { changedMs, reasonOf, type Enrollment } from "../state/sandbox-state.ts";
import { enrollmentVariants, statusCategories } from "./enrollment-variants.ts";
import { notFound, listPage } from "./replies.ts";
import { reachedDay } from "./service-request-rows.ts";

const path = "/p/api/v1/payer-enrollments/";

/** Enrollments on file: those that were recorded, and those that requests have led to, with ids of their own. */
export function finishedEnrollmentRoutes(context: SandboxContext): readonly Route[] {
  return [
    {
      method: "GET",
      path,
      answer: (call) =>
        listPage(context, call, {
          rows: onFile(context),
          filters: enrollmentFilters,
          show: (enrollment) => enrollmentOnFileRow(context, enrollment),
        }),
    },
    {
      method: "GET",
      path: `${path}:id/`,
      answer: (_call, id) => {
        const enrollment = onFile(context).find((row) => row.id === id);
        return enrollment === undefined ? notFound() : json(200, enrollmentOnFileRow(context, enrollment));
      },
    },
  ];
}

function onFile(context: SandboxContext): readonly EnrollmentOnFile[] {
  const won = context.stores.enrollments.rows.flatMap((request): readonly EnrollmentOnFile[] => {
    const { payerEnrollment, status, subject, payerName, payerId, payerEntity } = request;
    if (status !== "active" || payerEnrollment === null) return [];
    const since = changedMs(request);
    return [
      {
        id: payerEnrollment,
        subject,
        subjectKind: enrollmentVariants[request.resourcetype]?.subject ?? "provider",
        payerName,
        payerId,
        payerEntity,
        state: request.state,
        linesOfBusiness: request.linesOfBusiness,
        practices: practicesOf(context, request),
        practiceIds: request.practices,
        parStatus: request.parStatus,
        effectiveMs: since,
        endsMs: null,
        revalidationMs: since + 1095 * dayMs,
        updatedMs: since,
      },
    ];
  });
  return [...context.stores.enrollmentsOnFile.rows, ...won];
}

const enrollmentFilters: Filters<EnrollmentOnFile> = {
  provider: equals((row) => (row.subjectKind === "provider" ? row.subject : null)),
  group_profile: equals((row) => (row.subjectKind === "group_profile" ? row.subject : null)),
  practice: equals((row) => row.practiceIds),
  lines_of_business: equals((row) => row.linesOfBusiness),
  payer_entity: equals((row) => row.payerEntity),
  search: contains((row) => row.payerName),
  last_updated_at_after: fromDay((row) => row.updatedMs),
  last_updated_at_before: untilDay((row) => row.updatedMs),
};

function enrollmentOnFileRow(context: SandboxContext, enrollment: EnrollmentOnFile): unknown {
  const { subject, subjectKind, effectiveMs, endsMs, revalidationMs, updatedMs } = enrollment;
  const day = (ms: number | null): string | null => (ms === null ? null : dayOf(ms));
  return {
    id: enrollment.id,
    kind: subjectKind === "group_profile" ? "group-profile" : subjectKind,
    [subjectKind]: subject,
    payer_name: enrollment.payerName,
    payer_entity: enrollment.payerEntity,
    payer_id: enrollment.payerId,
    state: enrollment.state,
    par_status: enrollment.parStatus,
    practices: enrollment.practices,
    lines_of_business: linesOf(context, enrollment.linesOfBusiness),
    effective_date: day(effectiveMs),
    end_date: day(endsMs),
    revalidation_date: day(revalidationMs),
    last_updated_at: microsOf(updatedMs),
    created: microsOf(effectiveMs ?? updatedMs),
  };
}

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
function linesOf(context: SandboxContext, ids: readonly string[]): readonly unknown[] {
  return context.world.medallion.linesOfBusiness.filter(({ id }) => ids.includes(id));
}

/** The practices with their addresses. */
function practicesOf(context: SandboxContext, enrollment: Enrollment): readonly unknown[] {
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
