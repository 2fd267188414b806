import type { SandboxContext } from "../context.ts";
import { contains, equals, fromDay, untilDay } from "../http/filters.ts";
import type { Filters } from "../http/filters.ts";
import { json } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import { changedMs } from "../state/begin.ts";
import type { Enrollment } from "../state/records.ts";
import { dayOf, microsOf } from "../when.ts";
import { linesOf, practicesOf } from "./enrollment-rows.ts";
import { enrollmentVariants } from "./enrollment-variants.ts";
import { notFound } from "./errors.ts";
import { listPage } from "./paging.ts";

const path = "/p/api/v1/payer-enrollments/";

/** The enrollments that requests have led to: another object than the request, with an id of its own. */
export function finishedEnrollmentRoutes(context: SandboxContext): readonly Route[] {
  const finished = (): readonly Enrollment[] =>
    context.stores.enrollments.rows.filter(
      ({ payerEnrollment, status }) => status === "active" && payerEnrollment !== null,
    );
  return [
    {
      method: "GET",
      path,
      answer: (call) =>
        listPage(context, call, {
          rows: finished(),
          filters: finishedFilters,
          show: (enrollment) => finishedRow(context, enrollment),
        }),
    },
    {
      method: "GET",
      path: `${path}:id/`,
      answer: (_call, id) => {
        const enrollment = finished().find(({ payerEnrollment }) => payerEnrollment === id);
        return enrollment === undefined ? notFound() : json(200, finishedRow(context, enrollment));
      },
    },
  ];
}

const finishedFilters: Filters<Enrollment> = {
  provider: equals((row) => (subjectOf(row) === "provider" ? row.subject : null)),
  group_profile: equals((row) => (subjectOf(row) === "group_profile" ? row.subject : null)),
  practice: equals((row) => row.practices),
  lines_of_business: equals((row) => row.linesOfBusiness),
  payer_entity: equals((row) => row.payerEntity),
  search: contains((row) => row.payerName),
  last_updated_at_after: fromDay(changedMs),
  last_updated_at_before: untilDay(changedMs),
};

function subjectOf(enrollment: Enrollment): string {
  return enrollmentVariants[enrollment.resourcetype]?.subject ?? "provider";
}

function finishedRow(context: SandboxContext, enrollment: Enrollment): unknown {
  const subject = subjectOf(enrollment);
  const since = changedMs(enrollment);
  return {
    id: enrollment.payerEnrollment,
    kind: subject === "group_profile" ? "group-profile" : subject,
    [subject]: enrollment.subject,
    payer_name: enrollment.payerName,
    payer_entity: enrollment.payerEntity,
    payer_id: enrollment.payerId,
    state: enrollment.state,
    par_status: enrollment.parStatus,
    practices: practicesOf(context, enrollment),
    lines_of_business: linesOf(context, enrollment.linesOfBusiness),
    effective_date: dayOf(since),
    end_date: null,
    revalidation_date: null,
    last_updated_at: microsOf(since),
    created: microsOf(since),
  };
}
