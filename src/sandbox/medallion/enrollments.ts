import type { SandboxContext } from "../context.ts";
import { contains, equals, fromDay, untilDay, type Filters } from "../http/filters.ts";
import { json, type Route } from "../http/platform.ts";
import { changedMs } from "../state/sandbox-state.ts";
import type { Enrollment } from "../state/records.ts";
import { createEnrollment } from "./enrollment-create.ts";
import { enrollmentRow } from "./enrollment-rows.ts";
import { enrollmentVariants } from "./enrollment-variants.ts";
import { notFound } from "./errors.ts";
import { listPage, newestFirst } from "./paging.ts";

const path = "/p/api/v1/service-requests/payer-enrollments/";

/** The enrollment requests: list, POST and single one. */
export function enrollmentRoutes(context: SandboxContext): readonly Route[] {
  const { enrollments } = context.stores;
  return [
    {
      method: "GET",
      path,
      answer: (call) =>
        listPage(context, call, {
          rows: newestFirst(enrollments.rows, context.now()),
          filters: enrollmentFilters,
          show: (enrollment) => enrollmentRow(context, enrollment),
        }),
    },
    { method: "POST", path, answer: (call) => createEnrollment(context, call) },
    {
      method: "GET",
      path: `${path}:id/`,
      answer: (_call, id) => {
        const enrollment = enrollments.find(id);
        return enrollment === undefined ? notFound() : json(200, enrollmentRow(context, enrollment));
      },
    },
  ];
}

/** Medallion documents no filter by id, state, status or payer name; the days are inclusive. */
const enrollmentFilters: Filters<Enrollment> = {
  provider: equals((row) => subjectIf(row, "provider")),
  group_profile: equals((row) => subjectIf(row, "group_profile")),
  facility: equals((row) => subjectIf(row, "facility")),
  practice: equals((row) => row.practices),
  lines_of_business: equals((row) => row.linesOfBusiness),
  payer_entity: equals((row) => row.payerEntity),
  search: contains((row) => row.payerName),
  created_after: fromDay((row) => row.createdMs),
  created_before: untilDay((row) => row.createdMs),
  status_update_time_after: fromDay(changedMs),
  status_update_time_before: untilDay(changedMs),
};

function subjectIf(row: Enrollment, subject: string): string | undefined {
  return enrollmentVariants[row.resourcetype]?.subject === subject ? row.subject : undefined;
}
