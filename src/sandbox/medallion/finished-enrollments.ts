import type { SandboxContext } from "../context.ts";
import { contains, equals, fromDay, untilDay, type Filters } from "../http/filters.ts";
import { json, type Route } from "../http/platform.ts";
import { changedMs } from "../state/sandbox-state.ts";
import type { EnrollmentOnFile } from "../state/on-file.ts";
import { dayMs, dayOf, microsOf } from "../when.ts";
import { linesOf, practicesOf } from "./enrollment-rows.ts";
import { enrollmentVariants } from "./enrollment-variants.ts";
import { notFound } from "./errors.ts";
import { listPage } from "./paging.ts";

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
