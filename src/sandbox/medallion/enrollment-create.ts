import { z } from "zod";
import type { SandboxContext } from "../context.ts";
import {
  jsonBody,
  type Call,
  json,
  type Reply,
  contains,
  equals,
  fromDay,
  untilDay,
  type Filters,
  type Route,
} from "../http/platform.ts";
import { begin, changedMs, type Enrollment } from "../state/sandbox-state.ts";
import {
  groupReasons,
  providerReasons,
  statusCategories,
  type EnrollmentVariant,
  enrollmentVariants,
  enrollmentPaths,
} from "./enrollment-variants.ts";
import { enrollmentRow } from "./finished-enrollments.ts";
import { payerStates, bodyErrors, detail, fieldErrors, notFound, listPage, newestFirst } from "./replies.ts";

/** A body that the enrollment POST takes, after the checks; which fields may be there depends on the kind. */
interface EnrollmentBody {
  readonly payer_name: string;
  readonly payer_id?: string | null | undefined;
  readonly payer_entity?: string | null | undefined;
  readonly state: string;
  readonly is_medallion_owned: boolean;
  readonly status?: string | undefined;
  readonly status_reason?: string | null | undefined;
  readonly par_status?: string | null | undefined;
  readonly tracking_number?: string | undefined;
  readonly payer_enrollment?: string | null | undefined;
  readonly provider?: string | undefined;
  readonly group_profile?: string | undefined;
  readonly facility?: string | undefined;
  readonly par_group?: string | null | undefined;
  readonly practices?: readonly { readonly id: string }[] | undefined;
  readonly lines_of_business?: readonly { readonly id: string }[] | undefined;
}

const uuidOrNull = z.guid().nullable();
const idRefs = z.array(z.strictObject({ id: z.guid() }));
/** A field that other kinds have and this one refuses. */
const absent = z.never().optional();
const short = z.string().max(255, { error: "Ensure this field has no more than 255 characters." });

const practice = z.strictObject({
  id: z.guid(),
  name: z.string().min(1, { error: "This field may not be blank." }).optional(),
  country: z.string().length(2).nullable().optional(),
  city: short.optional(),
  county: short.optional(),
  line_1: short.optional(),
  line_2: short.optional(),
  postal_code: short.optional(),
  postal_code_plus_4: short.nullable().optional(),
  address_state: short.nullable().optional(),
});

/** The closed shape of a body for one kind of enrollment request, from Medallion's schema. */
function enrollmentShape(resourcetype: string, variant: EnrollmentVariant): z.ZodType<EnrollmentBody> {
  const ofProvider = variant.subject === "provider";
  // Nullable in the schema, but a request for nobody is none.
  const subject = (name: string) => (variant.subject === name ? z.guid() : absent);
  const statuses = Object.keys(statusCategories).filter((status) => !variant.lacksStatuses.includes(status));
  return z.strictObject({
    resourcetype: z.literal(resourcetype),
    payer_name: z.string().min(1, { error: "This field may not be blank." }),
    payer_entity: uuidOrNull.optional(),
    payer_id: short.nullable().optional(),
    state: z.enum(payerStates),
    is_medallion_owned: z.boolean(),
    status: z.enum(statuses).optional(),
    status_reason: z
      .enum(ofProvider ? providerReasons : groupReasons)
      .nullable()
      .optional(),
    par_status: z
      .enum(ofProvider ? providerParStatuses : groupParStatuses)
      .nullable()
      .optional(),
    tracking_number: z
      .string()
      .max(64, { error: "Ensure this field has no more than 64 characters." })
      .optional(),
    payer_enrollment: variant.needsEnrollment ? uuidOrNull : uuidOrNull.optional(),
    provider: subject("provider"),
    group_profile: subject("group_profile"),
    facility: subject("facility"),
    practices: z.array(practice).optional(),
    lines_of_business: variant.takesLines ? idRefs.optional() : absent,
    par_group: variant.takesParGroup ? uuidOrNull.optional() : absent,
    provider_name_changes: variant.takesNameChanges
      ? z.record(z.string(), z.unknown()).nullable().optional()
      : absent,
    provider_name_change_details: variant.takesNameChanges ? z.string().min(1).nullable().optional() : absent,
  });
}

const providerParStatuses = ["non-par", "par_not_linked_to_group", "par_linked_to_group"] as const;
const groupParStatuses = ["non-par", "par"] as const;

/** The enrollment POST: 201 with the whole row. The same body sent twice makes two requests. */
function createEnrollment(context: SandboxContext, call: Call): Reply {
  const body = jsonBody(call);
  if (!body.ok) return detail(400, `JSON parse error - ${body.reason}`);
  const resourcetype = resourcetypeOf(body.value);
  const variant = enrollmentVariants[resourcetype];
  if (variant === undefined) {
    return fieldErrors({
      resourcetype: [resourcetype === "" ? "This field is required." : "Invalid resourcetype"],
    });
  }
  const parsed = enrollmentShape(resourcetype, variant).safeParse(body.value);
  if (!parsed.success) return bodyErrors(parsed.error, body.value);
  const asked = parsed.data;
  const subject = asked[variant.subject] ?? "";
  const strangers = unknownIds(context, asked);
  if (strangers !== undefined) return fieldErrors(strangers);

  const createdMs = context.now();
  const enrollment: Enrollment = {
    ...begin(enrollmentPaths, {
      id: context.newId("enrollment request"),
      origin: "posted",
      createdMs,
      visibleFromMs: createdMs + Math.max(context.listLagMs, call.lagMs),
      status: asked.status,
      reason: asked.status_reason ?? undefined,
    }),
    resourcetype,
    subject,
    payerName: asked.payer_name,
    payerId: asked.payer_id ?? null,
    payerEntity: asked.payer_entity ?? null,
    state: asked.state,
    linesOfBusiness: (asked.lines_of_business ?? []).map(({ id }) => id),
    practices: (asked.practices ?? []).map(({ id }) => id),
    parGroup: asked.par_group ?? null,
    isMedallionOwned: asked.is_medallion_owned,
    parStatus: asked.par_status ?? null,
    trackingNumber: asked.tracking_number ?? "",
    payerEnrollment: asked.payer_enrollment ?? null,
  };
  context.stores.enrollments.put(enrollment);
  return json(201, enrollmentRow(context, enrollment));
}

function resourcetypeOf(body: unknown): string {
  const named = typeof body === "object" && body !== null && "resourcetype" in body;
  return named && typeof body.resourcetype === "string" ? body.resourcetype : "";
}

/** The ids of the body that exist nowhere, as complaints. */
function unknownIds(
  context: SandboxContext,
  asked: EnrollmentBody,
): Readonly<Record<string, unknown>> | undefined {
  const { groupProfiles, practices, linesOfBusiness } = context.world.medallion;
  const isGroup = (id: string | null | undefined): boolean => groupProfiles.some((group) => group.id === id);
  const complaints = {
    provider: missing(asked.provider, context.providers.has(asked.provider ?? "")),
    group_profile: missing(asked.group_profile, isGroup(asked.group_profile)),
    facility: missing(asked.facility, false),
    par_group: missing(asked.par_group, isGroup(asked.par_group)),
    practices: missingRows(asked.practices, practices),
    lines_of_business: missingRows(asked.lines_of_business, linesOfBusiness),
  };
  const found = Object.entries(complaints).filter(([, complaint]) => complaint !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function missing(id: string | null | undefined, known: boolean): readonly string[] | undefined {
  return typeof id === "string" && !known ? [`Invalid pk "${id}" - object does not exist.`] : undefined;
}

interface WithId {
  readonly id: string;
}

function missingRows(
  asked: readonly WithId[] | undefined,
  known: readonly WithId[],
): readonly object[] | undefined {
  const complaints = (asked ?? []).map(({ id }) =>
    known.some((row) => row.id === id) ? {} : { id: [`Invalid pk "${id}" - object does not exist.`] },
  );
  return complaints.some((complaint) => "id" in complaint) ? complaints : undefined;
}

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
